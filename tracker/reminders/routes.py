"""The pages of reminders with every module of routes on their blueprint."""

from tracker.reminders.blueprint import blueprint
from tracker.reminders.views import (  # noqa: F401 - their routes hang on the blueprint
    admin,
    ladder,
    notices,
    outbox,
    release,
    settings,
    told,
    trial,
)

BLUEPRINTS = (blueprint,)
