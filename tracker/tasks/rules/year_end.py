"""What is asked as a year ends: of standing work its result, of open work an estimate.

The data of the annual report close on 14/12 (Kế hoạch 196/KH-UBND, mục IV.1; Nghị định
09/2019/NĐ-CP); units need a month to answer, so the asking begins on 15/11.
"""

from datetime import date

from tracker.tasks.rules.states import AssignmentRole, Cause, Outlook, State

ASKED_FROM = (11, 15)
"""Month and day from which the year's end is asked for: a month before the data close."""

ANSWERS = {State.DONE: "Đã thực hiện", State.NOT_STARTED: "Chưa thực hiện"}
"""What may be answered of a year of standing work, in the words of the screen."""


def asking_begins(year: int) -> date:
    """The first day on which the end of this year is asked for."""
    return date(year, *ASKED_FROM)


def year_asked(today: date) -> int:
    """The year whose end is being asked for, or was last: before 15/11 the year before."""
    return today.year if today >= asking_begins(today.year) else today.year - 1


def asks_result(role: AssignmentRole, standing: bool, year: int, today: date) -> bool:
    """Whether such an obligation is asked for the year's result: a lead's standing work."""
    return standing and role is AssignmentRole.LEAD and today >= asking_begins(year)


def answer_day(year: int, today: date) -> date:
    """The day of an answer about the year: today, but never after the year."""
    return min(today, date(year, 12, 31))


def answer_words(state: State, year: int) -> str:
    """The words of an answer that came without any."""
    return f"{ANSWERS[state]} trong năm {year}."


def estimates_open(year: int, today: date) -> bool:
    """Whether "ước thực hiện đến 31/12" of this year may be given: from 15/11 to 31/12."""
    return asking_begins(year) <= today <= date(year, 12, 31)


def estimate_problem(outlook: Outlook | None, words: str) -> str:
    """What is missing of an estimate; empty when nothing is."""
    if outlook is None:
        return "Hãy chọn ước thực hiện đến 31/12."
    if outlook is not Outlook.DONE and not words:
        return "Hãy ghi phần chưa hoàn thành và lý do."
    return ""


def answer_problem(state: State, cause: Cause | None, shown: bool) -> dict[str, str]:
    """What is missing of an answer about standing work, by field; `shown`: evidence is there."""
    if state is State.DONE and not shown:
        return {"proofs": "Hãy nêu ít nhất một minh chứng: văn bản, tệp, số liệu hoặc đường dẫn."}
    if state is State.NOT_STARTED and cause is None:
        return {"cause": "Chưa thực hiện trong năm: hãy chọn nguyên nhân."}
    return {}
