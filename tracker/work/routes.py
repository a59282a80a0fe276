"""The blueprints of the pages of work with every module of routes on them."""

from tracker.work.blueprint import blueprint
from tracker.work.reporting.blueprint import blueprint as reporting_blueprint
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
    figures,
    figures_offline,
    grid,
    judge,
    lineage,
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
from tracker.work.views.reporting import (  # noqa: F401 - their routes hang on its blueprint
    papers,
    reasons,
    report,
    status,
    steps,
    writing,
)

BLUEPRINTS = (blueprint, plans.blueprint, rounds.blueprint, units.blueprint, reporting_blueprint)
