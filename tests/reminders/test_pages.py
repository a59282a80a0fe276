"""The pages of reminders, each walked from what stands to what was written."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.chaos.sink import listening
from tests.reminders.rows import AT, DAY, added, dead_letter, held_line, line, message, rung
from tests.rounds.factories import make_regime, yearly
from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation
from tracker.accounts.models import User
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.province.models import Province
from tracker.reminders.models import (
    Alarm,
    LadderRung,
    PersonSettings,
    Reminder,
    ReminderSwitch,
)
from tracker.reminders.queries.previews import backward
from tracker.reminders.queries.told import told_of_share
from tracker.reminders.rules.ladder import Anchor, Level, Rung
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import SubjectKind
from tracker.reminders.rules.summaries import by_day
from tracker.rounds.rules.windows import RoundKind

ADMIN = "/quan-tri/nhac-viec"


@pytest.fixture
def settings(settings):
    """The day stands at Tuesday, 10/6/2025."""
    return replace(settings, today=DAY)


def id_of(login):
    return db.session.scalar(select(User.id).filter_by(login=login))


def value_on(text, name):
    """The value of a hidden field of a page."""
    return text.partition(f'name="{name}"')[2].partition('value="')[2].partition('"')[0]


def version_on(client, path):
    """The version in the page's form."""
    return value_on(client.get(path).text, "version")


def test_digests_are_counted_shown_newest_first_and_opened_once(client, small_province):
    own, reader = small_province.own, id_of("stp")
    ids = []
    for day in (date(2025, 6, 9), DAY):
        ids.append(message(reader, day))
        line(reader, own, day, message_id=ids[-1], rung=f"officer/late/{day.day}",
             state=LineState.SENT.value, title=f"Việc nhắc ngày {day.day}")  # fmt: skip
    other = message(id_of("lanhdao"))
    sign_in(client, "stp")
    page = client.get("/thong-bao")
    assert "Thông báo 2 chưa đọc" in client.page.text
    assert page.text.index("Việc nhắc ngày 10") < page.text.index("Việc nhắc ngày 9")
    assert "/phan-viec/1" in client.page.links
    assert "Nhắc việc CCHC ngày 10/6/2025:" in page.text  # the text to paste into a chat
    assert client.post("/thong-bao/da-doc", {"opened": [*map(str, ids), str(other)]}).status == (
        "302 FOUND"
    )
    client.get("/thong-bao")
    assert "chưa đọc" not in client.page.text
    assert db.session.get_one(Message, other).read_at is None


def test_settings_are_kept_once_and_a_stale_form_shows_both(client, small_province):
    colleague = person("stp-2", ("head", small_province.own))
    sign_in(client, "stp")
    path = "/thong-bao/cai-dat"
    version = version_on(client, path)
    assert "Tài khoản chưa có địa chỉ thư điện tử" in client.page.text
    away = {"hour": "9", "by_mail": "y", "version": version, "paused_from": "11/6/2025",
            "paused_to": "13/6/2025"}  # fmt: skip
    assert client.post(path, away).status_code == 422
    assert "Hãy chọn người nhận thay" in client.page.text
    assert client.post(path, away | {"stand_in": str(colleague)}).status_code == 302
    row = db.session.scalars(select(PersonSettings)).one()
    assert (row.hour, row.paused_to, row.stand_in_id) == (9, date(2025, 6, 13), colleague)
    answer = client.post(path, {"hour": "15", "version": version})
    assert answer.status_code == 409
    assert "từ 11/6/2025 đến hết 13/6/2025, Cán bộ stp-2 nhận thay" in client.page.text
    assert '<option selected value="15">' in answer.text


def test_a_compiler_releases_some_and_drops_others_with_a_reason(client, small_province):
    head = person("ld.stp", ("head", small_province.own))
    goes = held_line(head, small_province.own)
    mailed = held_line(head, small_province.own, channel="mail")
    stays = held_line(head, small_province.own, subject="obligation:2")
    elsewhere = held_line(head, small_province.other, subject="obligation:3")
    person("th.stp", ("compiler", small_province.own))
    sign_in(client, "th.stp")
    path = "/nhac-viec/phat-hanh"
    client.get(path)
    assert "Có 2 nội dung chờ phát hành" in client.page.text
    assert client.post(path, {"act": "release", "lines": f"{goes}-{mailed}"}).status_code == 302
    client.get(path)
    assert "Đã phát hành 1 nội dung" in client.page.text
    assert client.post(path, {"act": "drop", "lines": str(stays)}).status_code == 422
    sent = {"act": "drop", "lines": str(stays), "reason": "Đã báo cáo tại cuộc họp"}
    assert client.post(path, sent).status_code == 302
    assert client.post(path, {"act": "release", "lines": str(elsewhere)}).status_code == 409
    rows = {row.id: row for row in db.session.scalars(select(Reminder))}
    assert [rows[one].state for one in (goes, stays, elsewhere)] == ["queued", "cancelled", "held"]
    assert rows[goes].released_label == "Cán bộ th.stp"
    assert rows[stays].reason == "Không phát hành: Đã báo cáo tại cuộc họp"
    client.get(path)
    assert "Đã xử lý gần đây" in client.page.text


def test_an_administrator_sees_what_is_wrong_and_switches_on(client, small_province):
    added(Alarm(key="missing:1", kind="missing", words="Đã bổ sung 2 dòng", raised_at=AT))
    sign_in(client, "quantri")
    client.get(ADMIN)
    for words in ("Đang tắt", "Chưa khai báo máy chủ thư", "Đã bổ sung 2 dòng"):
        assert words in client.page.text
    number = db.session.scalar(select(Alarm.id))
    assert client.post(f"{ADMIN}/canh-bao/{number}/da-xu-ly").status_code == 302
    version = version_on(client, f"{ADMIN}/bat-tat")
    assert client.post(f"{ADMIN}/bat-tat", {"on": "1", "version": version}).status_code == 302
    assert db.session.scalars(select(ReminderSwitch)).one().on_since == DAY
    client.get(ADMIN)
    assert "Đang bật từ ngày 10/6/2025" in client.page.text
    assert "Đồng hồ nhắc việc đứng yên" in client.page.text
    assert "Không có cảnh báo nào" in client.page.text
    answer = client.post(f"{ADMIN}/thu-nghiem", {"address": "ten@soctrang.gov.vn"})
    assert answer.status_code == 422
    assert "Chưa khai báo máy chủ thư" in client.page.text


def test_the_ladder_is_tried_on_last_quarter_before_it_is_saved(client, small_province):
    seven = rung(count=7, seed_digest="x")
    own = rung(count=5)
    sign_in(client, "quantri")
    path = f"{ADMIN}/bac-nhac"
    sent = {
        "version": version_on(client, path), f"r{seven}-count": "8", f"r{seven}-enabled": "y",
        f"r{own}-count": "5", f"r{own}-enabled": "y", f"r{own}-remove": "y",
        "new-kind": "obligation", "new-level": "head", "new-anchor": "late", "new-count": "2",
        "new-weekly": "y",
    }  # fmt: skip
    answer = client.post(path, sent)
    assert "Chưa lưu. Quý I/2025: 0 nội dung" in client.page.text
    mark = value_on(answer.text, "confirmed")
    assert db.session.scalars(select(LadderRung.count).order_by(LadderRung.id)).all() == [7, 5]
    assert client.post(path, sent | {"confirmed": mark}).status_code == 302
    rows = db.session.scalars(select(LadderRung).order_by(LadderRung.id)).all()
    assert [(row.level, row.anchor, row.count, row.weekly) for row in rows] == [
        ("officer", "day", 8, False), ("head", "late", 2, True),
    ]  # fmt: skip
    taken = {**sent, "version": version_on(client, path), f"r{seven}-remove": "y", "new-kind": ""}
    again = taken | {"confirmed": value_on(client.post(path, taken).text, "confirmed")}
    assert client.post(path, again).status_code == 422  # what the program brought is switched off


def test_two_rungs_swap_their_days_in_one_save(client, small_province):
    seven, three = rung(count=7), rung(count=3)
    sign_in(client, "quantri")
    path = f"{ADMIN}/bac-nhac"
    sent = {"version": version_on(client, path)}
    for number, days in ((seven, "3"), (three, "7")):
        sent |= {f"r{number}-count": days, f"r{number}-enabled": "y"}
    mark = value_on(client.post(path, sent).text, "confirmed")
    assert client.post(path, sent | {"confirmed": mark}).status_code == 302
    found = db.session.execute(select(LadderRung.id, LadderRung.count).order_by(LadderRung.id))
    assert [tuple(row) for row in found] == [(seven, 3), (three, 7)]


def test_a_trial_letter_goes_to_the_server_and_its_fate_is_told(client, small_province):
    with listening() as server:
        added(Province(id=1, smtp_host="127.0.0.1", smtp_port=server.port, mail_from="n@tinh.vn"))
        sign_in(client, "quantri")
        for address, words in (
            ("ten@soctrang.gov.vn", "Máy chủ thư đã nhận thư gửi đến ten@soctrang.gov.vn"),
            ("gone-1@soctrang.gov.vn", "Kiểm tra lại địa chỉ nhận"),
        ):
            assert client.post(f"{ADMIN}/thu-nghiem", {"address": address}).status_code == 302
            client.get(f"{ADMIN}/thu-nghiem")
            assert words in client.page.text
        assert [recipient for _, recipient, _ in server.letters] == ["ten@soctrang.gov.vn"]


def test_what_could_not_go_is_sent_again_with_its_lines(client, small_province):
    reader = id_of("stp")
    dead = dead_letter(reader)
    follows = line(
        reader, small_province.own, channel="mail", message_id=dead, state=LineState.DEAD.value,
        reason="550", ended_at=AT,
    )  # fmt: skip
    sign_in(client, "quantri")
    path = f"{ADMIN}/hop-thu-di"
    assert "550 không có hộp thư" in client.get(path).text
    assert client.post(f"{path}/{dead}/gui-lai", {"attempt": "1"}).status_code == 302
    client.get(f"{path}?trangthai=cho-gui")
    assert "Cán bộ stp" in client.page.text
    row = db.session.get_one(Reminder, follows)
    assert (row.state, row.reason, row.ended_at) == ("gathered", "", None)


def test_who_was_told_what_is_read_by_each_within_their_right(client, small_province):
    own, reader = small_province.own, id_of("stp")
    line(reader, own, state=LineState.SENT.value)
    line(reader, own, kind="cooperation", subject="cooperation:4:2", title="Sở Nội vụ hỏi")
    line(reader, small_province.other, subject="obligation:9", title="Việc của Sở Nội vụ")
    held_line(reader, own)  # nobody was told of it yet
    tellings, more = told_of_share(1)
    assert ([one.first.words for one in tellings], more) == (["quá hạn 1 ngày làm việc"], False)
    person("th.stp", ("compiler", own))
    for login, path, seen in (
        ("quantri", f"{ADMIN}/ai-da-nhan", {"1. Ban hành kế hoạch", "Việc của Sở Nội vụ"}),
        ("th.stp", "/nhac-viec/ai-da-nhan", {"1. Ban hành kế hoạch", "Sở Nội vụ hỏi"}),
    ):
        sign_in(client, login)
        client.get(path)
        every = {"1. Ban hành kế hoạch", "Sở Nội vụ hỏi", "Việc của Sở Nội vụ"}
        assert {words for words in every if words in client.page.text} == seen, login
        client.get(f"{path}?nguoi=STP&tu=01/6/2025&den=09/6/2025")
        assert "Không có nhắc việc nào" in client.page.text


def test_a_ladder_is_tried_on_what_was_open_on_each_past_day(app, small_province):
    """Seven working days before Monday 31/3/2025 is Thursday 20/3; the report was due on 18/3."""
    given = {"due_on": date(2025, 3, 31), "late_from": date(2025, 4, 1)}
    for period in ("2025-Q1", "2025"):
        made = make_obligation(small_province.task, small_province.own, **given, period_key=period)
    make_line(made, "submitted", date(2025, 3, 25))
    quarter = {RoundKind.QUARTER_1: yearly(RoundKind.QUARTER_1, "03-18")}
    make_regime(small_province.root, windows=quarter)
    officer = Level.OFFICER
    steps = [
        Rung(SubjectKind.OBLIGATION, officer, Anchor.DAY, 7),
        Rung(SubjectKind.OBLIGATION, officer, Anchor.DAY, 0),
        Rung(SubjectKind.ROUND_ON_TIME, officer, Anchor.DAY, 0),
    ]
    (seen,) = backward([steps], date(2025, 1, 1), date(2025, 3, 31), DAY).told
    told = [(one.day, one.matters, one.people) for one in by_day(seen)]
    assert told == [
        (date(2025, 3, 18), 1, 1), (date(2025, 3, 20), 2, 1), (date(2025, 3, 31), 1, 1),
    ]  # fmt: skip
