"""The table of who reports in a round: which columns, and how a row fills them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.accounts.queries import Contact
from tracker.documents.tables import Column, Kind, Table
from tracker.rounds.queries.expected import ExpectedUnit
from tracker.rounds.queries.rounds import RoundLine
from tracker.text import vn_list, vn_weekday_date


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One unit of a round with the people who write its part."""

    unit: ExpectedUnit
    people: Sequence[Contact]
    called_off: bool = False

    @property
    def duty(self) -> str:
        """Whether it sends a report of its own, in words."""
        if self.called_off:
            return "Không phải gửi, kỳ báo cáo đã hủy"
        if self.unit.counted:
            by_heir = ", cơ quan tiếp nhận lập" if self.unit.successors else ""
            return f"Gửi một báo cáo{by_heir}"
        if self.unit.successors:
            return "Nêu trong báo cáo của cơ quan tiếp nhận"
        return "Không có cơ quan tiếp nhận"


_COLUMNS = (
    Column("Cơ quan, đơn vị", lambda line: line.unit.name, Kind.NAME),
    Column("Nay là", lambda line: vn_list(line.unit.successors), Kind.NAME),
    Column("Gửi báo cáo", lambda line: line.duty, Kind.NAME),
    Column("Cán bộ đầu mối", lambda line: "\n".join(one.name for one in line.people), Kind.NAME),
    Column("Điện thoại", lambda line: "\n".join(one.phone for one in line.people if one.phone)),
)


def expected_lines(
    units: Sequence[ExpectedUnit],
    people: Mapping[int, Sequence[Contact]],
    *,
    called_off: bool = False,
) -> list[ExpectedLine]:
    """The rows with whom to speak to about each."""
    of = [[one for writer in unit.writers for one in people.get(writer, ())] for unit in units]
    return [ExpectedLine(unit, own, called_off) for unit, own in zip(units, of, strict=True)]


def expected_table(line: RoundLine, regime: str, rows: Sequence[ExpectedLine]) -> Table:
    """Who reports in one round."""
    sent = f"Gửi đúng hạn đến hết {vn_weekday_date(line.clocks.on_time)}"
    title = f"Đơn vị phải gửi báo cáo {line.title}"
    return Table(f"Đơn vị phải gửi {line.code}", title, sent, _COLUMNS, rows, told=(regime,))
