"""What a search finds, kind by kind, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.tasks.queries.search import WORDS_LOOKED_THROUGH
from tracker.text import vn_number


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


def hits_table(hits: Sequence[Hit], text: str, today: date) -> Table:
    """All that was found."""
    told = [
        f"Từ khóa: “{text}”",
        f"Nội dung cập nhật được tìm trong {vn_number(WORDS_LOOKED_THROUGH)} lượt mới nhất",
    ]
    return Table(
        "Tìm kiếm", "Kết quả tìm kiếm", as_of(today), _COLUMNS, hits, ["; ".join(told)],
        group=lambda hit: hit.kind,
    )  # fmt: skip
