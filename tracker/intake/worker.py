"""The process that opens a foreign file: `python -m tracker.intake.worker KIND ROOM SECONDS NAME`.

The file comes in by standard input; out goes one line that says how it ended and then the raw
values, or the words of the refusal. It can use ROOM bytes beyond what it needs to begin, and
SECONDS of the processor; it has no secrets and writes nothing.
"""

import gc
import resource
import sys
from pathlib import Path

from tracker.documents.rules import FileRefused, UnpacksTooLarge, WithMacros
from tracker.intake import docx, pasted, xlsx
from tracker.intake.rules.raw import RawFile, too_large
from tracker.intake.transport import packed
from tracker.reports import word

READ, REFUSED = b"read\n", b"refused\n"
_MACROS = (
    "Tệp “{}” có macro nên không được nhận: hãy mở tệp bằng Word hoặc Excel, chọn “Lưu thành” "
    "(Save As) dạng không có macro (.docx hoặc .xlsx) rồi chọn lại."
)
_UNPACKED = (
    "Tệp “{}” giải nén quá lớn nên không được nhận: hãy tách riêng phụ lục nhiệm vụ, bỏ ảnh, lưu "
    "thành một tệp rồi chọn lại."
)
_KINDS = {"docx": docx.read, "xlsx": xlsx.read}


def unreadable(name: str) -> str:
    """The words for a file that no program reads."""
    return (
        f"Tệp “{name}” không đọc được, có thể đã hỏng: hãy mở bằng phần mềm gốc, lưu lại "
        "rồi chọn lại."
    )


def open_file(kind: str, name: str, content: bytes) -> RawFile:
    """The raw values of a file of one kind ("docx", "xlsx", "pasted").

    Raises FileRefused (Vietnamese), and nothing else, whatever the bytes.
    """
    try:
        return pasted.read(content) if kind == "pasted" else _KINDS[kind](name, content)
    except WithMacros as error:
        raise FileRefused(_MACROS.format(name)) from error
    except UnpacksTooLarge as error:
        raise FileRefused(_UNPACKED.format(name)) from error
    except FileRefused:
        raise
    except MemoryError as error:
        raise FileRefused(too_large(name)) from error
    except Exception as error:
        raise FileRefused(unreadable(name)) from error


def answer(kind: str, name: str, content: bytes) -> bytes:
    """What goes out: how it ended, and the values or the words."""
    try:
        return READ + packed(open_file(kind, name, content))
    except FileRefused as refusal:
        return REFUSED + str(refusal).encode()
    except MemoryError:
        return REFUSED + too_large(name).encode()


def limit_memory(room: int) -> None:
    """Let this process have `room` bytes more than now."""
    word.etree  # noqa: B018 - loaded now, as what is needed to begin
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def hold(room: int, seconds: int) -> None:
    """Let this process have `room` bytes more than now, `seconds` of processor, write no file."""
    limit_memory(room)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> None:
    """Read one file."""
    kind, room, seconds, name = arguments
    content = sys.stdin.buffer.read()
    hold(int(room), int(seconds))
    gc.disable()  # one file is opened, then this process ends
    sys.stdout.buffer.write(answer(kind, name, content))


if __name__ == "__main__":
    main(sys.argv[1:])
