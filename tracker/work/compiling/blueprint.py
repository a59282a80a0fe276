"""The blueprint of the pages on which a round is compiled."""

from flask import Blueprint

blueprint = Blueprint("compiling", __name__)
