"""The forms of rounds: moved days, an ad-hoc round, the end of a regime."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.administration.planning.forms.base import DraftForm, paper_fields, paper_of
from tracker.administration.reporting.forms.regimes import stored_paper
from tracker.documents.models import Document
from tracker.rounds.models import ReportRound
from tracker.rounds.operations.ad_hoc import AdHocFacts, AskedFor
from tracker.rounds.operations.moving import MoveFacts
from tracker.rounds.rules.clocks import Clock, Clocks
from tracker.rounds.rules.windows import RoundKind
from tracker.web.fields import DayField, TickField, asked, offered

NO_DAY = "Hãy nhập ngày, ví dụ 14/6/2025."


def _clock_fields() -> dict[str, Any]:
    """A day for each clock; those that may be left out are optional."""
    free = {Clock.CLOSED_AFTER, Clock.FORWARD}
    return {
        one.value: DayField(one.label, validators=[Optional() if one in free else asked(NO_DAY)])
        for one in Clock
    }


def _clocks_of(form: Any) -> Clocks:  # noqa: ANN401 - a form with the fields above
    """The days of the form; without a day of its own a round is locked after the on-time day."""
    return Clocks(
        form.first.data, form.last.data, form.on_time.data,
        form.closed_after.data or form.on_time.data, form.forward.data,
    )  # fmt: skip


_MoveForm: Any = type(
    "_MoveForm",
    (DraftForm,),
    _clock_fields()
    | paper_fields()
    | {"reason": TextAreaField("Lý do", validators=[asked("Hãy nhập lý do."), Length(max=2000)])},
)


def move_form(row: ReportRound) -> Any:  # noqa: ANN401 - built above
    """The form with the days as they are."""
    days = {one.value: getattr(row, one.value) for one in Clock}
    data = days | {"version": str(row.version), "paper_kind": "Công văn"}
    return _MoveForm(data=data)


def move_facts(form: Any) -> MoveFacts:  # noqa: ANN401
    """What the form says."""
    return MoveFacts(_clocks_of(form), paper_of(form), form.reason.data or "")


_ASKED_FOR = {
    "title": StringField(
        "Tên báo cáo", validators=[asked("Hãy nhập tên báo cáo."), Length(max=300)]
    ),
    "outline": TextAreaField("Đề cương", validators=[Length(max=20_000)]),
    "units": TickField("Đơn vị phải báo cáo", coerce=int),
} | paper_fields()
_KINDS = SelectField(
    "Loại báo cáo",
    choices=offered((one.value, one.label) for one in (RoundKind.AD_HOC, RoundKind.THEME)),
)
_ChangeForm: Any = type("_ChangeForm", (DraftForm,), _ASKED_FOR)
_AdHocForm: Any = type("_AdHocForm", (DraftForm,), {"kind": _KINDS} | _ASKED_FOR | _clock_fields())


class CallOffForm(DraftForm):
    """Why an ad-hoc round is called off."""

    why = TextAreaField("Lý do hủy", validators=[asked("Hãy nhập lý do hủy."), Length(max=2000)])


def change_form(
    row: ReportRound, paper: Document | None, chosen: Collection[int], units: Mapping[int, str]
) -> Any:  # noqa: ANN401 - built above
    """What an ad-hoc round asks for, to be put right; its days are moved by a paper."""
    told = {
        "title": row.title, "outline": row.outline, "units": list(chosen),
        "version": str(row.version),
    }  # fmt: skip
    form = _ChangeForm(data=told | stored_paper(paper))
    form.units.choices = offered(units.items())
    return form


def ad_hoc_form(units: Mapping[int, str]) -> Any:  # noqa: ANN401
    """An empty form that offers these units."""
    form = _AdHocForm(data={"paper_kind": "Công văn"})
    form.units.choices = offered(units.items())
    return form


def ad_hoc_facts(form: Any) -> AdHocFacts:  # noqa: ANN401
    """What the form says."""
    return AdHocFacts(RoundKind(form.kind.data), _clocks_of(form), asked_for(form))


def asked_for(form: Any) -> AskedFor:  # noqa: ANN401
    """What a form asks for, without kind and days."""
    return AskedFor(
        form.title.data or "", form.outline.data or "", paper_of(form),
        tuple(form.units.data or ()),
    )  # fmt: skip


class EndForm(DraftForm):
    """Until when a regime holds."""

    last = DayField("Áp dụng đến hết ngày", validators=[asked(NO_DAY)])
