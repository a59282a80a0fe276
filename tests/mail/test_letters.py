import json
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tracker.mail.channels import ChatCarrier, note
from tracker.mail.letters import Attachment, Envelope, Letter, compose, message_id_of
from tracker.mail.rules import Fate

ENVELOPE = Envelope(
    message_id_of("ab12", "https://cchc.tinh.vn"), "Nhắc việc <a@tinh.vn>", "b@tinh.vn",
    datetime(2025, 6, 10, 1, 0, tzinfo=UTC),
)  # fmt: skip
FILE = Attachment("han.ics", "text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:Hạn\r\nEND:VCALENDAR\r\n")


@contextmanager
def service(status):
    """A chat service on this machine: what it was told, and its port."""
    taken = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append((self.path.rstrip("/"), json.loads(content)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *words):
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield taken, server.server_port
        finally:
            server.shutdown()
            thread.join(10)


def test_a_letter_is_the_same_bytes_each_time_and_reads_as_written():
    letter = Letter("Nhắc việc: 3 việc đến hạn", "Kính gửi\n", "<p>Kính gửi</p>", (FILE,))
    content = compose(Letter.from_json(letter.as_json()), ENVELOPE)
    assert content == compose(letter, ENVELOPE)
    assert content.isascii()
    read = message_from_bytes(content, policy=default)
    assert read["Message-ID"] == "<ab12@cchc.tinh.vn>"
    assert (read["Subject"], read["Auto-Submitted"]) == (letter.subject, "auto-generated")
    assert read.get_body(("plain",)).get_content().splitlines() == ["Kính gửi"]
    assert read.get_body(("html",)).get_content().strip() == letter.html
    [file] = read.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "han.ics")
    assert "SUMMARY:Hạn" in file.get_content()


@pytest.mark.parametrize(
    "html", ['<img src="x">', "<p style='background:url(x)'>", "<LINK href=x>"]
)
def test_a_letter_fetches_nothing(html):
    with pytest.raises(ValueError, match="fetch nothing"):
        compose(Letter("x", "x", html), ENVELOPE)


def test_a_header_is_one_line():
    with pytest.raises(ValueError, match="Header values"):
        compose(Letter("x\r\nBcc: c@d.vn", "x"), ENVELOPE)


def test_a_further_channel_carries_codes_counts_days_and_a_link():
    due = date(2025, 6, 12)
    lines = [("KH196-2025/CCTC/1.1", due)] * 2 + [("", date(2025, 6, 11))]
    found = note(lines, date(2025, 6, 10), "https://cchc.tinh.vn/thong-bao")
    assert found.subject == "Nhắc việc ngày 10/6/2025: 3 dòng"
    assert found.text == (
        "- 11/6/2025\n- KH196-2025/CCTC/1.1: 12/6/2025 (2 dòng)\n"
        "Xem: https://cchc.tinh.vn/thong-bao"
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the library's own services
@pytest.mark.parametrize(("status", "fate"), [(200, Fate.SENT), (500, Fate.LATER)])
def test_a_note_goes_through_the_library_to_a_service(status, fate):
    with service(status) as (taken, port):
        envelope = Envelope("<x@y>", "", f"json://127.0.0.1:{port}/nhom", ENVELOPE.written_at)
        outcome = ChatCarrier(kinds=("json",)).send(Letter("Nhắc việc", "- KH/1.1: 12/6"), envelope)
    assert outcome.fate is fate
    [(path, body)] = taken
    assert (path, body["title"], body["message"]) == ("/nhom", "Nhắc việc", "- KH/1.1: 12/6")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "json://127.0.0.1", "dbus://", "x"])
def test_only_chat_services_are_addressed(address):
    envelope = Envelope("<x@y>", "", address, ENVELOPE.written_at)
    assert ChatCarrier().send(Letter("x", "x"), envelope).fate is Fate.REFUSED
