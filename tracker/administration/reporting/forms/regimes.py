"""The form of a regime: what it is called, its paper, its kinds of round, who reports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.administration.planning.forms.base import DraftForm, paper_fields, paper_of
from tracker.documents.models import Document
from tracker.rounds.models import ReportingRegime
from tracker.rounds.operations.regimes import RegimeFacts
from tracker.rounds.queries.regimes import AudienceLine
from tracker.rounds.rules.audience import AudienceKind
from tracker.rounds.rules.clocks import Clock, Clocks
from tracker.rounds.rules.windows import (
    PATTERN_YEAR,
    PERIODIC,
    RoundKind,
    latest_before,
    nearest_to,
    pattern_of,
)
from tracker.web.fields import DayField, TickField, asked, offered

_DAY_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})")
NO_DAY = "Hãy nhập ngày/tháng, ví dụ 18/6."
_NEEDED = (Clock.FIRST, Clock.LAST, Clock.ON_TIME)
WRONG_DAY = "Không phải là ngày của mọi năm. Nhập ngày/tháng, ví dụ 18/6."


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form may choose from: receivers by id, audience by its value."""

    receivers: Mapping[int, str]
    audience: Mapping[str, str]


_FIELDS: dict[str, Any] = {
    "name": StringField("Tên chế độ báo cáo", validators=[
        asked("Hãy nhập tên chế độ báo cáo."), Length(max=200)]),
    "receiver": SelectField("Nơi nhận, tổng hợp", coerce=int),
    "forward_to": StringField("Nơi nhận báo cáo lên cấp trên", validators=[Length(max=200)]),
    "legal_place": StringField("Mục, điều trong văn bản", validators=[Length(max=200)]),
    "valid_from": DayField("Áp dụng từ ngày", validators=[
        asked("Hãy nhập ngày bắt đầu áp dụng, ví dụ 01/01/2025.")]),
    "outline": TextAreaField("Đề cương", validators=[Length(max=20_000)]),
    "audience": TickField("Nơi phải báo cáo"),
    "kinds": TickField(
        "Các kỳ trong năm", choices=offered((one.value, one.label) for one in PERIODIC)
    ),
}  # fmt: skip
_PAPER = paper_fields(required=False) | {
    "paper_subject": TextAreaField(
        "Trích yếu", validators=[asked("Hãy nhập trích yếu văn bản."), Length(max=2000)]
    ),
}
"""Number and day may be missing: some plans in force were printed without them."""
_DAYS = {
    f"{kind.value}_{clock.value}": StringField(f"{kind.label}: {clock.label.lower()}")
    for kind in PERIODIC
    for clock in Clock
}
_RegimeForm: Any = type("_RegimeForm", (DraftForm,), _FIELDS | _PAPER | _DAYS)


def regime_form(offers: Offers, stored: Mapping[str, Any]) -> Any:  # noqa: ANN401 - built above
    """The form with what is stored, or with the windows that the decree gives."""
    form = _RegimeForm(data=_standard() | dict(stored))
    form.receiver.choices = offered(offers.receivers.items())
    form.audience.choices = offered(offers.audience.items())
    return form


def regime_facts(form: Any) -> RegimeFacts | None:  # noqa: ANN401
    """What a valid form says; None when a day cannot be read, which is then told at its field."""
    windows = {kind: _clocks_of(form, kind) for kind in PERIODIC if kind.value in form.kinds.data}
    read = {kind: clocks for kind, clocks in windows.items() if clocks is not None}
    if len(read) < len(windows):
        return None
    return RegimeFacts(
        form.name.data or "", form.receiver.data, form.forward_to.data or "", paper_of(form),
        form.legal_place.data or "", form.outline.data or "", form.valid_from.data, read,
        tuple(audience_line(value) for value in form.audience.data),
    )  # fmt: skip


def stored_regime(
    row: ReportingRegime,
    paper: Document | None,
    windows: Mapping[RoundKind, Clocks],
    audience: Sequence[AudienceLine],
) -> dict[str, Any]:
    """A regime as its form shows it."""
    days = {
        f"{kind.value}_{clock.value}": _words(getattr(clocks, clock.value))
        for kind, clocks in windows.items()
        for clock in Clock
    }
    told = {
        "name": row.name, "receiver": row.receiver_unit_id, "forward_to": row.forward_to,
        "legal_place": row.legal_place, "valid_from": row.valid_from, "outline": row.outline,
        "audience": [audience_value(one) for one in audience],
        "kinds": [kind.value for kind in windows], "version": str(row.version),
    }  # fmt: skip
    return days | told | stored_paper(paper)


def audience_value(line: AudienceLine) -> str:
    """A line of the audience as the value of its box: `group:3`."""
    return f"{line.kind.value}:{line.target_id}"


def audience_line(value: str) -> AudienceLine:
    """The line that a box stands for."""
    kind, target = value.split(":")
    return AudienceLine(AudienceKind(kind), int(target))


def stored_paper(paper: Document | None) -> dict[str, Any]:
    """A paper as the fields of `paper_fields` show it."""
    if paper is None:
        return {"paper_kind": "Kế hoạch"}
    return {
        "paper_kind": paper.kind, "paper_number": paper.number, "paper_day": paper.issued_on,
        "paper_issuer": paper.issuer, "paper_subject": paper.subject,
    }  # fmt: skip


def _standard() -> dict[str, Any]:
    """The windows of every kind, as the decree gives them."""
    return {
        f"{kind.value}_{name}": _words(day)
        for kind in PERIODIC
        for name, day in (("first", pattern_of(kind).first), ("last", pattern_of(kind).last))
    }


def _words(day: date | None) -> str:
    return f"{day.day}/{day.month}" if day else ""


def _clocks_of(form: Any, kind: RoundKind) -> Clocks | None:  # noqa: ANN401
    """The days of one kind in the pattern year; None when one cannot be read."""
    fields = {clock: form[f"{kind.value}_{clock.value}"] for clock in Clock}
    read = {clock: _read(field, needed=clock in _NEEDED) for clock, field in fields.items()}
    if any(field.errors for field in fields.values()):
        return None
    end = date(PATTERN_YEAR, *read[Clock.LAST])
    sent = nearest_to(end, *read[Clock.ON_TIME])
    locked, forward = read[Clock.CLOSED_AFTER], read[Clock.FORWARD]
    return Clocks(
        latest_before(end, *read[Clock.FIRST]), end, sent,
        nearest_to(sent, *locked) if locked else sent,
        nearest_to(sent, *forward) if forward else None,
    )  # fmt: skip


def _read(field: Any, *, needed: bool) -> tuple[int, ...]:  # noqa: ANN401 - a bound field
    """Month and day as typed; empty when nothing or no day was, and an error at the field."""
    raw = field.data or ""
    match = _DAY_MONTH.fullmatch(raw)
    if not raw and not needed:
        return ()
    try:
        if match:
            day = date(PATTERN_YEAR, int(match[2]), int(match[1]))
            return day.month, day.day
        field.errors = [*field.errors, WRONG_DAY if raw else NO_DAY]
    except ValueError:
        field.errors = [*field.errors, WRONG_DAY]
    return ()
