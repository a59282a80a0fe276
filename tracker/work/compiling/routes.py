"""The pages of compiling with every module of routes on their blueprint."""

from tracker.work.compiling.blueprint import blueprint
from tracker.work.views.compiling import (  # noqa: F401 - their routes hang on the blueprint
    draft,
    freezing,
    index,
    section,
    version,
)

BLUEPRINTS = (blueprint,)
