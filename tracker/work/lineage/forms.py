"""The forms of lineage: a link by hand, links that were offered, a link taken away."""

from collections.abc import Iterable, Iterator

from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from tracker.intake.rules.lineage import Kind
from tracker.intake.rules.words import shortened
from tracker.tasks.queries.lineage import NamedRow
from tracker.web.fields import TickField, VersionField, asked
from tracker.web.forms import BaseForm
from tracker.work.lineage.page import Compared

NONE_CHOSEN = "Chọn trong danh sách"
_SHOWN, _HEADING = 90, 40


class LinkForm(BaseForm):
    """A row of the plan, the earlier row that it goes on with, and why."""

    task = SelectField("Dòng của kế hoạch", coerce=int)
    origin = SelectField("Gắn với", coerce=int)
    basis = TextAreaField("Căn cứ", validators=[asked("Hãy ghi căn cứ gắn."), Length(max=1000)])


class TakeForm(BaseForm):
    """The offered links that a person takes, by their keys."""

    chosen = TickField("Chọn", choices=[], validate_choice=False)


class UnlinkForm(BaseForm):
    """A link that is taken away; the version that it had on the page."""

    version = VersionField()


def link_form(page: Compared, task: str, origin: str) -> LinkForm:
    """A form that offers the plan's rows and what they may go on with; codes chosen before."""
    rows = (*page.rows, *page.duties, *page.before)
    known = {row.code: row.id for row in rows}
    form = LinkForm(data={"task": known.get(task, 0), "origin": known.get(origin, 0)})
    form.task.choices = [_none(), *(_choice(row) for row in page.rows)]
    form.origin.choices = [
        _none(),
        *_under(f"Nhiệm vụ của {page.called}", page.duties),
        *_under("Dòng của kế hoạch năm trước", page.before),
    ]
    return form


def kind_of(page: Compared, origin_id: int) -> Kind:
    """What a link to this earlier row says."""
    duties = {row.id for row in page.duties}
    return Kind.CARRIES_OUT if origin_id in duties else Kind.FOLLOWS


def row_label(row: NamedRow) -> str:
    """A row as a choice names it, as in "1.1 · Ban hành Kế hoạch · Kiểm tra văn bản…"."""
    heading = shortened(row.heading, _HEADING) if row.heading else ""
    return " · ".join(filter(None, (row.number, shortened(row.title, _SHOWN), heading)))


def _none() -> SelectChoice:
    return SelectChoice(0, NONE_CHOSEN)


def _choice(row: NamedRow, group: str | None = None) -> SelectChoice:
    return SelectChoice(row.id, row_label(row), optgroup=group)


def _under(group: str, rows: Iterable[NamedRow]) -> Iterator[SelectChoice]:
    return (_choice(row, group) for row in rows)
