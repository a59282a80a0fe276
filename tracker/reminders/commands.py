"""`tracker reminders`: what the clock does, by hand."""

import json
from datetime import datetime

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.reminders.printing import as_json, as_text
from tracker.reminders.queries.people import people_on
from tracker.reminders.queries.planned import planned_for
from tracker.text import vn_weekday_date
from tracker.units.queries import names_on

reminders = AppGroup("reminders", help="Nhắc việc.")
DAY = click.DateTime(["%Y-%m-%d"])


@reminders.command("plan")
@click.option("--day", "asked", type=DAY, required=True, help="Ngày nhắc, dạng 2025-06-13.")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text")
def plan(asked: datetime, kind: str) -> None:
    """In ra ai được nhắc việc gì, theo bậc nào trong một ngày; không ghi gì, không cần đang bật."""
    day = asked.date()
    people = people_on(day)
    planned = planned_for(day, clock.today(), people)
    units = names_on(day)
    if kind == "json":
        answer = {"day": day.isoformat(), **as_json(planned, people, units)}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    told = len({line.person_id for line in planned.lines})
    click.echo(f"{vn_weekday_date(day)}: {len(planned.lines)} dòng nhắc việc cho {told} người.")
    for words in as_text(planned, people, units):
        click.echo(words)
