"""The written table of the forms of calendar subscriptions: rows for `stale_forms`."""

from tests.ladder.two_people import Adds, Alone, Edit, Opened, Press
from tests.ladder.walking import feed_of

OWN = "One's own link: nobody else writes it; another window of one's own is answered with 409."
ADMIN = "/quan-tri/lich"


def one_link(people):
    """A link of the own unit's officer."""
    people.places["feed"] = feed_of(people.places["user"])


def revoked_elsewhere(people):
    """Another administrator revokes the link."""
    people.fill_and_send(people.second, f"{ADMIN}/{{feed}}/thu-hoi", {})


FEEDS = {
    "feeds.link_new": Adds(
        "A new link beside others; a name that is taken is refused.",
        Opened("focal-own", "/lich/dang-ky/them"), {"name": "Máy ở nhà", "parts": ["lead"]},
    ),
    "feeds.link_edit": Alone(OWN),
    "feeds.link_renew": Alone(OWN),
    "feeds.link_revoke": Alone(OWN),
    "feeds.admin": Edit(
        Opened("administrator", ADMIN), {"past_days": "31"}, {"past_days": "30"},
        both=("31", 'value="30"'),
    ),
    "feeds.admin_revoke": Press(
        Opened("administrator", f"{ADMIN}/{{feed}}/thu-hoi"), "Không tìm thấy",
        meanwhile=revoked_elsewhere, ready=one_link, status=404,
    ),
}  # fmt: skip
