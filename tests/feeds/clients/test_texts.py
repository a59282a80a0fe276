"""Texts of every kind reach a person as they stand in the database, whatever the calendar."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.clients.readers import READERS, by_icalendar, by_vobject, ical_js, written
from tests.feeds.clients.structure import faults
from tracker.documents.ics import Entry, Head, calendar_file, uid_of
from tracker.text import clean

SPACE = UUID("6f9619ff-8b86-4011-b42d-00c04fc964ff")
NOW = datetime(2025, 6, 10, 1, tzinfo=UTC)
POOLS = (
    *["aăâbcdđeêghiklmnoôơpqrstuưvxy  ", "ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬĐỀỂỄẾỆỒỔỖỐỘỜỞỠỚỢỪỬỮỨỰỲỶỸÝỴ"] * 3,
    *[",;:\\\"'^=-–…()/&<>%", "\n\t \u00a0", "\u0300\u0301\u0302\u0303\u0309\u0323\u031b"] * 2,
    "😀👍🏽🇻🇳👩‍👩‍👧", "\u200b\u200d\u202e\u2066\u00ad",
    "\r\x0b\x0c\x1c\x85\u2028\u2029\x00\x07\x1b\ufeff\ufffe",
    "中文ไทยعربיabc123", "\\n\\N\\,", "\r\n ", "BEGIN:VEVENT", "END:VCALENDAR",
)  # fmt: skip


def random_text(chance, longest):
    """Letters of a few pools in any order, now and then any character at all."""
    pools = chance.sample(POOLS, 3)
    text = "".join(
        chance.choice(chance.choice(pools))
        if chance.random() < 0.95
        else chr(chance.randrange(0x110000))
        for _ in range(chance.randrange(longest))
    )
    return clean(chance.choice(pools) + text) or "Việc"


def entry(number, summary, description):
    """An entry of a fixed life with these texts."""
    day = date(2025, 1, 1) + timedelta(days=number % 300)
    address = f"https://cchc.example.vn/phan-viec/{number}"
    return Entry(uid_of(SPACE, "text", number), 1, NOW, day, summary, description, address)


def random_feed(texts, seed):
    """Entries with `texts` random texts in all; one in each hundred is very long."""
    chance = random.Random(seed)
    long = entry(0, "👩🏽‍⚖️" * 2_000, "ậ," * 5_000)
    return [long] + [
        entry(number, random_text(chance, 120), random_text(chance, 300 if number % 50 else 12_000))
        for number in range(1, texts // 2)
    ]


@pytest.mark.parametrize("texts", [300, pytest.param(20_000, marks=pytest.mark.slow)])
def test_random_texts_are_read_as_they_were_written(texts, tmp_path):
    entries = random_feed(texts, seed=texts)
    content = calendar_file(entries, Head("Việc, của tôi; \\ 😀"))
    assert faults(content) == []
    meant = written(entries)
    for reader in READERS.values():
        seen = reader(content, tmp_path)
        assert [(seen.get(uid), meant[uid]) for uid in meant if seen.get(uid) != meant[uid]] == []
        assert len(seen) == len(meant) == texts // 2


@given(st.text(min_size=1), st.text())
def test_any_text_keeps_the_structure_and_comes_back(summary, description):
    written_one = entry(1, clean(f"Hạn: {summary}"), clean(description))
    content = calendar_file([written_one], Head(clean(summary)))
    assert faults(content) == []
    assert by_icalendar(content, None) == by_vobject(content, None) == written([written_one])


def test_days_sequence_and_alarms_are_read_by_ical_js(tmp_path):
    path = tmp_path / "feed.ics"
    ringing = replace(entry(1, "Hạn", ""), day=date(2024, 2, 29), sequence=7, alarms=(0, 3))
    path.write_bytes(calendar_file([ringing], Head("Việc của tôi")))
    (calendar,) = ical_js(path)
    assert calendar["name"] == "Việc của tôi"
    (event,) = calendar["events"]
    assert (event["first"], event["until"]) == ("2024-02-29", "2024-03-01")
    assert (event["sequence"], event["alarms"]) == (7, 2)
