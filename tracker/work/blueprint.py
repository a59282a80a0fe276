"""The blueprint of the pages of work; the modules of `views` hang their routes on it."""

from flask import Blueprint

blueprint = Blueprint("work", __name__)
