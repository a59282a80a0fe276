"""What a search finds, kind by kind, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding: of which kind, what it says, where it stands, its day."""

    kind: str
    text: str
    place: str = ""
    day: date | None = None


_COLUMNS = (
    Column("Loại", lambda hit: hit.kind, paper=False),
    Column("Nội dung", lambda hit: hit.text, Kind.TITLE),
    Column("Thuộc", lambda hit: hit.place, Kind.NAME),
    Column("Ngày", lambda hit: hit.day, Kind.DAY),
)


def hits_table(hits: Sequence[Hit], text: str, today: date, *, complete: bool) -> Table:
    """All that was found; `complete`: no older words were left out."""
    told = [f"Từ khóa: “{text}”"]
    if not complete:
        told.append("nội dung cập nhật cũ có các từ này quá nhiều nên mới tìm trong một phần")
    return Table(
        "Tìm kiếm", "Kết quả tìm kiếm", as_of(today), _COLUMNS, hits, ["; ".join(told)],
        group=lambda hit: hit.kind,
    )  # fmt: skip
