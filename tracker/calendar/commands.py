"""`tracker schedule`: the reading of one deadline phrase as JSON, for scripts and for people."""

import json
import re
from datetime import date

import click

from tracker.calendar.grammar import PlanContext, Reading, Rule, read


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
    printed = json.dumps(as_json(read(phrase, context)), ensure_ascii=False, indent=2)
    click.echo(printed.encode("utf-8", "replace").decode("utf-8"))


def count_products(texts: tuple[str, ...]) -> int:
    """How many products are printed: one per bullet, per line, or per part between ";"."""
    return sum(len(_items(text)) for text in texts)


def _items(text: str) -> list[str]:
    bulleted = text.strip().startswith(("-", "+", "•"))
    parts = re.split(r"\n|;|(?:^|\s)[-+•]\s" if bulleted else r"\n|;", text)
    return [part for part in parts if any(c.isalnum() for c in part)]


def as_json(reading: Reading) -> dict[str, object]:
    """The reading in the fixed form that scripts use."""
    return {
        "phrase": reading.phrase,
        "rules": [_rule(rule) for rule in reading.rules],
        "confidence": reading.confidence,
        "question": reading.question,
    }


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "kind": str(rule.kind),
        "slot": rule.slot,
        "due": [due.due_on.isoformat() for due in rule.dues],
        "label": rule.label,
        "source_rule": rule.source_rule,
    }
