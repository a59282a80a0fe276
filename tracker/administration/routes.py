"""The blueprint of the administration with every module of routes on it."""

from tracker.administration.blueprint import blueprint
from tracker.administration.views import (  # noqa: F401 - their routes hang on the blueprint
    account,
    account_load,
    account_roles,
    account_transfers,
    accounts,
    amendments,
    criteria,
    criterion,
    days_off,
    deadlines,
    fields,
    groups,
    handover,
    handover_apply,
    handover_draft,
    handover_log,
    handover_queue,
    index,
    indicators,
    letterheads,
    orders,
    plans,
    queues,
    regimes,
    rounds,
    rows,
    setup,
    setup_facts,
    setup_work,
    units,
)

BLUEPRINTS = (blueprint,)
