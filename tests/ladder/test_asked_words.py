"""What was asked of a partner, and why a later day is wished: who reads the words."""

import pytest

from tests.ladder.asking import ASKED, WISHED
from tests.support.soaking import on_postgresql

BOTH_SIDES = {
    "partner",
    "follower",
    "focal-own",
    "head",
    "stand-in",
    "compiler-own",
    "compiler",
    "leadership",
}
LEADS_SIDE = BOTH_SIDES - {"partner"}
STRANGERS = {"no-grant", "administrator", "division-other", "focal-other", "division-own"}


@pytest.mark.parametrize("visitor", sorted(BOTH_SIDES | STRANGERS))
def test_words_are_read_by_those_who_may(walk, visitor, database_kind):
    on_postgresql(database_kind, too=visitor in {"partner", "focal-other"})
    way = walk(visitor)
    way.enter()
    share, request = way.world.shares["A1"], way.world.requests["asked"]
    paths = (
        "/", "/phoi-hop?trangthai=tat-ca", "/phoi-hop?chieu=gui&trangthai=tat-ca",
        f"/phoi-hop/{request}", "/gia-han?trangthai=tat-ca", f"/phan-viec/{share}",
        f"/phan-viec/{share}/y-kien-gia-han", "/nhiem-vu/KH196-2025/T1", "/qua-han",
    )  # fmt: skip
    text = " ".join(way.client.get(path).text for path in paths)
    assert (ASKED in text) is (visitor in BOTH_SIDES)
    assert (WISHED in text) is (visitor in LEADS_SIDE)
