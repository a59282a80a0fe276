"""Confirming what a unit said is done, or asking for more (design: the following body's word).

A confirmation repeats the state that it confirms; "đề nghị bổ sung, hoàn thiện" takes the work up
again from its own day, and what held before that day stays. Messages are Vietnamese.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.permissions import Permission, Viewer
from tracker.refusals import refuse
from tracker.tasks.rules.asof import Line, effective_lines
from tracker.tasks.rules.states import AssignmentRole, State, UpdateKind
from tracker.text import vn_date

_SAID_DONE = frozenset({State.SUBMITTED, State.DONE})


class Verdict(StrEnum):
    """What the following body has to do with an obligation, or has said."""

    NOTHING_SAID = "nothing_said"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Judged:
    """Where an obligation stands with those who follow it; `since`: the day its result was said."""

    verdict: Verdict
    state: State
    since: date | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the confirmer entered: CONFIRMED, or ASKED with reasons; effective from the day."""

    kind: UpdateKind
    happened_on: date | None
    words: str


def judged(lines: Iterable[Line]) -> Judged:
    """How the history ends: said done and waiting, confirmed, asked for more, or none of these."""
    counted = effective_lines(lines)
    if not counted:
        return Judged(Verdict.NOTHING_SAID, State.NOT_STARTED, None)
    last = counted[-1]
    run = _run(counted, stopped=last.state in _SAID_DONE)
    kinds = {line.kind for line in run}
    if last.state not in _SAID_DONE:
        asked = UpdateKind.ASKED in kinds
        return Judged(Verdict.ASKED if asked else Verdict.NOTHING_SAID, last.state, None)
    said = [line for line in run if line.kind is not UpdateKind.CONFIRMED]
    since = said[0].happened_on if said else last.happened_on
    confirmed = UpdateKind.CONFIRMED in kinds
    return Judged(Verdict.CONFIRMED if confirmed else Verdict.WAITING, last.state, since)


def _run(counted: Sequence[Line], *, stopped: bool) -> list[Line]:
    """The lines at the end that all say it is done, or all say it is not; newest first."""
    run = []
    for line in reversed(counted):
        if (line.state in _SAID_DONE) is not stopped:
            break
        run.append(line)
    return run


def check(judgement: Judgement, now: Judged, role: AssignmentRole, today: date) -> None:
    """Raises Refused with every problem: day, words, row."""
    problems: dict[str, str] = {}
    asking = judgement.kind is UpdateKind.ASKED
    if role is not AssignmentRole.LEAD:
        problems["row"] = "Chỉ phần việc chủ trì được xác nhận."
    elif now.verdict is Verdict.CONFIRMED and not asking:
        problems["row"] = "Kết quả này đã được xác nhận trước đó."
    elif now.verdict not in {Verdict.WAITING, Verdict.CONFIRMED}:
        problems["row"] = (
            "Đơn vị chưa báo hoàn thành hoặc đã được đề nghị bổ sung: chưa có kết quả để xác nhận."
        )
    if asking and not judgement.words:
        problems["words"] = "Hãy nêu lý do, nội dung cần bổ sung, hoàn thiện."
    day = judgement.happened_on
    if day is None:
        problems["happened_on"] = "Hãy nhập ngày, ví dụ 05/6/2025."
    elif day > today:
        problems["happened_on"] = (
            f"Ngày {vn_date(day)} ở sau ngày hôm nay ({vn_date(today)}): hãy nhập ngày đã qua."
        )
    elif now.since is not None and day < now.since:
        problems["happened_on"] = (
            f"Ngày {vn_date(day)} sớm hơn ngày đơn vị báo kết quả ({vn_date(now.since)})."
        )
    refuse(problems)


@dataclass(frozen=True, slots=True)
class Judge:
    """Who may judge: the fields followed by bodies that give the right; the whole province."""

    viewer: Viewer
    fields: frozenset[int]

    @property
    def whole(self) -> bool:
        """Whether the right holds over the province."""
        return self.viewer.scope(Permission.CONFIRM_WORK) is None

    @property
    def own_units(self) -> frozenset[int]:
        """The units for which the person answers, or whose work the person does."""
        doing = [grant for grant in self.viewer.grants if grant.gives(Permission.UPDATE_WORK)]
        return frozenset(
            unit for grant in doing for unit in (grant.unit_id, *(grant.unit_ids or ()))
        )

    def may(self, unit_id: int, field_id: int | None) -> bool:
        """Whether this work is theirs to judge: never their own, unless they follow its field."""
        if field_id in self.fields:
            return True
        return self.whole and unit_id not in self.own_units
