"""The talk with a real mail server: encrypted, signed in, and what is told when that fails."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from aiosmtpd.smtp import AuthResult

from tests.chaos.sink import listening
from tests.chaos.workers import Place, sender_at
from tests.chaos.world import NOW, fill, kept
from tests.support.people import person, sign_in, unit
from tracker import clock
from tracker.mail.channels import MailCarrier
from tracker.mail.letters import Envelope, Letter, compose
from tracker.mail.operations import outbox
from tracker.mail.queries import breaker_of
from tracker.mail.rules import Channel, Fate
from tracker.mail.smtp import Post, Server, deliver
from tracker.reminders.jobs.sending import send_once

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
PASSWORD = "mat-khau-hop-thu"
LETTER = compose(
    Letter("Nhắc việc", "Kính gửi.\n"),
    Envelope("<a@tinh.vn>", "nhac@tinh.vn", "b@tinh.vn", datetime(2025, 6, 10, tzinfo=UTC)),
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The folder of a certificate of 127.0.0.1 and of the authority that gave it, made now."""
    folder, authority = tmp_path_factory.mktemp("certificate"), trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    own = authority.issue_cert("127.0.0.1")
    own.private_key_and_cert_chain_pem.write_to_path(folder / "own.pem")
    return folder


@pytest.fixture
def trusted(certificate, monkeypatch):
    """This machine trusts the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "authority.pem"))


class Door:
    """Who may sign in; it counts the attempts."""

    attempts = 0

    def __call__(self, server, session, envelope, mechanism, data):
        self.attempts += 1
        known = (data.login, data.password) == (b"nhac", PASSWORD.encode())
        return AuthResult(success=known, handled=False)


def encrypted(certificate, security, door):
    """How the server listens, in aiosmtpd's words."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "own.pem")
    ways = {"tls": {"ssl_context": context}, "starttls": {"tls_context": context}}
    needed = {"authenticator": door, "auth_required": True}
    if security == "tls":
        return ways["tls"] | needed | {"auth_require_tls": False}
    return ways["starttls"] | needed | {"require_starttls": True}


def server_at(sink, security, user="nhac"):
    return Server("127.0.0.1", sink.port, security, user, "Nhắc việc <nhac@tinh.vn>")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_letter_goes_encrypted_and_signed_in(certificate, trusted, security):
    with listening(**encrypted(certificate, security, Door())) as sink:
        server = server_at(sink, security)
        assert deliver(server, PASSWORD, LETTER, "b@tinh.vn", timeout=20).fate is Fate.SENT
    assert [recipient for _, recipient, _ in sink.letters] == ["b@tinh.vn"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_ends_the_talk(certificate, security):
    with listening(**encrypted(certificate, security, Door())) as sink:
        outcome = deliver(server_at(sink, security), PASSWORD, LETTER, "b@tinh.vn", timeout=20)
    assert outcome.fate is Fate.BROKEN
    assert outcome.words.startswith("Chứng thư của máy chủ thư không được máy chủ này tin cậy: ")
    assert sink.letters == []


@pytest.mark.parametrize(
    ("security", "words"),
    [
        ("tls", "Không lập được kết nối mã hóa với máy chủ thư"),
        ("starttls", "Máy chủ thư không hỗ trợ kiểu mã hóa hoặc cách đăng nhập đã khai báo"),
    ],
)
def test_a_plain_server_gets_no_password(security, words):
    with listening() as sink:
        outcome = deliver(server_at(sink, security), PASSWORD, LETTER, "b@tinh.vn", timeout=20)
    assert (outcome.fate, outcome.words.startswith(words)) == (Fate.BROKEN, True)
    assert sink.letters == []


def test_a_wrong_password_is_told_and_tried_once_a_minute(
    client, tmp_path, certificate, trusted, monkeypatch
):
    real = [datetime(2026, 11, 20, 2, 0, tzinfo=UTC)]
    monkeypatch.setattr(clock, "real_now", lambda: real[0])
    monkeypatch.setattr(outbox, "database_clock", lambda at: at)
    fill(3)
    door = Door()
    with listening(**encrypted(certificate, "starttls", door)) as sink:
        place = Place("", tmp_path, sink.port)
        wrong = MailCarrier(Post(server_at(sink, "starttls"), "sai-mat-khau", 20))
        for _ in range(10 * 6):  # ten minutes, as the clock comes round
            send_once(replace(sender_at(place), carrier=wrong), NOW)
            real[0] += timedelta(seconds=10)
        tries = door.attempts
        assert {row.attempt for row in kept().by_name.values()} == {0}
    assert sink.letters == []
    monkeypatch.undo()
    said = breaker_of(Channel.MAIL).last_error
    assert said.startswith("Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu đã khai báo: 535 ")
    assert PASSWORD not in said
    assert "sai-mat-khau" not in said
    assert tries <= 2 * (5 + 10)  # the library tries two mechanisms with each connection
    person("quantri", ("administrator", unit("UBND", kind="province")))
    assert said in sign_in(client, "quantri").get("/quan-tri/nhac-viec").text
