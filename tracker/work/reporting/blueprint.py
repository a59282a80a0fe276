"""The blueprint of the pages on which units report to a round."""

from flask import Blueprint

blueprint = Blueprint("reporting", __name__)
