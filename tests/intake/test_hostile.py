"""Foreign files end in clear words, quickly, and take nothing down with them."""

import io
import re
import time
import zipfile
from hashlib import sha256
from random import Random

import pytest

from tests.intake import hostile
from tests.intake.building import Grid, docx, xlsx
from tracker.documents.rules import FileRefused
from tracker.intake import sandbox
from tracker.intake.worker import READ, REFUSED, answer

QUICKLY = 1.0
"""Seconds; what the machine was busy with otherwise is taken off by asking twice."""
TABLE = Grid([["TT", "Nhiệm vụ", "Thời gian"], ["1", "Ban hành Kế hoạch", "Quý I/2025"]])


def refusal(name, content):
    began = time.perf_counter()
    with pytest.raises(FileRefused) as caught:
        sandbox.read_file(name, content)
    return str(caught.value), time.perf_counter() - began


def test_hostile_files_are_refused_within_a_second_in_plain_words():
    files = hostile.files()
    assert len(files) >= 12
    for what, name, content, words in files:
        said, took = refusal(name, content)
        if took > QUICKLY:
            said, took = refusal(name, content)
        assert re.search(words, said), (what, said)
        assert took <= QUICKLY, (what, took)


def test_a_process_that_needs_more_memory_than_it_may_have_refuses(monkeypatch):
    monkeypatch.setattr(sandbox, "ROOM", 1024 * 1024)
    lines = (sha256(str(number).encode()).hexdigest() for number in range(6_000))
    said, _ = refusal("a.docx", docx(*lines))
    assert "quá nhiều" in said


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", -4.99)
    said, took = refusal("a.docx", docx(TABLE))
    assert "quá nhiều" in said
    assert took < QUICKLY


def test_a_good_file_comes_through_the_other_process_unchanged():
    raw = sandbox.read_file("Phụ lục.docx", docx("PHỤ LỤC", TABLE))
    assert [one.text for one in raw.paragraphs] == ["PHỤ LỤC"]
    assert [cell.text for cell in raw.tables[0].rows[1].cells] == [
        "1", "Ban hành Kế hoạch", "Quý I/2025",
    ]  # fmt: skip
    assert raw.tables[0].rows[0].repeats
    assert sandbox.read_pasted("TT\tNhiệm vụ\n1\tBáo cáo").tables[0].rows[1].cells[1].text == (
        "Báo cáo"
    )


def mutants(content, count, seed):
    """The file with bytes changed, cut out or doubled, in its packed form and inside its parts."""
    random = Random(seed)
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for _ in range(count):
        if random.random() < 0.3:
            yield _changed(content, random)
            continue
        name = random.choice([one for one in parts if one.endswith(".xml")])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for other, text in parts.items():
                made.writestr(other, _changed(text, random) if other == name else text)
        yield out.getvalue()


def _changed(content, random):
    made = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(made))
        length = random.choice((1, 1, 2, 8, 60))
        piece = made[at : at + length]
        made[at : at + length] = random.choice(
            (bytes(random.randbytes(len(piece))), b"", bytes(piece) * 2, b"<w:tbl>", b'"', b"9" * 9)
        )
    return bytes(made)


def sound(name, content):
    """Whether a file ended well: read, or refused in words, within five seconds."""
    began = time.perf_counter()
    ending = answer(name.rpartition(".")[2], name, content)
    assert ending.startswith((READ, REFUSED))
    assert time.perf_counter() - began < 5
    return ending.startswith(READ)


GOOD = {"a.docx": docx("PHỤ LỤC", TABLE), "a.xlsx": xlsx(TABLE)}


@pytest.mark.parametrize("name", GOOD)
def test_a_changed_file_is_read_or_refused(name):
    ended = [sound(name, one) for one in mutants(GOOD[name], 100, seed=7)]
    assert True in ended
    assert False in ended
