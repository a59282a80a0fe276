"""`tracker schedule`: the reading of one deadline phrase as JSON, for scripts and for people."""

import json
import re
from datetime import date

import click
from sqlalchemy.exc import DBAPIError

from tracker.calendar.grammar import PlanContext, Reading, Rule, read
from tracker.calendar.schedule import UNSURE
from tracker.calendar.workdays import DaysOff
from tracker.workdays.queries import days_off

NO_CALENDAR = (
    "Chưa có bảng ngày nghỉ để tính ngày làm việc: hãy chạy `tracker db upgrade` và `tracker seed`."
)


class IsoDate(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day, or a usage error in Vietnamese."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} không phải ngày dạng năm-tháng-ngày (YYYY-MM-DD).", param, ctx)


# A printed list begins with a dash ("- Tháng 02/2025"): it is the phrase, not an option.
@click.command("schedule", context_settings={"ignore_unknown_options": True})
@click.argument("phrase")
@click.option("--plan-start", type=IsoDate(), required=True, help="Ngày đầu của kế hoạch.")
@click.option("--plan-end", type=IsoDate(), required=True, help="Ngày cuối của kế hoạch.")
@click.option("--year", type=click.IntRange(1990, 2100), help="Năm của kế hoạch, nếu có.")
@click.option(
    "--product", "products", multiple=True, help="Sản phẩm; lặp lại, hoặc mỗi dòng một sản phẩm."
)
def schedule(
    phrase: str, plan_start: date, plan_end: date, year: int | None, products: tuple[str, ...]
) -> None:
    """Đọc một cụm từ thời hạn và in kết quả dạng JSON."""
    if plan_end < plan_start:
        raise click.UsageError("--plan-end phải từ --plan-start trở đi.")
    context = PlanContext(plan_start, plan_end, year, max(1, count_products(products)))
    reading = read(phrase, context)
    off = _announced() if any(map(_counts_working_days, reading.rules)) else None
    printed = json.dumps(as_json(reading, off), ensure_ascii=False, indent=2)
    click.echo(printed.encode("utf-8", "replace").decode("utf-8"))


def count_products(texts: tuple[str, ...]) -> int:
    """How many products are printed: one per bullet, per line, or per part between ";"."""
    return sum(len(_items(text)) for text in texts)


def _items(text: str) -> list[str]:
    bulleted = text.strip().startswith(("-", "+", "•"))
    parts = re.split(r"\n|;|(?:^|\s)[-+•]\s" if bulleted else r"\n|;", text)
    return [part for part in parts if any(c.isalnum() for c in part)]


def _counts_working_days(rule: Rule) -> bool:
    """Whether its day follows from a printed day and the days off."""
    return rule.start is not None and rule.unit == "working_days" and not rule.dues


def _announced() -> DaysOff | None:
    """The days off of this installation; None before it has any."""
    try:
        found = days_off()
    except DBAPIError:  # no table yet
        return None
    return found if found.off else None


def as_json(reading: Reading, off: DaysOff | None) -> dict[str, object]:
    """The reading in the fixed form that scripts use, working days counted over `off`."""
    confidence, question = reading.confidence, reading.question
    if off is None and any(map(_counts_working_days, reading.rules)):
        confidence, question = min(confidence, UNSURE), question or NO_CALENDAR
    return {
        "phrase": reading.phrase,
        "rules": [_rule(rule, off) for rule in reading.rules],
        "confidence": confidence,
        "question": question,
    }


def _rule(rule: Rule, off: DaysOff | None) -> dict[str, object]:
    days = [due.due_on for due in rule.dues]
    if off and rule.start and rule.amount and _counts_working_days(rule):
        days = [off.add_working_days(rule.start, rule.amount)]
    return {
        "kind": str(rule.kind),
        "slot": rule.slot,
        "due": [day.isoformat() for day in days],
        "label": rule.label,
        "source_rule": rule.source_rule,
    }
