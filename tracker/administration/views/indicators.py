"""Biểu số liệu: the catalogue as the administration keeps it, and figures known from papers."""

from itertools import groupby

from flask import Response, abort, flash, redirect, render_template, request, url_for

from tracker import clock
from tracker.administration.blueprint import blueprint
from tracker.administration.planning.stale import last_saved
from tracker.administration.register.forms.indicators import (
    BalanceForm,
    IndicatorForm,
    balance_facts,
    indicator_facts,
    new_indicator_form,
    stored_balance,
    stored_indicator,
)
from tracker.administration.register.tables import indicators_table
from tracker.administration.views.keeping import Answer, require_whole
from tracker.administration.views.saving import Attempt, attempt
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.plans.queries import plan_fields
from tracker.reports.models.indicators import Indicator, OpeningBalance
from tracker.reports.operations.indicators import (
    change_indicator,
    create_indicator,
    record_balance,
)
from tracker.reports.queries.indicators import (
    balances_of,
    catalogue,
    indicator,
    locked_indicator,
)
from tracker.reports.rules.indicators import Amount, IndicatorKind, IndicatorLine
from tracker.rounds.rules.naming import periodic_title
from tracker.rounds.rules.windows import PERIODIC, RoundKind
from tracker.web.gate import allow, current_actor

NEEDED = Permission.MANAGE_PLANS


@blueprint.get("/bieu-so-lieu")
@allow(NEEDED)
def indicators() -> str:
    """Every row of the number form, with where its figure comes from."""
    require_whole(NEEDED)
    lines = catalogue()
    if printing():
        return paper(indicators_table(lines, clock.today()))
    groups = [(name, list(own)) for name, own in groupby(lines, lambda one: one.field_name)]
    return render_template(
        "administration/indicators.html", lines=lines, groups=groups, today=clock.today()
    )


@blueprint.get("/bieu-so-lieu.xlsx")
@allow(NEEDED)
def indicators_xlsx() -> Response:
    """The same list as a file."""
    require_whole(NEEDED)
    return workbook(indicators_table(catalogue(), clock.today()))


@blueprint.route("/bieu-so-lieu/moi", methods=["GET", "POST"])
@allow(NEEDED)
def indicator_new() -> Answer:
    """Add a row."""
    require_whole(NEEDED)
    form = new_indicator_form({one.id: one.name for one in plan_fields().values()})
    if not form.is_submitted():
        return _page(form, None, Attempt())

    def act() -> None:
        kind, facts = IndicatorKind(form.kind.data), indicator_facts(form)
        create_indicator(form.field.data, kind, facts, current_actor(), clock.now())

    valid = form.validate()
    if not form.field.data:
        form.show({"field": "Hãy chọn lĩnh vực."})
        valid = False
    tried = attempt(form, [], None, act) if valid else Attempt(status=422)
    if not tried.saved:
        return _page(form, None, tried)
    flash("Đã thêm chỉ tiêu. Biểu của các kỳ từ nay có chỉ tiêu này.", "success")
    return redirect(url_for("administration.indicators"))


@blueprint.route("/bieu-so-lieu/<indicator_code>", methods=["GET", "POST"], endpoint="indicator")
@allow(NEEDED)
def change(indicator_code: str) -> Answer:
    """Put a row right; the figures known from papers stand below."""
    require_whole(NEEDED)
    line = _known(indicator_code)
    form = IndicatorForm(data=stored_indicator(line))
    if not form.is_submitted():
        return _page(form, line, Attempt())

    def act() -> None:
        row, facts = _locked(indicator_code), indicator_facts(form)
        change_indicator(row, facts, form.opened_version, current_actor(), clock.now())

    tried = attempt(form, [], None, act) if form.validate() else Attempt(status=422)
    if tried.saved:
        flash("Đã lưu chỉ tiêu.", "success")
        return redirect(url_for("administration.indicators"))
    line = _known(indicator_code)
    if tried.stale:
        form.version.data = str(line.version)
    return _page(form, line, tried)


@blueprint.route("/bieu-so-lieu/<indicator_code>/so-dau-ky", methods=["GET", "POST"])
@allow(NEEDED)
def indicator_balance(indicator_code: str) -> Answer:
    """Enter or correct a figure that a paper prints; `?nam=2024&ky=Y` opens one that is there."""
    require_whole(NEEDED)
    line = _known(indicator_code)
    year = request.args.get("nam", clock.today().year - 1, type=int)
    asked = request.args.get("ky", "")
    kind = RoundKind(asked) if asked in PERIODIC else RoundKind.YEAR
    form = BalanceForm(data=stored_balance(_balance(line, year, kind.value), year, kind))
    if line.is_ratio:
        form.numerator.label.text = line.numerator_label
        form.denominator.label.text = line.denominator_label
    if not form.is_submitted():
        return _balance_page(form, line, Attempt())
    valid, amount = form.validate(), form.amount()

    def act() -> None:
        row, facts = _locked(indicator_code), balance_facts(form, amount or Amount())
        now = clock.now()
        record_balance(row, facts, form.opened_version, current_actor(), now)

    tried = attempt(form, [], None, act) if valid and amount else Attempt(status=422)
    if tried.saved:
        flash("Đã lưu số liệu đầu kỳ.", "success")
        return redirect(url_for("administration.indicator", indicator_code=indicator_code))
    return _balance_page(form, line, tried)


def _known(code: str) -> IndicatorLine:
    line = indicator(code)
    if line is None:
        abort(404)
    return line


def _locked(code: str) -> Indicator:
    row = locked_indicator(code)
    if row is None:
        abort(404)
    return row


def _balance(line: IndicatorLine, year: int | None, kind: str | None) -> OpeningBalance | None:
    rows = balances_of(line.id)
    return next((row for row in rows if (row.year, row.kind) == (year, kind)), None)


def _page(form: IndicatorForm, line: IndicatorLine | None, tried: Attempt) -> Answer:
    theirs = who = None
    if tried.stale and line is not None:
        theirs = [
            ("Số thứ tự trong biểu", line.number), ("Tên chỉ tiêu", line.name),
            ("Đơn vị tính", line.measure), ("Tử số", line.numerator_label),
            ("Mẫu số", line.denominator_label),
            ("Số liệu chung của tỉnh lấy từ", line.origin.label),
            ("Ghi chú", line.note), ("Căn cứ", line.source),
        ]  # fmt: skip
        who = last_saved(f"indicator:{line.code}")
    known = [
        (periodic_title(row.year, RoundKind(row.kind)), row,
         Amount(row.numerator, row.denominator).words(line))
        for row in (balances_of(line.id) if line else ())
        if line
    ]  # fmt: skip
    page = render_template(
        "administration/indicator_form.html", form=form, line=line, theirs=theirs, who=who,
        known=known,
    )  # fmt: skip
    return page, tried.status


def _balance_page(form: BalanceForm, line: IndicatorLine, tried: Attempt) -> Answer:
    theirs = who = None
    if tried.stale:
        row = _balance(line, form.year.data, form.kind.data)
        form.version.data = str(row.version if row else 0)
        told = Amount(row.numerator, row.denominator).words(line) if row else ""
        theirs = [
            ("Số liệu", told), ("Ghi chú", row.note if row else ""),
            ("Căn cứ", row.source if row else ""),
        ]  # fmt: skip
        who = last_saved(f"indicator:{line.code}")
    page = render_template(
        "administration/indicator_balance.html", form=form, line=line, theirs=theirs, who=who
    )
    return page, tried.status
