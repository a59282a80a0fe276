"""Removes every permission check in turn: the ladder must notice each one that is gone."""

import sys

import pytest
from sqlalchemy import true

from tests.concurrency.scene import EVERYBODY
from tests.ladder.answers import SEEN
from tests.ladder.test_ladder import EVERY_MARK, READ
from tests.ladder.walking import rules, text_of
from tests.ladder.world import marks, work_of_others
from tests.support.soaking import SOAKING, on_postgresql
from tracker.administration.views import (
    deadlines,
    intake_rows,
    intake_upload,
    keeping,
    rows,
    saving,
)
from tracker.feeds.views import admin as feeding
from tracker.permissions import EVERYONE, Permission, Viewer
from tracker.reminders.views import keeping as reminding
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


def nearest(app, module):
    """The endpoints whose views know the module: what lacks a check of it is looked for there."""

    def knows(view):
        words = vars(sys.modules[view.__module__]).values()
        return module.__name__ in {view.__module__, *map(home, words)}

    return {endpoint for endpoint, view in app.view_functions.items() if knows(view)}


def home(word):
    """The module that a name of another module comes from."""
    return getattr(word, "__module__", None) or getattr(word, "__name__", None)


def reads_foreign_words(one, near):
    """Whether the visitor reads a word that is not written for them; stops at the first."""
    one.enter()
    foreign = EVERY_MARK - marks(*SEEN[one.visitor])
    address = one.app.url_map.bind("localhost")
    pages = sorted(
        one.pages(), key=lambda path: address.match(path.partition("?")[0])[0] not in near
    )
    return any(
        word in text
        for text in (text_of(one.client.get(path)) for path in pages)
        for word in foreign
    )


def gets_another_answer(one, near):
    """Whether the visitor gets an answer that is not the written one; stops at the first."""
    return any(one.faults(near, READ)) or any(one.faults(methods=READ))


def is_offered_a_refusal(one, near):
    """Whether a page offers the visitor a link that is then refused."""
    return bool(one.dead_links())


READING, ANSWERS, LINKS = reads_foreign_words, gets_another_answer, is_offered_a_refusal
REMOVED = {
    "words on the task page": (READING, history, "fully_visible", every_row, "partner"),
    "rows of the task page": (READING, history, "partly_visible", every_row, "focal-other"),
    "rows of the list": (READING, tasks, "scope_asked", unbound, "focal-other"),
    "rows of the overdue list": (READING, overdue, "scope_of", unbound, "focal-other"),
    "rows of the grid": (READING, grid, "scope_of", unbound, "focal-other"),
    "rows of the workbooks": (READING, overdue, "scope_asked", unbound, "focal-other"),
    "the gate": (ANSWERS, gate, "can", always, "administrator"),
    "links of the task page": (LINKS, task_page, "may_act_on", always, "partner"),
    "what was handed on": (READING, visibility, "handed_to", every_row, "division-own"),
    "rows to hand on": (ANSWERS, delegations, "_may_hand_on", lambda _: [], "focal-other"),
    "rows to judge": (ANSWERS, confirmations, "judged_by", every_row, "partner"),
    "who judges": (ANSWERS, Judge, "may", always, "focal-own"),
    "files": (READING, evidence, "evidence_file", for_everybody(evidence.evidence_file),
              "partner"),
    "the update form": (READING, update, "open_share", for_everybody(update.open_share),
                        "focal-other"),
    "events": (ANSWERS, event, "task_for_event", for_everybody(event.task_for_event), "partner"),
    "plans to keep": (ANSWERS, saving, "manageable_plan", for_everybody(saving.manageable_plan),
                      "compiler-own"),
    "rows to keep": (ANSWERS, rows, "manageable_task", for_everybody(rows.manageable_task),
                     "compiler-own"),
    "files of plans to keep": (ANSWERS, intake_upload, "kept_intake",
                               for_everybody(intake_upload.kept_intake), "compiler-own"),
    "rows of files to keep": (ANSWERS, intake_rows, "kept_row",
                              for_everybody(intake_rows.kept_row), "compiler-own"),
    "days to set": (ANSWERS, deadlines, "manageable_obligation",
                    for_everybody(deadlines.manageable_obligation), "compiler-own"),
    "own units of the first page": (READING, mine, "_own_units", unbound, "focal-other"),
}  # fmt: skip
"""By what it shows, where the check stands, what takes its place, and who profits."""


@pytest.mark.parametrize("check", REMOVED)
def test_removed_check_is_noticed(walk, monkeypatch, database_kind, check):
    on_postgresql(database_kind, too=False)
    is_noticed, module, name, instead, visitor = REMOVED[check]
    one = walk(visitor)
    near = nearest(one.app, module)
    monkeypatch.setattr(module, name, instead)
    assert is_noticed(one, near)


WEAKER = (Policy(None), Policy(Permission.READ_PLANS), Policy(Permission.READ_PLANS, True))
"""A gate that lets everybody in, everybody signed in, and people who must first do something."""
PROFITING = dict(zip(WEAKER, (
    ("anonymous", "first-day", "administrator", "leadership"), ("administrator", "leadership"),
    ("first-day", "administrator", "leadership"),
), strict=True))  # fmt: skip
"""Who gets in by it, most surely first."""


def test_weaker_policy_of_any_route_is_noticed(walk, app, monkeypatch, database_kind):
    on_postgresql(database_kind, too=False)
    app.logger.disabled = True
    walks = {weaker: [walk(visitor) for visitor in PROFITING[weaker]] for weaker in WEAKER}
    missed = [one for one in weakened(app) if not noticed_with(walks, app, monkeypatch, *one)]
    # Behind the gate these rooms ask a second time: without that too, all is open.
    for room in (keeping, reminding, feeding):
        monkeypatch.setattr(room, "current_viewer", lambda: EVERYBODY)
    assert [one for one in missed if not noticed_with(walks, app, monkeypatch, *one)] == []


def weakened(app):
    """Routes with the policies weaker than their own: every third by one; under the soak all."""
    for endpoint, view in sorted(app.view_functions.items())[:: 1 if SOAKING else 3]:
        declared = policy_of(view)
        tried = WEAKER if SOAKING or declared.permission in EVERYONE else WEAKER[1:2]
        for weaker in tried if declared.permission else ():
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
        return any(any(one.faults({endpoint}, READ)) for one in walks[weaker])


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


COUNTS = {
    "/ke-hoach/KH196-2025": (counting, "fully_visible", every_row),
    "/don-vi": (units, "scope_of", unbound),
    "/qua-han": (overdue, "headline", lambda _, *rest: counting.headline(Scope(None), *rest)),
}


@pytest.mark.parametrize("page", COUNTS)
def test_count_of_others_is_noticed(walk, province, monkeypatch, database_kind, page):
    on_postgresql(database_kind, too=False)
    one = walk("focal-own")
    monkeypatch.setattr(*COUNTS[page])
    before = one.read([page])
    work_of_others(province)
    assert one.changed(before)
