"""One search over plans, their rows, what units said, papers and units; accents do not matter."""

from flask import render_template, request, url_for

from tracker import clock
from tracker.documents.queries import find_papers
from tracker.permissions import Permission
from tracker.plans.queries import PlanLine
from tracker.tasks.queries.search import SHOWN, find_tasks, find_words
from tracker.tasks.rules.listing import ListState
from tracker.text import clean, fold
from tracker.units.queries import find_units
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.links import tasks_in


@blueprint.get("/tim-kiem")
@allow(Permission.READ_PLANS)
def search() -> str:
    """What holds all the words, kind by kind; nothing is asked for an empty search."""
    text = clean(request.args.get("q", ""))[: filters.LONGEST_TEXT]
    words = fold(text).split()
    offered = filters.choices(clock.today())
    found = _found(words, offered) if words else None
    return render_template("work/search.html", text=text, found=found, offered=offered)


def _found(words: list[str], offered: filters.Choices) -> dict[str, object]:
    viewer = current_viewer()
    number, tasks = find_tasks(words)
    said = find_words(viewer, words)
    return {
        "plans": [plan for plan in offered.plans.values() if _holds(plan, words)],
        "tasks": tasks,
        "task_count": number,
        "work_url": tasks_in(ListState.ALL, q=" ".join(words)),
        "said": said[:SHOWN],
        "more_said": len(said) > SHOWN,
        "papers": find_papers(words, SHOWN),
        "units": [
            (offered.unit_names[unit], url_for("units.index") + f"#{offered.units[unit].code}")
            for unit in find_units(words, SHOWN)
        ],
    }


def _holds(plan: PlanLine, words: list[str]) -> bool:
    key = fold(f"{plan.number} {plan.title}")
    return all(word in key for word in words)
