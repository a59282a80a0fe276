"""The blueprints of the pages of work with every module of routes on them."""

from tracker.work.blueprint import blueprint
from tracker.work.views import (  # noqa: F401 - their routes hang on the blueprint
    closing,
    confirm,
    cooperation,
    counted,
    delegate,
    delegate_many,
    drafts,
    estimates,
    event,
    evidence,
    extension,
    grid,
    judge,
    mine,
    no_change,
    overdue,
    plans,
    reopening,
    rounds,
    saved_views,
    search,
    share,
    standing,
    task,
    tasks,
    units,
    update,
    year_end,
)

BLUEPRINTS = (blueprint, plans.blueprint, rounds.blueprint, units.blueprint)
