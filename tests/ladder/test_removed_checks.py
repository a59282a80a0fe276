"""Removes every permission check in turn: the ladder must notice each one that is gone."""

from datetime import date

import pytest
from sqlalchemy import true

from tests.concurrency.scene import EVERYBODY
from tests.ladder.answers import SEEN
from tests.ladder.test_ladder import EVERY_MARK, READ
from tests.ladder.walking import on_postgresql, rules, text_of
from tests.ladder.world import DUE, LATE, marks
from tests.tasks import factories
from tracker.administration.views import deadlines, keeping, rows, saving
from tracker.permissions import EVERYONE, Permission, Viewer
from tracker.tasks.queries import confirmations, counting, delegations, history, visibility
from tracker.tasks.queries.rows import Scope
from tracker.tasks.rules.confirming import Judge
from tracker.web import gate
from tracker.web.gate import Policy, policy_of
from tracker.work import task_page
from tracker.work.views import event, evidence, grid, mine, overdue, tasks, units, update


def unbound(*given, **named):
    """A scope that leaves nothing out."""
    return Scope(None)


def always(*given, **named):
    """A condition or a permission that always holds."""
    return True


def every_row(*given, **named):
    """A condition of a statement that leaves nothing out."""
    return true()


def for_everybody(function):
    """The function as the leadership calls it, whoever calls."""
    return lambda _, *given, **named: function(_EVERYBODY, *given, **named)


class _Everybody(Viewer):
    def scope(self, permission):
        """All units."""


_EVERYBODY = _Everybody(0, "")
REMOVED = {
    "words on the task page": (history, "fully_visible", every_row, "partner"),
    "rows of the task page": (history, "partly_visible", every_row, "focal-other"),
    "rows of the list": (tasks, "scope_asked", unbound, "focal-other"),
    "rows of the overdue list": (overdue, "scope_of", unbound, "focal-other"),
    "rows of the grid": (grid, "scope_of", unbound, "focal-other"),
    "rows of the workbooks": (overdue, "scope_asked", unbound, "focal-other"),
    "the gate": (gate, "can", always, "administrator"),
    "links of the task page": (task_page, "may_act_on", always, "partner"),
    "what was handed on": (visibility, "handed_to", every_row, "division-own"),
    "rows to hand on": (delegations, "_may_hand_on", lambda _: [], "focal-other"),
    "rows to judge": (confirmations, "judged_by", every_row, "partner"),
    "who judges": (Judge, "may", always, "focal-own"),
    "files": (evidence, "evidence_file", for_everybody(evidence.evidence_file), "partner"),
    "the update form": (update, "open_share", for_everybody(update.open_share), "focal-other"),
    "events": (event, "task_for_event", for_everybody(event.task_for_event), "partner"),
    "plans to keep": (saving, "manageable_plan", for_everybody(saving.manageable_plan),
                      "compiler-own"),
    "rows to keep": (rows, "manageable_task", for_everybody(rows.manageable_task),
                     "compiler-own"),
    "days to set": (deadlines, "manageable_obligation",
                    for_everybody(deadlines.manageable_obligation), "compiler-own"),
    "own units of the first page": (mine, "_own_units", unbound, "focal-other"),
}  # fmt: skip
"""Where the check stands, what takes its place, and who profits."""


def is_noticed(one):
    """Whether the visitor reads a word, gets an answer or is offered a link that is not written."""
    one.enter()
    foreign = EVERY_MARK - marks(*SEEN[one.visitor])
    for path in one.pages():
        text = text_of(one.client.get(path))
        if any(word in text for word in foreign):
            return True
    return bool(one.faults(methods=READ) or one.dead_links())


@pytest.mark.parametrize("check", REMOVED)
def test_removed_check_is_noticed(walk, monkeypatch, database_kind, check):
    on_postgresql(database_kind, too=False)
    module, name, instead, visitor = REMOVED[check]
    one = walk(visitor)
    monkeypatch.setattr(module, name, instead)
    assert is_noticed(one)


WEAKER = (Policy(None), Policy(Permission.READ_PLANS), Policy(Permission.READ_PLANS, True))
"""A gate that lets everybody in, everybody signed in, and people who must first do something."""


def test_weaker_policy_of_any_route_is_noticed(walk, app, monkeypatch, database_kind):
    on_postgresql(database_kind, too=False)
    app.logger.disabled = True
    people = ("anonymous", "administrator", "leadership", "first-day")
    walks = [walk(visitor) for visitor in people]
    missed = [one for one in weakened(app) if not noticed_with(walks, app, monkeypatch, *one)]
    # Behind the gate these rooms ask a second time: without that too, all is open.
    monkeypatch.setattr(keeping, "current_viewer", lambda: EVERYBODY)
    assert [one for one in missed if not noticed_with(walks, app, monkeypatch, *one)] == []


def weakened(app):
    """Every route with each policy that is weaker than the one it declares."""
    for endpoint, view in sorted(app.view_functions.items()):
        declared = policy_of(view)
        for weaker in WEAKER if declared.permission else ():
            if declared.permission in EVERYONE and weaker.permission and declared.during_setup:
                continue  # no weaker than what is declared
            if weaker == Policy(Permission.READ_PLANS) and declared.permission in EVERYONE:
                continue
            if weaker == Policy(None) and endpoint == "accounts.sign_out":
                continue  # asks for the signed-in person by itself
            yield endpoint, weaker


def noticed_with(walks, app, monkeypatch, endpoint, weaker):
    """Whether a walk finds another answer while the route declares the weaker policy."""
    with monkeypatch.context() as patched:
        patched.setattr(app.view_functions[endpoint], "tracker_policy", weaker)
        return any(one.faults({endpoint}, READ) for one in walks)


def test_right_is_checked_again_inside_the_write_transaction(walk, monkeypatch):
    """The form's own check is taken away: what stands behind it must hold alone."""
    one = walk("focal-other")
    monkeypatch.setattr(update, "open_share", for_everybody(update.open_share))
    one.enter()
    for rule in ("work.update", "work.correct"):
        path = one.path(next(found for found in rules(one.app) if found.endpoint == rule))
        assert one.send("POST", path, rule).status_code == 404
    monkeypatch.setattr(update, "updatable_obligation", for_everybody(update.updatable_obligation))
    path = f"/phan-viec/{one.world.shares['A1']}/cap-nhat"
    assert one.send("POST", path, "work.update").status_code == 302


BLIND = ("focal-own", "partner", "follower", "division-own", "administrator")
"""Visitors to whom nothing that Sở Nội vụ alone does may show."""


def work_of_others(world):
    """Sở Nội vụ finishes one duty and is late with two more."""
    factories.make_line(world.shares["B2"], "done", date(2025, 3, 20), words="Xong 7B27")
    for period in ("2025-Q1", "2025-Q2"):
        factories.make_obligation(
            world.tasks["T2"], world.units["B"], period_key=period, due_on=DUE, late_from=LATE
        )


def changed_by(one, province):
    """The pages that change with the work of others; one's own account page counts sessions."""
    before = one.read()
    work_of_others(province)
    after = one.read()
    pages = [path for path in before if not path.startswith("/tai-khoan")]
    return [path for path in pages if before[path] != after[path]]


@pytest.mark.parametrize("visitor", BLIND)
def test_nothing_changes_on_screen_when_others_work(walk, province, visitor, database_kind):
    """No word, no count, no cell of a workbook depends on what is not one's own."""
    on_postgresql(database_kind, too=visitor == "focal-own")
    one = walk(visitor)
    assert changed_by(one, province) == []


COUNTS = {
    "plan page": (counting, "fully_visible", every_row),
    "units": (units, "scope_of", unbound),
    "headline": (overdue, "headline", lambda _, *rest: counting.headline(Scope(None), *rest)),
}


@pytest.mark.parametrize("page", COUNTS)
def test_count_of_others_is_noticed(walk, province, monkeypatch, database_kind, page):
    on_postgresql(database_kind, too=False)
    one = walk("focal-own")
    monkeypatch.setattr(*COUNTS[page])
    assert changed_by(one, province)
