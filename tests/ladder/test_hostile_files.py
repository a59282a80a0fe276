"""Hostile files through the form: refused at once, in Vietnamese, and nothing refers to them."""

import io
import time

import pytest

from tests.documents import builders
from tests.ladder.walking import QuickClient
from tests.support.people import sign_in
from tests.work import scenes
from tracker.documents import storage
from tracker.documents.models import Blob
from tracker.documents.rules import FileRefused
from tracker.extensions import db
from tracker.tasks.models.status import Evidence

MEGABYTE = 1024 * 1024


def bomb():
    """A .docx of twenty kilobytes that unpacks to 20 MB."""
    return builders.docx(word__media__bomb=bytes(20 * MEGABYTE))


def lying_docx():
    """A part whose header tells another length than it has."""
    made = builders.docx(word__extra_xml=b"a" * 1000)
    return made.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def many_parts():
    """More entries than any document has."""
    return builders.archive({f"word/{n}.xml": b"" for n in range(3000)})


def nested_macro():
    """A workbook with a macro part in odd letters."""
    return builders.docx(word__VBAPROJECT_BIN=b"x")


HOSTILE = {
    "bom.docx": bomb, "noi-doi.docx": lying_docx, "nhieu.docx": many_parts,
    "macro.docx": nested_macro,
    "macro.docm": lambda: builders.docx(word__vbaProject_bin=b"x"),
    "trang.pdf": lambda: b"<html><script>alert(1)</script></html>",
    "trang.html": lambda: b"<html></html>", "hinh.svg": lambda: b"<svg onload='alert(1)'/>",
    "chuong-trinh.exe": lambda: b"MZ" + bytes(100), "anh.png": lambda: builders.JPEG,
    "rong.pdf": lambda: b"", "cut.pdf": lambda: b"%PDF-1.7\n",
    "kep.pdf.exe": lambda: builders.PDF, ".pdf": lambda: builders.PDF,
    "duong-dan.docx": lambda: builders.docx(**{"..__..__etc__x": b"x"}),
    "mat-khau.docx": lambda: builders.ole("EncryptedPackage"),
}  # fmt: skip


@pytest.fixture
def app(on_stage):
    """An application with the shared scene instead of the province."""
    yield from on_stage("shared_scene", scenes.build)


@pytest.fixture
def officer(app, on_stage):
    """A browser of Sở Tư pháp, and the address of its form."""
    scene = on_stage.told("shared_scene")
    client = sign_in(QuickClient(app), "stp")
    client.get("/tro-giup/quyen")
    return client, f"/phan-viec/{scene.lead}/cap-nhat"


def post(officer, name, content):
    client, path = officer
    form = {
        "version": "1", "form_key": "phieu-1", "state": "in_progress", "happened_on": "2025-06-09",
        "words": "Đã xong", "cause": "objective", "khac_day": "2025-06-09",
        "khac_file": (io.BytesIO(content), name),
    }  # fmt: skip
    return client.post(path, form, content_type="multipart/form-data")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_and_nothing_refers_to_it(officer, settings, name):
    content = HOSTILE[name]()
    begun = time.process_time()
    answer = post(officer, name, content)
    assert time.process_time() - begun < 1
    assert answer.status_code in {413, 422}
    assert "Tệp" in answer.text
    assert db.session.scalars(db.select(Blob)).all() == []
    assert db.session.scalars(db.select(Evidence).where(Evidence.kind == "file")).all() == []
    kept = [path for path in (settings.data_dir / "blobs").rglob("*") if path.is_file()]
    assert kept == []


def test_too_large_file_is_refused(settings):
    """Straight at the store: the test client itself leaves large bodies to the collector."""
    content = io.BytesIO(b"%PDF-1.7\n" + bytes(21 * MEGABYTE) + b"%%EOF")
    with pytest.raises(FileRefused, match="lớn hơn 20 MB"):
        storage.receive(settings.data_dir, content, "lon.pdf")
    assert not [path for path in (settings.data_dir / "blobs").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/ke hoach.pdf", "ke hoach.pdf"), ("C:\\tep\\ke hoach.pdf", None),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("k\u202efdp.exe.pdf", "kfdp.exe.pdf"),
    ],
)  # fmt: skip
def test_odd_name_is_made_harmless(officer, name, kept):
    assert post(officer, name, builders.PDF).status_code == 302
    row = db.session.scalars(db.select(Evidence).where(Evidence.kind == "file")).one()
    assert kept in {None, row.file_name}
    assert not set("\r\n/\\\u202e") & set(row.file_name)
    answer = officer[0].get(f"/minh-chung/{row.id}")
    assert (answer.status_code, answer.data) == (200, builders.PDF)
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


def test_line_break_in_an_encoded_name_makes_no_header(officer):
    """`filename*` carries CR and LF in percent signs past every form parser."""
    client, path = officer
    fields = {
        "csrf_token": client.token, "version": "1", "form_key": "phieu-1",
        "state": "in_progress", "happened_on": "2025-06-09", "words": "x", "cause": "objective",
        "khac_day": "2025-06-09",
    }  # fmt: skip
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    name = "filename*=UTF-8''ke%0D%0ASet-Cookie%3A%20a%3D1.pdf"
    parts.append(f'name="khac_file"; {name}\r\n\r\n{builders.PDF.decode()}')
    body = "".join(f"--zz\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    kind = "multipart/form-data; boundary=zz"
    answer = client.open(path, method="POST", data=f"{body}--zz--\r\n", content_type=kind)
    assert answer.status_code == 302
    row = db.session.scalars(db.select(Evidence).where(Evidence.kind == "file")).one()
    sent = client.get(f"/minh-chung/{row.id}")
    assert sent.status_code == 200
    assert "Set-Cookie" not in sent.headers
    assert not {"\r", "\n"} & set(sent.headers["Content-Disposition"] + row.file_name)
