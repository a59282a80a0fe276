"""The files in seeds/demo agree with the official data and can be told."""

import re
import unicodedata
from datetime import date

import pytest

from tracker.administration.demo.figures import figures_for
from tracker.administration.demo.reading import FILES, FOLDER, read_script
from tracker.administration.demo.values import Body
from tracker.administration.seeding.reading import OFFICIAL, read_csv
from tracker.documents.storage import receive

SCRIPT = read_script()
UNITS = {row["unit"] for row in SCRIPT.bodies}
TASKS = {
    row["code"]: row
    for path in (OFFICIAL / "tasks").glob("*.csv")
    if path.stem.count(".") == 0
    for row in read_csv(path)
}
SOMEBODY = Body("STP", "so", "Sở Tư pháp", "stp", "STP", date(2025, 1, 1), "usual", 4000, "pháp")


def phrases():
    for book in SCRIPT.books:
        for pool in (book.first, book.second, book.progress, book.done):
            for words in pool.values():
                yield from words
        yield from (turn.words for turn in (*book.late.values(), *book.open.values()))
        yield from (book.done_words, book.submit_words, book.figure)
    for words in SCRIPT.partner_words.values():
        yield from words
    yield from (step.words for story in SCRIPT.stories for step in story.steps)


def test_every_phrase_can_be_filled():
    values = figures_for(SOMEBODY, date(2025, 3, 14), "key") | {"period": "Quý I/2025"}
    for phrase in phrases():
        assert "{" not in phrase.format_map(values)


def test_sentences_begin_large_and_end_with_a_full_stop():
    said = [step.words for story in SCRIPT.stories for step in story.steps]
    said += [words for book in SCRIPT.books for pool in (book.first, book.second, book.progress)
             for listed in pool.values() for words in listed]  # fmt: skip
    wrong = [
        text for text in said if not re.match(r"[\dA-ZĐÁÀẢÃẠÂĂÊÔƠƯ{Ư]", text) or text[-1] != "."
    ]
    assert not wrong


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.name)
def test_text_is_nfc(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_books_and_stories_name_known_tasks_and_units():
    assert {book.task for book in SCRIPT.books} <= set(TASKS)
    assert {story.task for story in SCRIPT.stories} <= set(TASKS)
    named = {step.unit for story in SCRIPT.stories for step in story.steps}
    for book in SCRIPT.books:
        named |= {*book.late, *book.open, *book.done_on, *book.submitted_on}
    assert named <= UNITS
    assert {row["code"] for row in read_csv(OFFICIAL / "units.csv")} <= UNITS


def test_a_body_that_is_late_in_a_book_says_why():
    late = [turn for book in SCRIPT.books for turn in book.late.values()]
    assert late
    assert all(turn.on and turn.words and turn.cause for turn in late)


def test_the_files_of_stories_are_there_and_are_taken(tmp_path):
    named = {step.file for story in SCRIPT.stories for step in story.steps if step.file}
    assert named == {path.name for path in FILES.glob("*.pdf")}
    for name in named:
        with (FILES / name).open("rb") as stream:
            assert receive(tmp_path, stream, name).media_type == "application/pdf"
