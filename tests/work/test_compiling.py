"""The pages of compiling on a department's own round: edit, freeze, compare, sign, who reads."""

import io
import json

import pytest
from openpyxl import load_workbook

from tests.documents import builders
from tests.reports.factories import make_letterhead
from tests.reports.reporting import Scene
from tests.rounds.factories import make_regime
from tests.support.forms import forms_of
from tests.support.people import person, sign_in
from tests.tasks.factories import make_line, make_obligation
from tracker.reports.checking.checker import check
from tracker.reports.checking.findings import Outcome

ROUND = "/tong-hop/STP-1/2025-H1"
UPWARD, INTERNAL = f"{ROUND}/gui-cap-tren", f"{ROUND}/noi-bo"


@pytest.fixture
def compiler(client, province):
    """The compiler of Sở Tư pháp, whose regime has one unit with one word."""
    make_regime(province.own)
    make_letterhead(province.own)
    make_line(make_obligation(province.task, province.own), words="Đã rà soát 24 văn bản")
    person("th-stp", ("compiler", province.own))
    person("ld-stp", ("head", province.own))
    return sign_in(client, "th-stp")


def opened(client, path):
    """The fields of the page's form, as it is offered."""
    client.get(path)
    return own_form(client, path)


def own_form(client, path):
    """The fields of the form that goes to the page itself."""
    forms = forms_of(client.page.html)
    return next(one for one in forms if (one.action or path) == path).filled({})


def saved(client, path, **values):
    """Open a form, fill it in, send it; where it leads."""
    answer = client.post(path, opened(client, path) | values)
    assert answer.status_code == 302, client.page.text[:600]
    return answer.headers["Location"]


def frozen(client, report, text):
    """A version of the draft with this text in its only section."""
    client.get(ROUND)
    client.post(f"{report}/mo", {})
    saved(client, f"{report}/muc/ket-qua", text=text)
    return saved(client, f"{report}/chot", form="bao-cao")


def test_from_draft_to_a_signed_version(compiler):
    first = frozen(compiler, UPWARD, "Bản đầu có 24 văn bản.")
    assert first == f"{UPWARD}/ban/1"
    docx = compiler.get(f"{first}/bao-cao.docx").data
    wrong = [one for one in check("b.docx", docx) if one.outcome is Outcome.FAIL]
    assert [(one.code, one.found) for one in wrong] == []
    saved(compiler, f"{UPWARD}/muc/ket-qua", text="Bản sau có 25 văn bản.")
    assert saved(compiler, f"{UPWARD}/chot", form="bao-cao") == f"{UPWARD}/ban/2"
    assert compiler.get(f"{first}/bao-cao.docx").data == docx
    page = compiler.get(f"{UPWARD}/so-sanh?truoc=1&sau=2").text
    assert "<del>" in page
    assert "Bản sau có 25" not in compiler.get(first).text
    whole = json.loads(compiler.get(f"{first}/bao-cao.json").data)
    assert whole["texts"]["ket-qua"] == "Bản đầu có 24 văn bản."
    book = load_workbook(io.BytesIO(compiler.get(f"{first}/bieu.xlsx").data))
    assert book.sheetnames


def test_a_sentence_leads_to_the_section_of_the_report_it_is_from(app, client):
    scene = Scene()
    scene.save("Đã số hóa 120 hồ sơ.", 9)
    scene.send(9)
    person("th-stp", ("compiler", scene.stp))
    reader = sign_in(client, "th-stp")
    reader.get(ROUND)
    reader.post(f"{UPWARD}/mo")
    reader.get(UPWARD)
    place = "/ky-bao-cao/STP-1/2025-H1/STP/P1"
    assert f"{place}#muc-ket-qua" in reader.page.links
    assert 'id="muc-ket-qua"' in reader.get(place).text


def test_signed_paper_is_kept_with_changed_figures(compiler):
    version = frozen(compiler, UPWARD, "Nội dung")
    path = f"{version}/da-ky"
    file = {"file": (io.BytesIO(builders.PDF), "bc.pdf")}
    refused = compiler.post(path, opened(compiler, path) | file)
    assert refused.status_code == 422
    assert "Nhập số của văn bản đã ký" in refused.text
    sent = {"number": "12/BC-STP", "signed_on": "09/6/2025", "f_tasks.done": "7"}
    assert compiler.post(path, own_form(compiler, path) | sent).status_code == 302
    page = compiler.get(version).text
    assert "12/BC-STP" in page
    assert "<strong>7</strong>" in page
    assert compiler.get(f"{version}/van-ban-da-ky").data == builders.PDF


def test_internal_versions_are_read_by_head_and_compiler_alone(compiler, client):
    upward = frozen(compiler, UPWARD, "Gửi lên")
    internal = frozen(compiler, INTERNAL, "Phê bình nội bộ")
    seen = {}
    for login in ("ld-stp", "stp", "lanhdao", "tonghop", "quantri"):
        reader = sign_in(client, login)
        seen[login] = (reader.get(upward).status_code, reader.get(internal).status_code)
        assert ("Phê bình nội bộ" in reader.get(f"{internal}/bao-cao.json").text) is (
            seen[login][1] == 200
        )
    assert seen == {
        "ld-stp": (200, 200), "stp": (200, 404), "lanhdao": (200, 200), "tonghop": (200, 200),
        "quantri": (403, 403),
    }  # fmt: skip
    assert "noi-bo" not in sign_in(client, "stp").get(ROUND).text
