"""What may be asked of a partner, and who may answer. A partner is silent only after being asked.

Every message is Vietnamese and tells what to do.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.refusals import refuse
from tracker.text import Labelled, vn_date


class RequestState(Labelled):
    """Where a request stands; the value stands in the address of lists."""

    WAITING = "cho-tra-loi", "Chờ trả lời"
    LATE = "qua-ngay-tra-loi", "Chờ trả lời, đã quá ngày đề nghị"
    ANSWERED = "da-tra-loi", "Đã trả lời"
    WITHDRAWN = "da-rut", "Đã rút đề nghị"


class Side(Labelled):
    """On which side of a request somebody stands."""

    LEAD = "lead", "Đơn vị chủ trì"
    PARTNER = "partner", "Đơn vị được đề nghị"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a lead asks: by which paper, of whom, when, and by which day it wants the answer."""

    paper: str
    partners: frozenset[int]
    asked_on: date
    answer_by: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a partner answered: on which day, in which words, by which paper."""

    answered_on: date
    words: str
    paper: str


def state_of(
    answered_on: date | None, answer_by: date | None, today: date, *, withdrawn: bool
) -> RequestState:
    """Where a request stands on a day; late begins the day after the day of answer."""
    if withdrawn:
        return RequestState.WITHDRAWN
    if answered_on is not None:
        return RequestState.ANSWERED
    late = answer_by is not None and answer_by < today
    return RequestState.LATE if late else RequestState.WAITING


def check_asking(asking: Asking, own_units: Collection[int], today: date) -> None:
    """Raises Refused with a message per field where the request cannot be recorded."""
    found: dict[str, str] = {}
    if not asking.partners:
        found["partners"] = "Hãy chọn ít nhất một đơn vị cần hỏi ý kiến."
    elif asking.partners & set(own_units):
        found["partners"] = "Đơn vị chủ trì không gửi đề nghị cho chính mình; hãy bỏ chọn."
    if asking.asked_on > today:
        found["asked_on"] = _after_today(asking.asked_on, today)
    if asking.answer_by is not None and asking.answer_by < asking.asked_on:
        found["answer_by"] = f"Ngày này ở trước ngày đề nghị ({vn_date(asking.asked_on)})."
    refuse(found)


def check_answer(answer: Answer, asked_on: date, today: date) -> None:
    """Raises Refused with a message per field where the answer cannot be recorded."""
    found: dict[str, str] = {}
    if answer.answered_on > today:
        found["answered_on"] = _after_today(answer.answered_on, today)
    elif answer.answered_on < asked_on:
        found["answered_on"] = f"Ngày này ở trước ngày được đề nghị ({vn_date(asked_on)})."
    if not answer.words and not answer.paper:
        found["words"] = "Hãy ghi nội dung trả lời, hoặc số và ngày của văn bản trả lời."
    refuse(found)


def may_answer(sides: Collection[Side], *, answered: bool, by_lead: bool, withdrawn: bool) -> bool:
    """Whether somebody on these sides may write the answer, or write it anew.

    The partner's own words are the partner's; what the lead recorded for it, either may put right.
    """
    if withdrawn or not sides:
        return False
    return Side.PARTNER in sides or not answered or by_lead


def may_withdraw(sides: Collection[Side], *, answered: bool, withdrawn: bool) -> bool:
    """Only the lead takes back what was asked, and only before it was answered."""
    return Side.LEAD in sides and not answered and not withdrawn


def _after_today(day: date, today: date) -> str:
    return f"Ngày {vn_date(day)} ở sau ngày hôm nay ({vn_date(today)})."
