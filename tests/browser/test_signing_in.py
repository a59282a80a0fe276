"""Signing in, the forced change of an initial password, a first update; on both databases."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.browser.chromium import MISSING, find_chromium
from tests.browser.serving import served
from tests.support.soaking import on_postgresql

NEW = "Mat-khau-moi-cua-toi-2025"


@pytest.fixture
def settings(settings, database_kind):
    """The day stands at 10/6/2025: nothing of the year's end is late."""
    on_postgresql(database_kind)
    return replace(settings, today=date(2025, 6, 10))


@pytest.fixture
def installation(seeded_app):
    """The address of a fresh installation with the official data."""
    with served(seeded_app) as address:
        yield address


@pytest.fixture
def initial_password(seeded_app):
    """What `tracker user add` prints for a new focal officer of Sở Tư pháp."""
    words = ("--name", "Cán bộ đầu mối Sở Tư pháp", "--role", "focal", "--unit", "STP")
    added = seeded_app.test_cli_runner().invoke(args=["user", "add", "stp.daumoi", *words])
    return re.search(r"\(chỉ hiện một lần\): (\S+)", added.output).group(1)


def test_without_a_browser_the_tests_fail_and_say_what_to_install():
    with pytest.raises(pytest.fail.Exception, match=MISSING):
        find_chromium(which={}.get)


def test_initial_password_is_changed_before_the_first_update(
    people, installation, initial_password
):
    person = people(installation).fill_sign_in("stp.daumoi", initial_password)
    assert person.heading == "Đổi mật khẩu"
    person.open("/")
    assert person.heading == "Đổi mật khẩu"
    for label, typed in (("Mật khẩu hiện tại", initial_password), ("Mật khẩu mới", NEW),
                         ("Nhập lại mật khẩu mới", NEW)):  # fmt: skip
        person.page.get_by_label(label, exact=True).fill(typed)
    person.save("Đổi mật khẩu")
    person.open("/")
    assert person.heading == "Việc của tôi – Sở Tư pháp"
    person.open_update("DA2437/STP/6")
    person.page.get_by_label("Nội dung thực hiện").fill("Đang tổng hợp số liệu")
    person.save()
    assert "Đang tổng hợp số liệu" in person.page.locator(".history").inner_text()


def test_wrong_password_is_refused_in_place(people, shared_address):
    person = people(shared_address).fill_sign_in("dm.stp", "sai-mat-khau")
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in person.text
    assert person.page.get_by_label("Tên đăng nhập").input_value() == "dm.stp"


def test_signing_out_ends_the_session(officer):
    officer.page.locator(".person summary").click()
    officer.save("Đăng xuất")
    officer.page.get_by_text("Đã đăng xuất.").wait_for()
    officer.open("/qua-han")
    assert officer.heading == "Đăng nhập"
