"""Who is answered at all; the day is Tuesday, 10/6/2025."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.feeds.links import ACTOR, address, chosen, link, make, settle, summaries
from tests.tasks.handing import NOW, TODAY, viewer
from tracker import history
from tracker.accounts import operations as accounts
from tracker.accounts.models import Grant, User
from tracker.administration.accounts.operations import people
from tracker.db import Base, write_transaction
from tracker.extensions import db
from tracker.feeds.models import FeedToken
from tracker.feeds.operations import tokens
from tracker.feeds.queries import tokens as links
from tracker.feeds.rules.links import MOST_LINKS, Wanted
from tracker.feeds.views import feed
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale

OUTSIDE = {"REMOTE_ADDR": "113.160.92.202"}


@pytest.fixture
def settings(settings):
    return replace(settings, today=TODAY)


def only_link():
    db.session.rollback()
    return db.session.scalars(db.select(FeedToken).order_by(FeedToken.id)).first()


def kept(answer):
    """What a failure says; the nonce of the page's policy is another one each time."""
    headers = {name: value for name, value in answer.headers if "Policy" not in name}
    return answer.status_code, answer.data, headers


def act(change, *given):
    with write_transaction():
        return change(*given, ACTOR, now=NOW)


def test_every_failure_is_the_same_answer_at_the_next_request_anywhere(house, calendar, elsewhere):
    unknown = kept(calendar.get(address("khong-co-duong-dan-nao-nhu-the-nay")))
    assert unknown[0] == 404
    place = address(link(house.inside.focal, "lead"))

    def fails(**asked):
        answers = [kept(one.get(place, **asked)) for one in (calendar, elsewhere)]
        assert answers == [unknown, unknown]

    def works(at, **asked):
        assert [one.get(at, **asked).status_code for one in (calendar, elsewhere)] == [200, 200]

    works(place)
    fails(environ_overrides=OUTSIDE)
    settle(outside=True)
    works(place, environ_overrides=OUTSIDE)
    settle(enabled=False)
    fails()
    settle()
    renewed = address(act(tokens.renew, links.own_link(viewer(house.inside.focal), 1)))
    fails()
    works(renewed)
    place = renewed
    act(tokens.revoke, only_link())
    fails()


def test_a_link_dies_with_the_account_and_stays_dead(house, calendar, elsewhere):
    place, focal = address(link(house.inside.focal, "lead")), house.inside.focal
    assert calendar.get(place).status_code == 200
    for change, args in ((people.disable, {"today": TODAY}), (people.enable, {})):
        with write_transaction():
            user = db.session.get_one(User, focal)
            change(user, user.version, Actor(None, "Quản trị"), now=NOW, **args)
        assert [one.get(place).status_code for one in (calendar, elsewhere)] == [404, 404]


def test_a_lost_right_empties_the_calendar_at_the_next_fetch(house, calendar, elsewhere):
    make(house.inside, "Rà soát văn bản")
    make(house.inside, "Việc của Sở Nội vụ", unit=house.inside.other)
    place = address(link(house.inside.focal, "lead", "partner"))
    assert summaries(calendar.get(place)) == ["Hạn: Rà soát văn bản"]
    assert summaries(elsewhere.get(place)) == ["Hạn: Rà soát văn bản"]
    with write_transaction():
        held = db.session.scalars(db.select(Grant).where(Grant.user_id == house.inside.focal)).one()
        accounts.end_grant(held, TODAY - timedelta(days=1), ACTOR, now=NOW)
    for one in (calendar, elsewhere):
        answer = one.get(place)
        assert (answer.status_code, summaries(answer)) == (200, [])


def test_misses_are_told_to_wait_and_a_right_link_of_the_same_address_is_not(house, calendar):
    place = address(link(house.inside.focal, "lead"))
    codes = [calendar.get(address(f"doan-mo-lan-thu-{n}")).status_code for n in range(62)]
    assert codes == [404] * feed.FREE_MISSES + [429, 429]
    told = calendar.get(address("doan-mo-lan-nua"))
    assert 0 < int(told.headers["Retry-After"]) <= 60
    assert calendar.get(place).status_code == 200
    other = {"REMOTE_ADDR": "10.1.2.3"}
    assert calendar.get(address("doan-mo"), environ_overrides=other).status_code == 404


def test_the_secret_is_in_no_log_no_row_and_no_entry_of_the_trail(
    house, calendar, caplog, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    secret = link(house.inside.focal, "lead")
    calendar.get(address(secret))
    monkeypatch.setattr(feed, "_told", None)
    house.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert calendar.get(address(secret)).status_code == 500
    logging.getLogger("gunicorn.access").info('"GET %s HTTP/1.1" 200', address(secret))
    assert "Exception on /lich/***.ics [GET]" in caplog.text
    rows = [
        str(row) for table in Base.metadata.sorted_tables
        for row in db.session.execute(db.select(table)).all()
    ]  # fmt: skip
    assert any("feed.create" in row for row in rows)
    assert not [text for text in (caplog.text, *rows) if secret in text]
    assert history.verify().fault is None


def test_the_last_use_is_noted_once_a_day_and_changes_nothing_else(house, calendar):
    secret = link(house.inside.focal, "lead")
    calendar.get(address(secret), headers={"User-Agent": "Thunderbird\u0085/140" + "x" * 300})
    row = only_link()
    assert (row.last_used_on, row.version, len(row.last_agent)) == (TODAY, 1, 200)
    calendar.get(address(secret), headers={"User-Agent": "Outlook"})
    assert only_link().last_agent.startswith("Thunderbird")
    told = links.links_of(viewer(house.inside.focal))
    assert [(one.name, one.last_used_on) for one in told] == [("Điện thoại của tôi", TODAY)]


@pytest.mark.parametrize(
    ("name", "selection", "field"),
    [("", chosen("lead"), "name"), ("x" * 81, chosen("lead"), "name"), ("x", chosen(), "parts"),
     ("x", chosen("all"), "parts"), ("x", chosen("lead", alarms=(2,)), "alarms"),
     ("x", chosen("lead", unit_id=3), "unit_id"), ("x", chosen("lead", unit_id=99), "unit_id"),
     ("x", chosen("lead", plan_id=9), "plan_id"), ("x", chosen("lead", field_id=9), "field_id")],
)  # fmt: skip
def test_what_may_not_be_is_refused_at_its_field(house, name, selection, field):
    with pytest.raises(Refused) as refused, write_transaction():
        tokens.create(viewer(house.inside.focal), Wanted(name, selection), ACTOR, now=NOW)
    assert list(refused.value.problems) == [field]
    assert only_link() is None


def test_links_are_one_s_own_and_no_more_than_so_many(house):
    focal, wanted = viewer(house.inside.focal), Wanted("Khác", chosen("partner"))
    for number in range(MOST_LINKS):
        link(house.inside.focal, "lead", name=f"Máy {number}")
    with pytest.raises(Refused), write_transaction():
        tokens.create(focal, wanted, ACTOR, now=NOW)
    row = links.own_link(focal, 1)
    with pytest.raises(Stale), write_transaction():
        tokens.change(focal, row, wanted, ACTOR, version=2, now=NOW)
    with write_transaction():
        tokens.change(focal, links.own_link(focal, 1, lock=True), wanted, ACTOR, version=1, now=NOW)
    assert links.selection_of(links.own_link(focal, 1)) == wanted.selection
    assert links.own_link(viewer(house.stranger), 1) is None
    assert links.managed_link(viewer(house.leader), 1) is None
    assert links.live_links(viewer(house.leader)) == []
