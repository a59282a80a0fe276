"""The pages that are asked for, each with its floor and its aim in U."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from sqlalchemy import select

from tests.benchmark.browser import Answer, Browser, hidden_fields
from tests.benchmark.world import TODAY, World
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation

COMPILER, OFFICER = 1, 2
"""Accounts: the province's compiler; the focal officer of unit 2."""

ALL_YEARS = "/qua-han?nam=tat-ca"
ROW = re.compile(r"<tr\b")


@dataclass(frozen=True)
class Scenario:
    """One page: who asks, what, beside which floor, within how many U."""

    name: str
    account: int
    path: str
    floor: str
    aim: float
    is_list: bool = True


def pages(world: World) -> list[Scenario]:
    """The pages to read, with addresses of this database's rows."""
    alone, together = _task(world, together=False), _task(world, together=True)
    return [
        Scenario("my work, up to 135 rows (officer)", OFFICER, "/", "/mine", 25),
        Scenario("list of 25 (officer)", OFFICER, "/nhiem-vu", "/mine", 15),
        Scenario(
            "list of 25, field and year (compiler)", COMPILER,
            "/nhiem-vu?linhvuc=TTHC&nam=2025", "/overdue/25", 15,
        ),
        Scenario("list of 25, text (compiler)", COMPILER, "/nhiem-vu?q=ra+soat", "/overdue/25", 15),
        Scenario("overdue of all years, 25 (officer)", OFFICER, ALL_YEARS, "/overdue/25", 15),
        Scenario("overdue of all years, 25 (compiler)", COMPILER, ALL_YEARS, "/overdue/25", 15),
        Scenario("overdue of the year, 25 (officer)", OFFICER, "/qua-han", "/overdue/25", 15),
        Scenario("overdue of the year, 25 (compiler)", COMPILER, "/qua-han", "/overdue/25", 15),
        Scenario(
            "overdue of the year, 100 (compiler)", COMPILER, "/qua-han?dong=100", "/overdue/100", 25
        ),
        Scenario(
            "task page, 20 obligations", COMPILER, f"/nhiem-vu/{alone}", f"/item/{alone}", 12,
            is_list=False,
        ),
        Scenario(
            "task page, all units", COMPILER, f"/nhiem-vu/{together}", f"/item/{together}", 12,
            is_list=False,
        ),
    ]  # fmt: skip


def _task(world: World, *, together: bool) -> str:
    """The code of a task that all units owe, or one lead with its partners; of this year if any."""
    numbers = [n for n in range(1, world.tasks + 1) if world.is_collective(n) is together]
    return world.code(min(numbers, key=lambda number: world.year(number) != TODAY.year))


def updates(browser: Browser, floor: Browser) -> tuple[Callable[[], Answer], Callable[[], Answer]]:
    """Two actions: one update of the officer's next open obligation, and its floor."""
    query = (
        select(Obligation.id)
        .where(
            Obligation.unit_id == OFFICER, Obligation.role == "lead", Obligation.open,
            Obligation.year == TODAY.year, Obligation.overdue_from > TODAY,
        )
        .order_by(Obligation.id)
        .limit(200)
    )  # fmt: skip
    ids = list(db.session.scalars(query))
    db.session.rollback()  # an open read would hold up the server's commit
    ours, bare, times = _around(ids), _around(ids), count(1)
    day = f"{TODAY:%d/%m/%Y}"

    def update() -> Answer:
        path = f"/phan-viec/{next(ours)}/cap-nhat"
        fields = hidden_fields(browser.get(path).text)
        words = f"Đang lấy ý kiến góp ý, lần {next(times)}."
        said = {"state": "in_progress", "happened_on": day, "words": words}
        answer = browser.post(path, fields | said)
        if answer.status == 200:
            raise RuntimeError(f"The update was refused:\n{answer.text[:5000]}")
        return answer

    def floor_update() -> Answer:
        return floor.post(f"/update/{next(bare)}", {"words": "Đang lấy ý kiến góp ý."})

    return update, floor_update


def _around(ids: list[int]) -> Iterator[int]:
    while True:
        yield from ids


def rows_in(page: str) -> int:
    """How many table rows a page shows."""
    return len(ROW.findall(page))
