"""The two real appendices as tables, from the seeds, as the papers print them.

Labels of fields slide as in the print; a row is cut by a page; heads are printed again; some
letters are those of a bad conversion.
"""

from tests.intake.building import UP, Grid
from tests.intake.official import seed

KH196, DA2437 = "KH196-2025", "DA2437"
HEADS = {
    KH196: ["Nhiệm vụ chung", "Nhiệm vụ cụ thể", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp",
            "Thời gian thực hiện"],
    DA2437: ["TT", "Nhiệm vụ của cơ quan chủ trì", "Cơ quan phối hợp", "Hoạt động/sản phẩm",
             "Thời gian\nthực hiện"],
}  # fmt: skip
LABELS = {
    "CCTC/1": "Cải cách thủ tục", "TTHC/1": "Cải cách TTHC", "TCBM/1": "Cải cách tổ chức bộ máy",
    "CDCV/1": "Cải cách công vụ", "CDCV/6": "Cải cách tài chính công",
    "CQS/1": "Xây dựng và phát triển chính quyền số", "CQS/5": "Công tác chỉ đạo điều hành",
}  # fmt: skip
"""Beside which row of Kế hoạch 196/KH-UBND each label is printed; two stand in the block above."""
CELLS = ("product_text", "lead_text", "partners_text", "deadline_text")


def rows(plan):
    """The rows of the appendix of a plan, not those of its text."""
    return [row for row in seed(f"tasks/{plan}") if not tail(row).startswith(("IV/", "III/"))]


def tail(row):
    """The code of a row without its plan."""
    return row["code"].split("/", 1)[1]


def passages():
    """The paragraphs of part IV of Kế hoạch 196/KH-UBND, with its heading and what follows."""
    lines = ["IV. TỔ CHỨC THỰC HIỆN"]
    for row in seed(f"tasks/{KH196}"):
        if tail(row).startswith("IV/"):
            number = row["number"].removeprefix("IV.")
            is_numbered = row["is_heading"] == "yes" and number
            lines.append(f"{number}. {row['title']}" if is_numbered else row["title"])
    return [*lines, "Nơi nhận:", "- Như trên;"]


def grid(plan):
    """The appendix as a table of its texts, merged as printed."""
    make = _kh196 if plan == KH196 else _da2437
    return Grid([HEADS[plan], *(make(row) for row in rows(plan))])


def _kh196(row):
    label = LABELS.get(tail(row), UP)
    number = f"{row['number']}. " if row["number"].count(".") != 1 else f"{row['number']} "
    return [label, number + row["title"], *_shared(row, CELLS)]


def _da2437(row):
    cells = ("partners_text", "product_text", "deadline_text")
    return [row["number"], row["title"], *_shared(row, cells)]


def _shared(row, cells):
    """The cells; a blank one that the row above shares is merged with it."""
    return [UP if row["cells_from"] and not row[cell] else row[cell] for cell in cells]


def worn(made, plan):
    """The table as it comes back from a conversion: letters, spaces, page breaks in the middle."""
    lines = [list(row) for row in made.rows]
    worn_lines = [lines[0]]
    for number, row in enumerate(lines[1:], start=1):
        texts = [_worn(text, number) if isinstance(text, str) else text for text in row]
        column = HEADS[plan].index(HEADS[plan][1])
        cut = _cut(texts[column]) if number % 13 == 0 else 0
        worn_lines.append([*texts[:column], texts[column][:cut] if cut else texts[column],
                           *texts[column + 1 :]])  # fmt: skip
        if number % 13 == 0:
            worn_lines.append(list(lines[0]))
        if cut:
            rest = [UP if text is UP else "" for text in row]
            rest[column] = texts[column][cut:]
            worn_lines.append(rest)
    return Grid([row for row in worn_lines if row], heads=1)


def _cut(text):
    """A place in the middle of a title where a small letter follows a space."""
    middle = len(text) // 2
    places = (at for at in range(middle, len(text) - 1) if text[at] == " ")
    return next((at for at in places if text[at + 1].islower() and text[at - 1] not in ".;:"), 0)


def _worn(text, number):
    made = text.replace(" ", "\u00a0", 1) if number % 3 == 0 else text.replace(" ", "  ", 2)
    return made.replace("Tư", "Tƣ").replace("ương", "ƣơng") + (" " if number % 2 else "")
