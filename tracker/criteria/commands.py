"""`tracker export`: what the rooms of tasks export, and the criteria."""

from tracker.criteria.queries import exports as criteria_exports
from tracker.tasks.commands import export_of
from tracker.tasks.queries import exports as task_exports

export = export_of({**task_exports.TABLES, **criteria_exports.TABLES})
