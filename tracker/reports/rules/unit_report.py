"""One unit's report to a round: its steps, who takes them, whether it came in time (pure).

An officer writes, the head approves on screen or the office records the signed paper; the body
that compiles accepts, asks to complete, enters for a silent unit, or opens a locked round again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracker.calendar.workdays import DaysOff
from tracker.reports.rules.compiled import Numbered
from tracker.reports.rules.contributions import ReportState
from tracker.reports.rules.outline import OutlineLine
from tracker.rounds.rules.clocks import Clocks, RoundState, is_late
from tracker.text import Labelled


class Side(Enum):
    """Who takes a step."""

    WRITER = "the people of the unit"
    HEAD = "the head of the unit"
    COMPILER = "the body that receives the reports"


class Step(Labelled):
    """What is done with a report; the labels stand in its history."""

    WRITE = "write", "Bắt đầu soạn báo cáo"
    HAND_UP = "hand_up", "Trình lãnh đạo duyệt"
    TAKE_BACK = "take_back", "Rút lại để sửa"
    RETURN = "return", "Lãnh đạo trả lại"
    SEND = "send", "Lãnh đạo duyệt và gửi"
    SIGN = "sign", "Gửi theo văn bản đã ký"
    RECORD_PAPER = "record_paper", "Ghi văn bản đã ký"
    ACCEPT = "accept", "Tiếp nhận"
    ASK = "ask", "Đề nghị bổ sung, hoàn thiện"
    ENTER = "enter", "Nhập thay đơn vị"
    REOPEN = "reopen", "Mở lại sau ngày khóa"


_S = ReportState
_WRITTEN = frozenset({_S.DRAFTING, _S.ASKED})
_UNSENT = frozenset({_S.MISSING, _S.DRAFTING, _S.WAITING})
_GIVEN = frozenset({_S.SENT, _S.ACCEPTED})


@dataclass(frozen=True, slots=True)
class _Rule:
    """From where a step is taken, by whom, and where it leads (None: see `after`)."""

    side: Side
    start: frozenset[ReportState]
    to: ReportState | None = None


RULES: Mapping[Step, _Rule] = {
    Step.WRITE: _Rule(Side.WRITER, _WRITTEN | {_S.MISSING}),
    Step.HAND_UP: _Rule(Side.WRITER, _WRITTEN, _S.WAITING),
    Step.TAKE_BACK: _Rule(Side.WRITER, frozenset({_S.WAITING})),
    Step.RETURN: _Rule(Side.HEAD, frozenset({_S.WAITING})),
    Step.SEND: _Rule(Side.HEAD, _WRITTEN | {_S.WAITING}, _S.SENT),
    Step.SIGN: _Rule(Side.WRITER, _WRITTEN | {_S.WAITING}, _S.SENT),
    Step.RECORD_PAPER: _Rule(Side.WRITER, _GIVEN),
    Step.ACCEPT: _Rule(Side.COMPILER, frozenset({_S.SENT}), _S.ACCEPTED),
    Step.ASK: _Rule(Side.COMPILER, _GIVEN, _S.ASKED),
    Step.ENTER: _Rule(Side.COMPILER, _UNSENT, _S.SENT),
    Step.REOPEN: _Rule(Side.COMPILER, _UNSENT | _GIVEN),
}
OF_UNIT = frozenset({Step.WRITE, Step.HAND_UP, Step.SEND, Step.SIGN})
"""What the unit does only while the round is open to it."""
NEED_REASON = frozenset({Step.RETURN, Step.ASK, Step.REOPEN})

NOT_NOW = "Báo cáo đã chuyển sang bước khác; xem lại trang này rồi làm tiếp."
NOT_BEGUN = "Chưa đến ngày lấy số liệu của kỳ báo cáo này."
LOCKED = "Kỳ báo cáo đã khóa; đề nghị nơi tổng hợp mở lại, nêu lý do."
NOT_LOCKED = "Kỳ báo cáo chưa khóa; đơn vị vẫn gửi, sửa được."
CALLED_OFF = "Kỳ báo cáo này không thực hiện."
REASON_WANTED = "Hãy nêu lý do để đơn vị biết cần sửa gì."


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands on a day; `sent`: whether anything was ever sent of it.

    `reopened`: the body that compiles let the unit write again after the round was locked.
    """

    state: ReportState
    phase: RoundState
    sent: bool = False
    reopened: bool = False


def problem(step: Step, standing: Standing) -> str:
    """Why the step is not to be taken now, in words; empty when it is."""
    if standing.phase is RoundState.ENDED:
        return CALLED_OFF
    if standing.state not in RULES[step].start:
        return NOT_NOW
    if standing.phase is RoundState.AHEAD:
        return NOT_BEGUN
    locked = standing.phase is RoundState.LOCKED
    if step is Step.REOPEN:
        return "" if locked and not standing.reopened else NOT_LOCKED
    asked = standing.state is ReportState.ASKED or standing.reopened
    return LOCKED if step in OF_UNIT and locked and not asked else ""


def steps_open(standing: Standing, sides: Collection[Side]) -> tuple[Step, ...]:
    """The steps that people of these sides may take now, in order."""
    return tuple(
        step for step, rule in RULES.items() if rule.side in sides and not problem(step, standing)
    )


def after(step: Step, standing: Standing) -> ReportState:
    """The state that the step leads to."""
    found = RULES[step].to
    if found is not None:
        return found
    if step is Step.RECORD_PAPER or (step is Step.WRITE and standing.state is ReportState.ASKED):
        return standing.state
    return ReportState.ASKED if standing.sent else ReportState.DRAFTING


@dataclass(frozen=True, slots=True)
class Sending:
    """One time that a report was sent; `signed_on` is the day of its signed paper, if any."""

    sent_on: date
    empty: bool
    signed_on: date | None = None

    @property
    def day(self) -> date:
        """The day that counts: of the signed paper where there is one."""
        return self.signed_on or self.sent_on


@dataclass(frozen=True, slots=True)
class Timeliness:
    """The day that decides, whether in time, and whether the newest content says nothing."""

    sent_on: date | None = None
    on_time: bool = False
    empty: bool = True


def timeliness(sendings: Sequence[Sending], clocks: Clocks, days_off: DaysOff) -> Timeliness:
    """Whether a report came in time: by the first sending that said something.

    Later requests to complete do not change it. A report that is empty now is not on time.
    """
    if not sendings:
        return Timeliness()
    first = next((one for one in sendings if not one.empty), None)
    empty = sendings[-1].empty
    if first is None or empty:
        return Timeliness((first or sendings[0]).day, on_time=False, empty=True)
    return Timeliness(first.day, not is_late(first.day, clocks, days_off), empty=False)


def is_empty(texts: Iterable[str], *, figures: bool = False) -> bool:
    """Whether a report says nothing: no figure, and no letter or digit in any section."""
    return not figures and not any(character.isalnum() for text in texts for character in text)


_DEPTH = {Numbered.PART: 0, Numbered.CLAUSE: 1, Numbered.POINT: 2}


def written_lines(lines: Sequence[OutlineLine]) -> tuple[OutlineLine, ...]:
    """The headings that take text: those without a deeper heading right below."""
    following = [*lines[1:], None]
    return tuple(
        line
        for line, below in zip(lines, following, strict=True)
        if below is None or _DEPTH[below.level] <= _DEPTH[line.level]
    )


def signed_problem(
    number: str, signed_on: date | None, today: date, *, file: bool
) -> dict[str, str]:
    """What is wrong with the particulars of a signed paper, by field."""
    if signed_on is None:
        day = "Hãy nhập ngày ký, ví dụ 16/6/2025."
    else:
        day = "Ngày ký ở sau hôm nay." if signed_on > today else ""
    return {
        "number": "" if number.strip() else "Hãy nhập số, ký hiệu, ví dụ 215/BC-STP.",
        "signed_on": day,
        "file": "" if file else "Hãy chọn tệp PDF của văn bản đã ký.",
    }
