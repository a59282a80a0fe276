"""The pages of calendar subscriptions with every module of routes on their blueprint."""

from tracker.feeds.blueprint import blueprint

BLUEPRINTS = (blueprint,)
