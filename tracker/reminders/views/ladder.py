"""Bậc nhắc: the ladder as a table to edit, with what it would have sent last quarter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, url_for

from tracker import clock
from tracker.calendar.periods import bounds, label
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.refusals import Refused, Stale
from tracker.reminders.blueprint import blueprint
from tracker.reminders.forms.ladder import LadderForm, typed_in
from tracker.reminders.operations.rebuilding import save_ladder
from tracker.reminders.queries.ladder import rungs, state_of, typed_of
from tracker.reminders.queries.previews import backward
from tracker.reminders.queries.saved import last_saved
from tracker.reminders.rules.editing import Typed, changed, in_order, problems
from tracker.reminders.rules.ladder import Anchor, LatePolicy, Level, Rung
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.summaries import (
    PersonDay,
    WeekLoad,
    by_week,
    heaviest,
    quarter_before,
)
from tracker.reminders.rules.wording import ladder_words
from tracker.reminders.views.keeping import Answer, require_whole
from tracker.text import vn_number
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_REMINDERS


@dataclass(frozen=True, slots=True)
class Preview:
    """What a ladder would have sent in one quarter; `before` counts what stands saved."""

    quarter: str
    weeks: list[WeekLoad]
    heaviest: list[PersonDay]
    names: Mapping[int, str]
    before: tuple[int, int]

    @property
    def matters(self) -> int:
        """Matters told to persons."""
        return sum(week.matters for week in self.weeks)

    @property
    def digests(self) -> int:
        """Persons' days with anything to tell."""
        return sum(week.digests for week in self.weeks)


@dataclass(frozen=True, slots=True)
class Shown:
    """The page after a post: its status, the preview, what is wrong by row, the saved text."""

    status: int = 200
    preview: Preview | None = None
    problems: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    stale: bool = False


@blueprint.route("/quan-tri/nhac-viec/bac-nhac", methods=["GET", "POST"])
@allow(NEEDED)
def admin_ladder() -> Answer:
    """Every rung to edit; the first post previews, the second one saves what was previewed."""
    require_whole(NEEDED)
    rows = rungs()
    stored, state = typed_of(rows), state_of(rows)
    form = LadderForm()
    if not form.is_submitted():
        form.process(data={"version": state})
        return _page(form, Typed(stored), Shown())
    typed = typed_in(stored)
    if not form.validate():
        return _page(form, typed, Shown(422))
    if form.version.data != state:
        return _stale(form, typed)
    wrong = problems(typed)
    if wrong:
        form.show({"": "Có ô chưa đúng, xem ghi chú ở từng bậc."})
        return _page(form, typed, Shown(422, problems=wrong))
    touched = bool(changed(typed, {n: row for n, (_, row) in stored.items()}))
    touched = touched or bool(typed.removed or typed.added)
    if not touched or form.confirmed.data != typed.mark:
        form.confirmed.data = typed.mark if touched else ""
        return _page(form, typed, Shown(preview=_preview(typed.ladder, Typed(stored).ladder)))
    return _save(form, typed)


def _save(form: LadderForm, typed: Typed) -> Answer:
    try:
        with write_transaction():
            state = form.version.data or ""
            number = save_ladder(typed, state, current_actor(), now=clock.now())
    except Refused as refused:
        form.show(refused.problems)
        return _page(form, typed, Shown(422))
    except Stale:
        return _stale(form, typed)
    words = f"Đã lưu thang nhắc việc: {vn_number(number)} bậc thay đổi, áp dụng từ lần lập tới."
    flash(words, "success")
    return redirect(url_for("reminders.admin_ladder"))


def _stale(form: LadderForm, typed: Typed) -> Answer:
    form.version.data, form.confirmed.data = state_of(rungs()), ""
    return _page(form, typed, Shown(409, stale=True))


def _preview(steps: list[Rung], saved: list[Rung]) -> Preview:
    today = clock.today()
    key = quarter_before(today)
    first, last = bounds(key) or (today, today)
    seen = backward([steps, saved] if steps != saved else [steps], first, last, today)
    told, stood = seen.told[0], seen.told[-1]
    before = stood.total(), len({(cell.person_id, cell.day) for cell in stood})
    return Preview(label(key), by_week(told), heaviest(told), seen.names, before)


def _page(form: LadderForm, typed: Typed, shown: Shown) -> Answer:
    rows = {row.id: row for row in rungs()}
    kept = {number: row for number, row in typed.rows.items() if number in rows}
    theirs = None
    if shown.stale:
        theirs = [(kind.label, words) for kind, words in ladder_words(typed_of(rungs())).items()]
    page = render_template(
        "reminders/ladder.html", form=form, typed=typed, rows=rows, places=kept,
        order=in_order(kept), preview=shown.preview, problems=shown.problems,
        theirs=theirs, who=last_saved("reminders.rung") if shown.stale else None,
        kinds=SubjectKind, levels=Level, anchors=Anchor, policies=LatePolicy,
        can_save=bool(form.confirmed.data) and shown.preview is not None,
    )  # fmt: skip
    return page, shown.status
