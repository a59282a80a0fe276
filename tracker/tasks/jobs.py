"""Work of the command line and the clock on tasks: plain functions of a year or a batch."""

from datetime import datetime

from flask import current_app

from tracker.permissions import Actor
from tracker.province.queries import tracking_from
from tracker.tasks.operations.desired import Settings
from tracker.tasks.operations.laying_out import Counts, open_year
from tracker.workdays.queries import days_off


def layout_settings() -> Settings:
    """The operator's settings as laying out takes them."""
    shipped = current_app.config["TRACKER"].tracking_from
    return Settings(tracking_from(shipped), days_off())


def open_years(first: int, last: int, actor: Actor, now: datetime) -> Counts:
    """Open every plan year from `first` to `last`; both are opened already: nothing changes."""
    settings, total = layout_settings(), Counts()
    for year in range(first, last + 1):
        total += open_year(year, settings, actor, now)
    return total
