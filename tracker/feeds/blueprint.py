"""The blueprint of the pages of calendar subscriptions."""

from flask import Blueprint

blueprint = Blueprint("feeds", __name__)
