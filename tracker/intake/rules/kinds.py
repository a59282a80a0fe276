"""What to do with a file that is neither a .docx nor an .xlsx, by its name and its first bytes."""

_SAVE = "hãy mở tệp bằng {}, chọn “Lưu thành” (Save As) dạng {} rồi chọn lại."
_AS_WORD = _SAVE.format("Word hoặc LibreOffice", "Word (.docx)")
_AS_EXCEL = _SAVE.format("Excel hoặc LibreOffice", "Excel (.xlsx)")
_ORIGINAL = (
    "hãy xin tệp Word hoặc Excel gốc; nếu không có, hãy mở tệp bằng Word, chọn “Lưu thành” "
    "(Save As) dạng Word (.docx), soát lại các bảng rồi chọn tệp mới."
)
_PICTURE = "hãy xin tệp Word hoặc Excel gốc, hoặc gõ bảng vào Excel rồi chọn tệp đó."
_OTHERS = "hãy chọn tệp Word (.docx) hoặc Excel (.xlsx), hoặc dán bảng."
_OLD = "là tệp {} đời cũ ({}), không đọc được thành bảng: "
_MACROS = "là tệp {} có thể chứa macro ({}) nên không được nhận: "
_OPEN = "là tệp LibreOffice (.{}), không đọc được thành bảng: "
_ADVICE = {
    "doc": _OLD.format("Word", ".doc") + _AS_WORD,
    "rtf": _OLD.format("Word", ".rtf") + _AS_WORD,
    "xls": _OLD.format("Excel", ".xls") + _AS_EXCEL,
    "docm": _MACROS.format("Word", ".docm") + _AS_WORD,
    "xlsm": _MACROS.format("Excel", ".xlsm") + _AS_EXCEL,
    "xlsb": _MACROS.format("Excel", ".xlsb") + _AS_EXCEL,
    "odt": _OPEN.format("odt") + _AS_WORD,
    "ods": _OPEN.format("ods") + _AS_EXCEL,
    "csv": "không giữ các ô gộp và dòng đầu của bảng: " + _AS_EXCEL,
    "pdf": "là tệp PDF, không giữ các cột của bảng: " + _ORIGINAL,
} | dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "bmp"), "là ảnh chụp: " + _PICTURE)
_TAKEN = {"docx": _AS_WORD, "xlsx": _AS_EXCEL}
_BY_BYTES = (
    (b"%PDF-", _ADVICE["pdf"]),
    (b"{\\rtf", _ADVICE["rtf"]),
    (b"\x89PNG", _ADVICE["png"]),
    (b"\xff\xd8\xff", _ADVICE["jpg"]),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OR_LOCKED = "là tệp đời cũ đổi đuôi hoặc tệp đặt mật khẩu: hãy bỏ mật khẩu nếu có; "
_PAGE = "là trang web hoặc văn bản thuần, không phải tệp Word hay Excel: "


def refusal(name: str, head: bytes) -> str:
    """Why a file is not read and what to do, in Vietnamese; empty for one that may be read.

    `head` are its first bytes: what is called .docx may be something else.
    """
    kind = name.rpartition(".")[2].lower() if "." in name else ""
    if kind not in _TAKEN:
        unknown = f"không phải tệp đọc được thành bảng: {_OTHERS}"
        return f"Tệp “{name}” {_ADVICE.get(kind, unknown)}"
    said = next((words for sign, words in _BY_BYTES if head.startswith(sign)), "")
    if head.startswith(_OLE):
        said = _OLD_OR_LOCKED + _TAKEN[kind]
    elif head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        said = _PAGE + _TAKEN[kind]
    return f"Tệp “{name}” {said}" if said else ""
