"""A province of any size as plain rows: units, plans, tasks, obligations, days, updates.

Eight nhiệm vụ in ten are owed by all units ("các sở, ban, ngành"), so that a million obligations
are some hundreds of nhiệm vụ a year; the others by one lead and four partners; all in each quarter.
Years 2022-2030, seen from Tuesday 10/6/2025. Of the lead rows 20 % are overdue; what was due before
is otherwise done, what is due this quarter has been begun. Everything follows from the numbers of
the rows, so that two runs make the same database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from tracker.tasks.models.obligation import NO_DAY
from tracker.tasks.rules.cells import CachedRow, Counted, cached_row
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.text import fold

TODAY = date(2025, 6, 10)
YEARS = range(2022, 2031)
TRACKING_FROM = date(2022, 1, 1)
LAID_OUT = datetime(2022, 1, 2, 1, 0, tzinfo=UTC)
QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
PARTNERS = 4
COLLECTIVE_OF_TEN = 8
FIELDS = ("CDDH", "CCTC", "TTHC", "TCBM", "CDCV", "TCC", "CQS")
WORDS = (
    "Đã ban hành văn bản triển khai, phân công các phòng chuyên môn thực hiện và báo cáo kết quả "
    "theo định kỳ; tiến độ bảo đảm so với kế hoạch đề ra."
)
TITLE = (
    "Rà soát, đánh giá thủ tục hành chính thuộc phạm vi quản lý; kiến nghị cơ quan có thẩm quyền "
    "sửa đổi, bổ sung, thay thế hoặc bãi bỏ theo quy định"
)
Row = dict[str, Any]


@dataclass(frozen=True)
class World:
    """How much of everything: `obligations` is met to within one task."""

    obligations: int
    units: int = 40

    @property
    def tasks(self) -> int:
        """How many plan rows carry that many obligations; none for an empty province."""
        if not self.obligations:
            return 0
        owners = COLLECTIVE_OF_TEN * self.units + (10 - COLLECTIVE_OF_TEN) * (1 + PARTNERS)
        return max(10, round(self.obligations * 10 / (owners * len(QUARTER_ENDS))))

    def year(self, task: int) -> int:
        """The year whose plan prints the task."""
        return YEARS[task % len(YEARS)]

    def code(self, task: int) -> str:
        """The task's code."""
        return f"KH-{self.year(task)}/{FIELDS[task % len(FIELDS)]}/{task}"

    def is_collective(self, task: int) -> bool:
        """Whether all units owe the task."""
        return task % 10 < COLLECTIVE_OF_TEN

    def unit_rows(self) -> Iterator[Row]:
        """The province (id 1) and the units under it (ids from 2)."""
        yield {"id": 1, "code": "UBND", "kind": "province", "parent_id": None, "sort_order": 1}
        for number in range(2, self.units + 2):
            yield {
                "id": number, "code": f"DV{number:04}", "kind": "so", "parent_id": 1,
                "sort_order": number,
            }  # fmt: skip

    def unit_names(self) -> Iterator[Row]:
        """One name for each unit."""
        for row in self.unit_rows():
            name = "Ủy ban nhân dân tỉnh" if row["id"] == 1 else f"Sở, ngành số {row['id'] - 1}"
            yield {
                "id": row["id"], "unit_id": row["id"], "name": name, "short_name": row["code"],
                "search_key": fold(name),
            }  # fmt: skip

    def plan_rows(self) -> Iterator[Row]:
        """One plan a year."""
        for number, year in enumerate(YEARS, start=1):
            yield {
                "id": number, "code": f"KH-{year}", "number": f"{number}/KH-UBND",
                "title": f"Kế hoạch cải cách hành chính năm {year}", "kind": "annual",
                "standing": "issued", "owner_unit_id": 1, "period_start": date(year, 1, 1),
                "period_end": date(year, 12, 31), "year": year, "sort_order": number,
            }  # fmt: skip

    def task_rows(self) -> Iterator[Row]:
        """The plan rows; each supplies its own cells."""
        for number in range(1, self.tasks + 1):
            plan, field = number % len(YEARS) + 1, number % len(FIELDS)
            title = f"{TITLE} (nhóm {number})"
            yield {
                "id": number, "code": self.code(number),
                "plan_id": plan, "field_id": field + 1, "position": number,
                "number": str(number), "owes": True, "title": title,
                "product_text": "Báo cáo kết quả rà soát", "lead_text": "Sở, ngành chủ trì",
                "deadline_text": "Hằng quý", "search_key": fold(title), "product_from_id": number,
                "lead_from_id": number, "partners_from_id": number, "deadline_from_id": number,
            }  # fmt: skip

    def product_rows(self) -> Iterator[Row]:
        """One product for each task."""
        for number in range(1, self.tasks + 1):
            yield {
                "id": number, "task_id": number, "ordinal": 1, "slot": 1,
                "title": "Báo cáo kết quả rà soát", "issuer": "own", "form": "document",
            }  # fmt: skip

    def rule_rows(self) -> Iterator[Row]:
        """One reading for each task."""
        for number in range(1, self.tasks + 1):
            dues = [list(map(str, period)) for period in _periods(number)]
            yield {
                "id": number, "task_id": number, "position": 0, "phrase": "Hằng quý",
                "kind": "recurring", "slot": 1, "label": "Hằng quý",
                "source_rule": "Định kỳ mỗi quý: ngày cuối của kỳ", "dues": dues,
                "confidence": 1.0,
            }  # fmt: skip

    def assignment_rows(self) -> Iterator[Row]:
        """The printed addressees of the tasks."""
        for number in range(1, self.tasks + 1):
            for ordinal, (role, unit) in enumerate(self.owners(number), start=1):
                yield {
                    "task_id": number, "role": role.value, "ordinal": ordinal,
                    "printed": f"Sở, ngành số {unit - 1}", "kind": "unit", "unit_id": unit,
                }  # fmt: skip

    def owners(self, task: int) -> Iterator[tuple[AssignmentRole, int]]:
        """Who owes a task: everybody, or one lead and its partners."""
        if self.is_collective(task):
            yield from ((AssignmentRole.LEAD, unit) for unit in range(2, self.units + 2))
            return
        for step in range(1 + PARTNERS):
            role = AssignmentRole.PARTNER if step else AssignmentRole.LEAD
            yield role, (task * 7 + step * 9) % self.units + 2

    def obligation_rows(self) -> Iterator[Row]:
        """The obligations with their cached state."""
        number = 0
        for task in range(1, self.tasks + 1):
            for period in _periods(task):
                for role, unit in self.owners(task):
                    number += 1
                    yield _obligation(number, task, period, role, unit)


def _periods(task: int) -> list[tuple[str, date, date]]:
    """Key, first day and due day of each period of a task."""
    year = YEARS[task % len(YEARS)]
    return [
        (f"{year}-Q{quarter}", date(year, month - 2, 1), date(year, month, day))
        for quarter, (month, day) in enumerate(QUARTER_ENDS, start=1)
    ]


OVERDUE_OF_PAST = 59
"""In a hundred rows that were due: 38 % of all rows were due, 20 % of all are overdue."""


def _obligation(
    number: int, task: int, period: tuple[str, date, date], role: AssignmentRole, unit: int
) -> Row:
    key, start, due_on = period
    late_from = due_on + timedelta(days=1)
    state, state_on = _state(number, start, due_on)
    done_on = state_on if state is State.DONE else None
    cache = _cache(role, due_on, state, done_on)
    return {
        "id": number, "task_id": task, "role": role.value, "unit_id": unit, "slot": 1,
        "period_key": key, "plan_id": task % len(YEARS) + 1, "field_id": task % len(FIELDS) + 1,
        "rule_id": task, "year": start.year, "standing": False, "before_tracking": False,
        "start_on": start, "opened_on": None, "opened_at": LAID_OUT, "due_on": due_on,
        "original_due_on": due_on, "late_from": late_from, "sort_on": due_on or NO_DAY,
        "ended_on": None, "end_kind": "", "ended_at": None, "void": False, "successor_id": None,
        "version": 1, "open": cache.open, "outcome": cache.outcome,
        "overdue_from": cache.overdue_from, "state": state.value, "state_on": state_on,
        "stopped_on": done_on, "last_words": WORDS if state_on else "",
        "last_words_on": state_on, "cause": "",
    }  # fmt: skip


@lru_cache(maxsize=4096)
def _cache(role: AssignmentRole, due_on: date, state: State, done_on: date | None) -> CachedRow:
    """What the program would have stored beside."""
    return cached_row(
        Counted(
            role=role, standing=False, before_tracking=False, ended=False, due_on=due_on,
            late_from=due_on + timedelta(days=1), state=state, stopped_on=done_on,
        )
    )  # fmt: skip


def _state(number: int, start: date, due_on: date) -> tuple[State, date | None]:
    """State and its day: past rows are done or overdue, present ones begun, future ones not."""
    chance = number * 7919 % 100
    if due_on < TODAY:
        if chance < OVERDUE_OF_PAST:
            return State.IN_PROGRESS, start + timedelta(days=40)
        return State.DONE, due_on - timedelta(days=chance - 65)
    if start <= TODAY and chance < 50:
        return State.IN_PROGRESS, start + timedelta(days=10)
    return State.NOT_STARTED, None


def history_rows(obligations: Iterator[Row]) -> Iterator[Row]:
    """The updates behind the states: one line when begun, a second when done."""
    number = 0
    for row in obligations:
        if row["state_on"] is None:
            continue
        states = [State.IN_PROGRESS] if row["state"] != "done" else [State.IN_PROGRESS, State.DONE]
        for step, state in enumerate(reversed(states)):
            number += 1
            happened_on = row["state_on"] - timedelta(days=30 * step)
            yield {
                "id": number, "obligation_id": row["id"], "kind": "word", "state": state.value,
                "happened_on": happened_on,
                "recorded_at": datetime.combine(happened_on, time(8, step), UTC),
                "actor_id": None, "actor_label": "Cán bộ đầu mối", "words": WORDS, "cause": "",
                "corrects_id": None, "form_key": None,
            }  # fmt: skip


def evidence_rows(updates: Iterator[Row], task_of: dict[int, int]) -> Iterator[Row]:
    """A paper for each finished obligation; `task_of` tells its task, whose product it is."""
    for row in updates:
        if row["state"] == State.DONE:
            yield {
                "update_id": row["id"], "product_id": task_of[row["obligation_id"]],
                "kind": "document", "result_on": row["happened_on"],
                "number": f"{row['id']}/BC", "issuer": "Sở, ngành", "subject": "Báo cáo kết quả",
            }  # fmt: skip
