"""How a calendar program is answered; the day is Tuesday, 10/6/2025, in the province."""

import gzip
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from tests.feeds.links import address, link, make, summaries
from tests.support.client import HouseClient
from tests.tasks.handing import TODAY, hand
from tracker import clock
from tracker.extensions import db
from tracker.feeds import serving
from tracker.feeds.building import MEMORY
from tracker.tasks.rules.delegating import Handing


@pytest.fixture
def settings(settings):
    return replace(settings, today=TODAY)


def as_new_process():
    serving.forget()
    MEMORY.forget()


def test_a_calendar_is_whole_and_then_unchanged(house, calendar):
    make(house.inside, "Rà soát văn bản")
    place = address(link(house.inside.focal, "lead"))
    whole = calendar.get(place)
    assert (whole.status_code, summaries(whole)) == (200, ["Hạn: Rà soát văn bản"])
    told = {name: whole.headers[name] for name in (
        "Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag", "Content-Disposition",
    )}  # fmt: skip
    assert told == {
        "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
        "Content-Disposition": "inline; filename=lich-cai-cach-hanh-chinh.ics",
    }  # fmt: skip
    assert "Set-Cookie" not in whole.headers
    tag, since = whole.headers["ETag"], whole.headers["Last-Modified"]
    assert re.fullmatch('"[0-9a-f]{64}"', tag)
    for again in (
        {"If-None-Match": tag}, {"If-None-Match": f"W/{tag}"}, {"If-None-Match": "*"},
        {"If-None-Match": f'"x", {tag[:-1]}-gzip"'}, {"If-Modified-Since": since},
    ):  # fmt: skip
        answer = calendar.get(place, headers=again)
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    for other in ({"If-None-Match": '"x"', "If-Modified-Since": since},
                  {"If-Modified-Since": "Mon, 09 Jun 2025 16:59:59 GMT"}):  # fmt: skip
        assert calendar.get(place, headers=other).data == whole.data


def test_head_tells_the_same_without_a_body(house, calendar):
    place = address(link(house.inside.focal, "lead"))
    whole, head = calendar.get(place), calendar.open(place, method="HEAD")
    told = ("ETag", "Content-Length", "Last-Modified", "Content-Type")
    assert [head.headers[name] for name in told] == [whole.headers[name] for name in told]
    assert (head.status_code, head.data) == (200, b"")


def test_a_compressed_calendar_has_a_tag_of_its_own_that_either_way_holds(house, calendar):
    place = address(link(house.inside.focal, "lead"))
    whole = calendar.get(place)
    small = calendar.get(place, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(small.data) == whole.data
    assert small.headers["ETag"] == f'{whole.headers["ETag"][:-1]}-gzip"'
    assert "Accept-Encoding" in small.headers["Vary"]
    again = {"If-None-Match": small.headers["ETag"], "Accept-Encoding": "gzip;q=0"}
    assert calendar.get(place, headers=again).status_code == 304
    assert (
        "Content-Encoding"
        not in calendar.get(place, headers={"Accept-Encoding": "gzip;q=0"}).headers
    )


def test_unchanged_is_answered_without_building_and_by_few_statements(house, calendar, monkeypatch):
    make(house.inside, "Rà soát văn bản")
    place = address(link(house.inside.focal, "lead"))
    tag = calendar.get(place).headers["ETag"]
    monkeypatch.setattr(serving, "known_for", None)
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert calendar.get(place, headers={"If-None-Match": tag}).status_code == 304
    assert len([one for one in asked if one != "BEGIN"]) == 3, asked  # link, rights, newest edit


def test_two_applications_give_the_same_bytes(house, calendar, elsewhere):
    make(house.inside, "Rà soát văn bản")
    place = address(link(house.inside.focal, "lead", "rounds", alarms=(1,)))
    here = calendar.get(place)
    as_new_process()
    there = elsewhere.get(place)
    assert (here.data, here.headers["ETag"]) == (there.data, there.headers["ETag"])


def test_an_edit_through_an_operation_changes_the_tag(house, calendar):
    share = make(house.inside, "Rà soát văn bản")
    place = address(link(house.inside.officer_one, "lead"))
    tags = [calendar.get(place).headers["ETag"]]
    for day in (None, date(2025, 6, 20)):
        hand(house.inside, [share], Handing(house.inside.one, None, day))
        tags.append(calendar.get(place, headers={"If-None-Match": tags[-1]}).headers["ETag"])
    assert len(set(tags)) == 3


@pytest.mark.parametrize(
    ("moment", "first"),
    [("2025-06-09T16:59:59+00:00", "10/04"), ("2025-06-09T17:00:00+00:00", "11/04"),
     ("2025-06-09T23:59:59+00:00", "11/04"), ("2028-02-28T17:00:00+00:00", "31/12")],
)  # fmt: skip
def test_the_day_of_the_window_begins_at_midnight_in_the_province(
    house, make_app, monkeypatch, moment, first
):
    for day in (date(2025, 4, 10), date(2025, 4, 11), date(2027, 12, 31)):
        make(house.inside, f"{day:%d/%m}", due_on=day)
    place = address(link(house.inside.focal, "lead"))
    monkeypatch.setattr(clock, "real_now", lambda: datetime.fromisoformat(moment).astimezone(UTC))
    app = make_app(database_url=house.app.config["TRACKER"].database_url, today=None)
    assert summaries(HouseClient(app).get(place))[0] == f"Hạn: {first}"
