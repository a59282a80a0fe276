"""The forms of the index: a criterion's maximum, a year's result, a link with its basis."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from tracker.administration.planning.forms.base import DraftForm
from tracker.criteria.operations import CriterionFacts, LinkFacts, ScoreFacts
from tracker.criteria.queries.links import LinkableTask
from tracker.criteria.queries.sets import CriterionLine, Score
from tracker.criteria.rules import MOST_POINTS, exact, points_words
from tracker.plans.queries import FieldLine
from tracker.web.fields import asked, offered

NONE_CHOSEN = "Chọn trong danh sách"
TITLE_SHOWN = 110
FIRST_YEAR, LAST_YEAR = 2012, 2100


class PointsField(StringField):
    """Points or a share typed as "1,5" or "0,8841"; blank is unknown. `points` is the number."""

    points: Decimal | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number. Raises ValueError with what to do."""
        super().process_formdata(valuelist)
        raw = (self.data or "").strip()
        self.points = None
        if not raw:
            return
        try:
            self.points = exact(raw.replace(",", "."))
        except (ValueError, InvalidOperation):
            raise ValueError("Hãy nhập số, nhiều nhất bốn số lẻ, ví dụ 1,5 hoặc 0,8841.") from None
        if not 0 <= self.points <= MOST_POINTS:
            raise ValueError("Số phải từ 0 đến 100.")


class CriterionForm(DraftForm):
    """What may be corrected of a printed criterion."""

    maximum = PointsField("Điểm tối đa")
    body_text = StringField("Cơ quan phụ trách tham mưu", validators=[Length(max=300)])
    note = TextAreaField("Ghi chú", validators=[Length(max=2000)])
    source = TextAreaField(
        "Căn cứ", validators=[asked("Hãy ghi văn bản làm căn cứ."), Length(max=2000)]
    )


class ScoreForm(DraftForm):
    """A year's result."""

    year = IntegerField(
        "Năm", validators=[asked("Hãy nhập năm."), NumberRange(FIRST_YEAR, LAST_YEAR)]
    )
    achieved = PointsField("Điểm đạt được")
    percent = PointsField("Tỷ lệ (%)")
    rank = IntegerField("Xếp hạng", validators=[Optional(), NumberRange(1, 999)])
    rank_of = IntegerField("Trên tổng số", validators=[Optional(), NumberRange(1, 999)])
    note = TextAreaField("Ghi chú", validators=[Length(max=2000)])
    source = TextAreaField(
        "Căn cứ", validators=[asked("Hãy ghi văn bản công bố kết quả."), Length(max=2000)]
    )


class LinkForm(DraftForm):
    """A task or a field that moves a criterion, and why."""

    target = SelectField("Nhiệm vụ", coerce=int)
    basis = TextAreaField("Căn cứ liên kết", validators=[Length(max=1000)])
    source = TextAreaField("Nguồn", validators=[Length(max=1000)])


def stored_criterion(line: CriterionLine) -> dict[str, Any]:
    """A criterion as its form shows it."""
    return {
        "maximum": typed(line.maximum), "body_text": line.body_text, "note": line.note,
        "source": line.source, "version": str(line.version),
    }  # fmt: skip


def stored_score(score: Score | None, year: int) -> dict[str, Any]:
    """A year's result as its form shows it; an empty form for a year without one."""
    if score is None:
        return {"year": year, "version": "0"}
    return {
        "year": year, "achieved": typed(score.achieved), "percent": typed(score.percent),
        "rank": score.rank, "rank_of": score.rank_of, "note": score.note, "source": score.source,
        "version": str(score.version),
    }  # fmt: skip


def typed(points: Decimal | None) -> str:
    """Points as a person types them; blank for an unknown figure."""
    return "" if points is None else points_words(points)


def criterion_facts(form: CriterionForm) -> CriterionFacts:
    """What the form says of a criterion."""
    return CriterionFacts(
        form.maximum.points, form.body_text.data or "", form.note.data or "",
        form.source.data or "",
    )  # fmt: skip


def score_facts(form: ScoreForm) -> ScoreFacts:
    """What the form says of a year."""
    return ScoreFacts(
        form.achieved.points, form.percent.points, form.rank.data, form.rank_of.data,
        form.note.data or "", form.source.data or "",
    )  # fmt: skip


def link_form(tasks: Iterable[LinkableTask], fields: Iterable[FieldLine]) -> LinkForm:
    """A form that offers tasks for a criterion, fields of plans for an index field."""
    named = [(task.id, task_label(task)) for task in tasks]
    form = LinkForm(data={"target": 0})
    of_fields = [(field.id, field.name) for field in fields]
    form.target.choices = offered([(0, NONE_CHOSEN), *named, *of_fields])
    if of_fields:
        form.target.label.text = "Lĩnh vực của kế hoạch"
    return form


def task_label(task: LinkableTask) -> str:
    """A row as a choice names it, as in "196/KH-UBND · mục 1.1 · Ban hành Kế hoạch"."""
    title = task.title.replace("\n", " ")
    short = title if len(title) <= TITLE_SHOWN else f"{title[:TITLE_SHOWN].rsplit(' ', 1)[0]}…"
    number = f"mục {task.number}" if task.number else ""
    return " · ".join(filter(None, (task.plan_number, number, short)))


def link_facts(form: LinkForm, *, to_task: bool) -> LinkFacts:
    """What the form says of a link."""
    chosen = form.target.data or None
    return LinkFacts(
        chosen if to_task else None, None if to_task else chosen, form.basis.data or "",
        form.source.data or "",
    )  # fmt: skip
