"""Who hears at which level."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reminders.scene import (
    DAYS_OFF,
    DIVISION,
    LADDER,
    NAMES,
    PEOPLE,
    SNV,
    STC,
    STP,
    K,
    matter,
    planned,
)
from tracker.mail.rules import Channel
from tracker.permissions import Role
from tracker.reminders.rules.ladder import Level
from tracker.reminders.rules.planning import plan
from tracker.reminders.rules.recipients import Recipient, is_reachable, recipients
from tracker.reminders.rules.states import LineState
from tracker.reminders.rules.subjects import Owner

DAY = date(2025, 6, 30)
NAME_OF = {number: name for name, number in NAMES.items()}


def names(owner, level, people=PEOPLE):
    return [NAME_OF[one.person_id] for one in recipients(owner, level, people, DAY)]


def paused(stand_in, *people):
    """The scene in which these people are away and the stand-in is told."""
    away = {"paused_from": DAY, "stand_in_id": stand_in}
    changed = {one: replace(PEOPLE.by_id[one], **away) for one in people}
    return replace(PEOPLE, by_id={**PEOPLE.by_id, **changed})


@pytest.mark.parametrize(
    ("owner", "level", "told"),
    [
        (Owner(STP), Level.OFFICER, ["stp"]),
        (Owner(STC, DIVISION), Level.OFFICER, ["stc", "phong"]),
        (Owner(STC, DIVISION, NAMES["ld.stc"]), Level.OFFICER, ["stc", "ld.stc"]),
        (Owner(STC, None, 99), Level.OFFICER, ["stc"]),  # 99: the account was closed
        (Owner(DIVISION), Level.OFFICER, ["phong"]),
        (Owner(SNV), Level.OFFICER, []),
        (Owner(STP), Level.HEAD, ["ld.stp"]),
        (Owner(DIVISION), Level.HEAD, ["ld.stc"]),
        (Owner(STP), Level.COMPILER, ["th"]),
        (Owner(STC), Level.COMPILER, ["th.stc", "th"]),
        (Owner(DIVISION), Level.COMPILER, ["th.stc"]),
        (Owner(STC, inside=True), Level.COMPILER, ["th.stc"]),
        (Owner(DIVISION, inside=True), Level.COMPILER, ["th.stc"]),
        (Owner(STP, inside=True), Level.COMPILER, ["stp"]),  # nobody compiles there
        (Owner(SNV), Level.LEADERSHIP, ["lanhdao"]),
    ],
)
def test_who_hears(owner, level, told):
    assert names(owner, level) == told


def test_heads_hear_where_there_is_no_officer():
    holders = {**PEOPLE.holders, (STP, Role.FOCAL): ()}
    assert names(Owner(STP), Level.OFFICER, replace(PEOPLE, holders=holders)) == ["ld.stp"]


def test_a_stand_in_hears_for_who_is_away():
    found = recipients(Owner(STP), Level.OFFICER, paused(NAMES["stc"], NAMES["stp"]), DAY)
    assert found == (Recipient(NAMES["stc"], NAMES["stp"]),)


def test_escalation_reaches_who_is_away():
    people = paused(NAMES["stp"], NAMES["ld.stp"], NAMES["lanhdao"])
    assert names(Owner(STP), Level.HEAD, people) == ["ld.stp"]
    assert names(Owner(STP), Level.LEADERSHIP, people) == ["lanhdao"]


def test_who_is_told_anyway_is_told_once_in_their_own_right():
    people = paused(NAMES["phong"], NAMES["stc"])
    found = recipients(Owner(STC, DIVISION), Level.OFFICER, people, DAY)
    assert found == (Recipient(NAMES["phong"]),)


@pytest.mark.parametrize("stand_in", [99, NAMES["stc"]])
def test_without_a_stand_in_who_can_hear_the_person_is_told(stand_in):
    """The stand-in's account is closed; or the stand-in is away as well."""
    people = paused(stand_in, NAMES["stp"], NAMES["stc"])
    assert names(Owner(STP), Level.OFFICER, people) == ["stp"]


def test_nobody_is_named_with_the_level():
    found = planned(DAY, [matter(K.OBLIGATION, "viec", "2025-06-30", unit=SNV)])
    assert [(one.unit_id, one.level) for one in found.nobody] == [(SNV, Level.OFFICER)]
    assert not found.lines
    assert is_reachable(STP, Level.HEAD, PEOPLE)
    assert not is_reachable(SNV, Level.HEAD, PEOPLE)


def test_channels_are_those_a_person_chose_and_has():
    reader = replace(
        PEOPLE.by_id[NAMES["stp"]], address="stp@soctrang.gov.vn", by_chat=True, chat_address="x"
    )
    people = replace(PEOPLE, by_id={**PEOPLE.by_id, reader.id: reader})
    subjects = [matter(K.OBLIGATION, "viec", "2025-06-30")]
    with_chat, without = (
        [one.channel for one in plan(DAY, subjects, LADDER, DAYS_OFF, people, chat_on=on).lines]
        for on in (True, False)
    )
    assert with_chat == [Channel.IN_APP, Channel.MAIL, Channel.CHAT]
    assert without == [Channel.IN_APP, Channel.MAIL]


def test_what_is_for_heads_waits_for_release():
    late = matter(K.OBLIGATION, "viec", "2025-06-30", "2025-07-01")
    (line,) = planned(date(2025, 7, 3), [late]).lines
    assert (line.rung, line.state) == ("head/late/3", LineState.HELD)
