"""What is expected to be done by 31/12, in the year's round: nhiệm vụ, phần việc by unit (pure)."""

from collections import Counter
from collections.abc import Collection, Iterable

from tracker.reports.rules.collected import Collected, Duty, PlanRow
from tracker.reports.rules.compiled import Grid, GridColumn, GridRow, GridTotal, Kind, Sentence
from tracker.reports.rules.compiling.counts import OFFICIAL, by_owner, cell_of, duties_of
from tracker.reports.rules.compiling.wording import counted, number, percent
from tracker.tasks.rules.states import Cell, Outlook
from tracker.text import vn_date

UNTOLD = ""
"""The outlook of work of which no unit said what it expects."""
_DONE = frozenset({Cell.DONE_ON_TIME, Cell.DONE_LATE})
_REST = (
    (Outlook.PARTLY.value, "hoàn thành một phần"), (Outlook.NOT.value, "chưa thể hoàn thành"),
    (UNTOLD, "chưa có ước thực hiện"),
)  # fmt: skip


def outlook_of(duty: Duty) -> str:
    """What is expected of one phần việc by 31/12; what is done stays done."""
    return Outlook.DONE.value if duty.cell in _DONE else duty.expected


def outlook_of_row(row: PlanRow) -> str:
    """A nhiệm vụ will be done when all its phần việc will; not, when one will not be."""
    found = {outlook_of(duty) for duty in row.duties if duty.cell in OFFICIAL}
    for outlook in (Outlook.NOT.value, Outlook.PARTLY.value, UNTOLD):
        if outlook in found:
            return outlook
    return Outlook.DONE.value


def expected(collected: Collected, rows: Iterable[PlanRow]) -> tuple[Sentence, ...]:
    """How many of these nhiệm vụ are expected to be done by 31/12; () in other rounds."""
    given = [row for row in rows if cell_of(row) in OFFICIAL]
    if collected.until is None or not given:
        return ()
    told = Counter(map(outlook_of_row, given))
    done = told[Outlook.DONE.value]
    rest = [f"{words} {number(told[one])}" for one, words in _REST if told[one]]
    text = (
        f"Ước thực hiện đến {vn_date(collected.until)}: hoàn thành {number(done)} nhiệm vụ, đạt "
        f"{percent(100 * done / len(given))}{''.join(f'; {one}' for one in rest)}."
    )
    return (Sentence(text, (counted(d for d in duties_of(given) if d.cell in OFFICIAL),)),)


def by_unit(collected: Collected, names: Collection[tuple[int, str]]) -> Grid | None:
    """Phần việc by unit: what is done, what is expected of the rest; None in other rounds."""
    held = [
        duty
        for duty in duties_of(row for row in collected.rows if not row.programme)
        if duty.cell in OFFICIAL
    ]
    if collected.until is None or not held:
        return None
    of = by_owner(held)
    rows: list[GridRow] = [
        (place, name, *_figures(of.get(unit_id, ())))
        for place, (unit_id, name) in enumerate(names, start=1)
    ]
    rows.append(GridTotal((None, "Tổng cộng", *_figures(held))))
    day = vn_date(collected.until)
    ahead = "Ước kết quả của phần việc còn lại"
    columns = (
        GridColumn("TT", Kind.INTEGER, 0.5), GridColumn("Cơ quan, đơn vị", share=2.6),
        GridColumn("Phần việc được giao", Kind.INTEGER),
        GridColumn("Đã hoàn thành", Kind.INTEGER),
        GridColumn("Sẽ hoàn thành", Kind.INTEGER, 0.9, ahead),
        GridColumn("Một phần", Kind.INTEGER, 0.9, ahead),
        GridColumn("Chưa thể hoàn thành", Kind.INTEGER, 1, ahead),
        GridColumn("Chưa có ước", Kind.INTEGER, 0.9, ahead),
        GridColumn("Ước hoàn thành cả năm (%)", Kind.PERCENT, 1.1, blank="–"),
    )  # fmt: skip
    title = f"Ước thực hiện đến {day} theo cơ quan, đơn vị"
    return Grid("uoc-thuc-hien", title, columns, tuple(rows), internal=True)


def _figures(held: Collection[Duty]) -> tuple[int | float | None, ...]:
    done = sum(duty.cell in _DONE for duty in held)
    open_ = Counter(duty.expected for duty in held if duty.cell not in _DONE)
    rest = [open_[one.value] for one in (Outlook.DONE, Outlook.PARTLY, Outlook.NOT)]
    rate = round(100 * (done + rest[0]) / len(held), 2) if held else None
    return (len(held), done, *rest, open_[UNTOLD], rate)
