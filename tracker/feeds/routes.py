"""The pages of calendar subscriptions with every module of routes on their blueprint."""

from tracker.feeds.blueprint import blueprint
from tracker.feeds.views import (  # noqa: F401 - their routes hang on the blueprint
    admin,
    calendar,
    downloads,
    feed,
    subscribing,
)

BLUEPRINTS = (blueprint,)
