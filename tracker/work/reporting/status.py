"""Theo dõi tình hình gửi báo cáo: a row per expected unit, the figures, the text to press with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.accounts.queries import Contact
from tracker.documents.tables import Column, Kind, Table, as_of
from tracker.reports.rules.contributions import Contribution, ReportState
from tracker.rounds.queries.rounds import RoundLine
from tracker.text import vn_date, vn_number, vn_weekday_date
from tracker.work.round_table import ExpectedLine

PRESSED = frozenset(
    {ReportState.MISSING, ReportState.DRAFTING, ReportState.WAITING, ReportState.ASKED}
)
"""Where a unit still owes something."""
CAME = frozenset({ReportState.SENT, ReportState.ASKED, ReportState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One expected unit: how far its report is, with whom to speak, what to write to them."""

    given: Contribution
    expected: ExpectedLine
    message: str = ""

    @property
    def name(self) -> str:
        """What the unit is called in this round."""
        return self.given.unit_name

    @property
    def people(self) -> Sequence[Contact]:
        """The people who write its part."""
        return self.expected.people

    @property
    def pressed(self) -> bool:
        """Whether the unit is to be reminded."""
        return self.given.counted and self.given.state in PRESSED

    @property
    def in_time(self) -> str:
        """Whether it came in time, in words."""
        if self.given.sent_on is None:
            return ""
        if self.given.empty:
            return "Báo cáo trống"
        return "Đúng hạn" if self.given.on_time else "Chậm"

    @property
    def duty(self) -> str:
        """The state; of a body that ended, who tells its part."""
        return self.given.state.label if self.given.counted else self.expected.duty


def status_lines(
    line: RoundLine, rows: Sequence[tuple[Contribution, ExpectedLine]],
    addresses: Mapping[int, str], late_from: date,
) -> list[StatusLine]:  # fmt: skip
    """The rows in official order, each with the text to paste into a chat."""
    found = [StatusLine(given, expected) for given, expected in rows]
    return [
        StatusLine(
            one.given, one.expected,
            message(line, one, addresses[one.given.unit_id], late_from) if one.pressed else "",
        )
        for one in found
    ]  # fmt: skip


def message(line: RoundLine, one: StatusLine, address: str, late_from: date) -> str:
    """A short text for one unit's people."""
    if one.given.state is ReportState.ASKED:
        asks = "đề nghị bổ sung, hoàn thiện báo cáo theo ý kiến trên trang báo cáo"
    else:
        asks = (
            f"đề nghị gửi báo cáo, đúng hạn đến hết {vn_date(line.clocks.on_time)} "
            f"(chậm từ {vn_date(late_from)})"
        )
    return f"{one.name}: báo cáo CCHC {_lowered(line.title)}, {asks}. Chi tiết: {address}"


def message_to_all(line: RoundLine, rows: Sequence[StatusLine], address: str) -> str:
    """One text for the group of all who still owe something; empty where nobody does."""
    unsent = [one.name for one in rows if one.pressed and one.given.state is not ReportState.ASKED]
    asked = [one.name for one in rows if one.pressed and one.given.state is ReportState.ASKED]
    parts = []
    if unsent:
        parts.append(
            f"còn {_number(len(unsent))} đơn vị chưa gửi: {', '.join(unsent)}; đề nghị gửi, đúng "
            f"hạn đến hết {vn_date(line.clocks.on_time)}."
        )
    if asked:
        parts.append(
            f"{'Có' if unsent else 'có'} {_number(len(asked))} đơn vị cần bổ sung, hoàn thiện: "
            f"{', '.join(asked)}."
        )
    if not parts:
        return ""
    return f"Báo cáo CCHC {_lowered(line.title)}: {' '.join(parts)} Chi tiết: {address}"


def figures(rows: Sequence[StatusLine]) -> list[tuple[str, int]]:
    """How many reports stand where, over the units that send one of their own."""
    counted = [one.given for one in rows if one.given.counted]
    states = Counter(one.state for one in counted)
    return [
        ("Phải gửi", len(counted)),
        ("Đang soạn", states[ReportState.DRAFTING] + states[ReportState.WAITING]),
        ("Đã gửi", sum(one.state in CAME for one in counted)),
        ("Đúng hạn", sum(one.on_time for one in counted)),
        ("Đề nghị bổ sung", states[ReportState.ASKED]),
        ("Đã tiếp nhận", states[ReportState.ACCEPTED]),
    ]


_COLUMNS = (
    Column("Cơ quan, đơn vị", lambda one: one.name, Kind.NAME),
    Column("Tình trạng", lambda one: one.duty, Kind.NAME),
    Column("Ngày gửi", lambda one: one.given.sent_on, Kind.DAY),
    Column("Thời hạn gửi", lambda one: one.in_time),
    Column("Nhập thay, nguồn", lambda one: one.given.entered_from, Kind.NAME, paper=False),
    Column("Cán bộ đầu mối", lambda one: "\n".join(who.name for who in one.people), Kind.NAME),
    Column("Điện thoại", lambda one: "\n".join(who.phone for who in one.people if who.phone)),
)


def status_table(line: RoundLine, regime: str, rows: Sequence[StatusLine], today: date) -> Table:
    """The list as a table; it says by when reports are in time."""
    told = (regime, f"Gửi đúng hạn đến hết {vn_weekday_date(line.clocks.on_time)}")
    title = f"Tình hình gửi báo cáo {_lowered(line.title)}"
    return Table(
        f"Tình hình gửi báo cáo {line.code}", title, as_of(today), _COLUMNS, rows, told=told
    )


def _number(count: int) -> str:
    return f"0{count}" if count < 10 else vn_number(count)


def _lowered(title: str) -> str:
    return f"{title[:1].lower()}{title[1:]}"
