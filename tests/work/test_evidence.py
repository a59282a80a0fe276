import io

import pytest

from tests.documents import builders
from tests.support.people import sign_in
from tests.tasks import factories
from tracker.db import write_transaction
from tracker.documents import storage
from tracker.documents.operations import register_files
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import Evidence

NAME = "Kế hoạch “kiểm tra” năm 2025.pdf"


@pytest.fixture
def scene(shared_scene):
    """The shared task with its people."""
    return shared_scene


@pytest.fixture
def file_id(app, scene, settings):
    """A file given as evidence by Sở Tư pháp; its evidence id."""
    stored = storage.receive(settings.data_dir, io.BytesIO(builders.PDF), NAME)
    with write_transaction():
        register_files([stored, stored], factories.NOON)
    row = Evidence(
        product_id=None, kind="file", result_on=factories.NOON.date(),
        blob_sha256=stored.sha256, file_name=stored.name,
    )  # fmt: skip
    return factories.evidence_id(factories.make_line(scene.lead, evidence=[row]))


@pytest.mark.parametrize("login", ["stp", "tonghop", "chidao"])
def test_file_is_an_attachment_under_its_vietnamese_name(client, file_id, login):
    response = sign_in(client, login).get(f"/minh-chung/{file_id}")
    assert (response.status_code, response.data) == (200, builders.PDF)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch" in disposition


def test_file_cannot_run_in_the_page(client, file_id):
    headers = sign_in(client, "stp").get(f"/minh-chung/{file_id}").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("login", ["snv", "syt"])
def test_partner_and_stranger_get_the_page_of_a_missing_file(client, file_id, login):
    """A partner sees state and last word, never files."""
    sign_in(client, login)
    answer, missing = client.get(f"/minh-chung/{file_id}"), client.get("/minh-chung/999999")
    assert (answer.status_code, missing.status_code) == (404, 404)
    assert NAME not in answer.text


def test_anonymous_is_sent_to_sign_in(client, file_id):
    response = client.get(f"/minh-chung/{file_id}")
    assert response.status_code == 302
    assert "/dang-nhap" in response.headers["Location"]


def test_file_of_a_withdrawn_row_is_gone(client, scene, file_id):
    with write_transaction():
        row = db.session.get_one(Obligation, scene.lead)
        row.void, row.ended_on, row.end_kind = True, row.start_on, "no_longer_owed"
    assert sign_in(client, "tonghop").get(f"/minh-chung/{file_id}").status_code == 404


def test_evidence_without_a_file_has_no_address(client, scene):
    assert sign_in(client, "stp").get(f"/minh-chung/{scene.paper}").status_code == 404


def test_lost_bytes_are_not_found_rather_than_an_error(client, file_id, settings):
    sha256 = db.session.get_one(Evidence, file_id).blob_sha256
    db.session.rollback()
    storage.path_of(settings.data_dir, sha256).unlink()
    assert sign_in(client, "stp").get(f"/minh-chung/{file_id}").status_code == 404
