"""The blueprint of the administration's pages, under /quan-tri."""

from flask import Blueprint

blueprint = Blueprint("administration", __name__, url_prefix="/quan-tri")
