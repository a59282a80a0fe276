"""One search over plans, their rows, what units said, papers and units; accents do not matter."""

from flask import Response, render_template, request, url_for

from tracker import clock
from tracker.documents.queries import find_papers
from tracker.documents.tables import MOST_ROWS, Table
from tracker.documents.views import paper, printing, workbook
from tracker.permissions import Permission
from tracker.plans.queries import PlanLine
from tracker.tasks.queries.search import (
    SHOWN,
    FoundTask,
    find_tasks,
    find_words,
    searched_all,
)
from tracker.tasks.rules.listing import ListState
from tracker.text import clean, fold
from tracker.units.queries import find_units
from tracker.web.gate import allow, current_viewer
from tracker.work import filters
from tracker.work.blueprint import blueprint
from tracker.work.links import tasks_in
from tracker.work.search_table import Hit, hits_table


@blueprint.get("/tim-kiem")
@allow(Permission.READ_PLANS)
def search() -> str:
    """What holds all the words, kind by kind; nothing is asked for an empty search."""
    if printing():
        return paper(_table())
    text = _asked()
    words = fold(text).split()
    offered = filters.choices(clock.today())
    found = _found(words, offered) if words else None
    return render_template("work/search.html", text=text, found=found, offered=offered)


@blueprint.get("/tim-kiem.xlsx")
@allow(Permission.READ_PLANS)
def search_xlsx() -> Response:
    """All that was found, as a file."""
    return workbook(_table())


def _asked() -> str:
    return clean(request.args.get("q", ""))[: filters.LONGEST_TEXT]


def _table() -> Table:
    text, today = _asked(), clock.today()
    words = fold(text).split()
    hits = _hits(words, filters.choices(today)) if words else []
    return hits_table(hits, text, today, complete=searched_all(words))


def _hits(words: list[str], offered: filters.Choices) -> list[Hit]:
    """Every finding, in the order of the page."""
    tasks = find_tasks(words, MOST_ROWS + 1)[1]
    said = find_words(current_viewer(), words, MOST_ROWS + 1)
    plans = [plan for plan in offered.plans.values() if _holds(plan, words)]
    papers, units = find_papers(words, MOST_ROWS), find_units(words, MOST_ROWS)
    return [
        *(Hit("Nhiệm vụ", _numbered(task), offered.plans[task.plan_id].label) for task in tasks),
        *(Hit("Nội dung cập nhật", one.words, f"{offered.unit_names[one.unit_id]}: {one.title}",
              one.happened_on) for one in said),
        *(Hit("Kế hoạch, đề án", plan.title, plan.number) for plan in plans),
        *(Hit("Văn bản", f"{one.kind} {one.number}: {one.subject}", one.issuer, one.issued_on)
          for one in papers),
        *(Hit("Đơn vị", offered.unit_names[unit]) for unit in units),
    ]  # fmt: skip


def _numbered(task: FoundTask) -> str:
    return f"{task.number}. {task.title}" if task.number else task.title


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
        "too_many": len(said) <= SHOWN and not searched_all(words),
        "papers": find_papers(words, SHOWN),
        "units": [
            (offered.unit_names[unit], url_for("units.index") + f"#{offered.units[unit].code}")
            for unit in find_units(words, SHOWN)
        ],
    }


def _holds(plan: PlanLine, words: list[str]) -> bool:
    key = fold(f"{plan.number} {plan.title}")
    return all(word in key for word in words)
