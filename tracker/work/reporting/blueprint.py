"""The blueprint of the pages on which units report to a round."""

from flask import Blueprint
from werkzeug.routing import PathConverter


class UnitCode(PathConverter):
    """The code of a unit in an address ("STP/P1"): capitals, so that what follows is not of it."""

    regex = "[A-Z0-9]+(?:[-/.][A-Z0-9]+)*"


blueprint = Blueprint("reporting", __name__)
blueprint.record_once(lambda setup: setup.app.url_map.converters.setdefault("unit_code", UnitCode))
