"""Foreign files end in clear words, quickly, and take nothing down with them."""

import re
import resource
from hashlib import sha256

import pytest

from tests.intake import hostile
from tests.intake.building import docx, raw_of
from tests.intake.mutants import GOOD, TABLE, Verdict, mutants
from tracker.documents.rules import FileRefused
from tracker.intake import sandbox


def spent():
    """Seconds of the processor that processes which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def refusal(name, content):
    began = spent()
    with pytest.raises(FileRefused) as caught:
        sandbox.read_file(name, content)
    return str(caught.value), spent() - began


def test_hostile_files_are_refused_within_a_second_in_plain_words():
    files = hostile.files()
    assert len(files) >= 12
    for what, name, content, words in files:
        said, took = refusal(name, content)
        assert re.search(words, said), (what, said)
        assert took <= hostile.QUICKLY, (what, took)


def test_a_process_that_needs_more_memory_than_it_may_have_refuses(monkeypatch):
    monkeypatch.setattr(sandbox, "ROOM", 1024 * 1024)
    lines = (sha256(str(number).encode()).hexdigest() for number in range(6_000))
    said, _ = refusal("a.docx", docx(*lines))
    assert "quá nhiều" in said


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "WAIT", 0.01)
    said, took = refusal("a.docx", docx(TABLE))
    assert "quá nhiều" in said
    assert took < hostile.QUICKLY


def test_a_good_file_comes_through_the_other_process_unchanged():
    raw = sandbox.read_file("Phụ lục.docx", docx("PHỤ LỤC", TABLE))
    assert [one.text for one in raw.paragraphs] == ["PHỤ LỤC"]
    assert raw.tables == raw_of(TABLE).tables
    rows = sandbox.read_pasted("TT\tNhiệm vụ\n1\tBáo cáo").tables[0].rows
    assert rows[1].cells[1].text == "Báo cáo"


@pytest.mark.parametrize("name", GOOD)
def test_a_changed_file_is_read_or_refused(name):
    verdict = Verdict(name)
    ended = {verdict.read(one) for one in mutants(GOOD[name], 60, seed=7)}
    assert verdict.passed, verdict.faults
    assert {"read", "refused"} <= ended
