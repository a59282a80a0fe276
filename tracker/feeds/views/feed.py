"""The calendar behind a secret link, as calendar programs fetch it: without signing in.

Every failure - unknown, revoked, account closed, feeds off, from outside the own network - is the
same answer after the same work. A miss is counted by address, and too many are told to wait. A
right link is answered even then: offices share an address, where one outdated link may miss for
ever, and a secret of 256 bits is not guessed.
"""

import gzip
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from flask import Response, current_app, request

from tracker import clock
from tracker.accounts.views.person import may_sign_in
from tracker.config import Settings
from tracker.db import read_snapshot, write_transaction
from tracker.documents.ics import MEDIA_TYPE
from tracker.feeds import serving
from tracker.feeds.blueprint import blueprint
from tracker.feeds.operations.tokens import hash_of, note_use
from tracker.feeds.queries.tokens import Asked, asked_link
from tracker.feeds.rules.access import is_inside
from tracker.text import clean
from tracker.web import throttle
from tracker.web.gate import public

FREE_MISSES = 60
_NAME = "lich-cai-cach-hanh-chinh.ics"
_QUICK = 3
"""Level of compression: a third of the time of the usual one for a third more octets."""
_ALWAYS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """The answer's hash and instant; without content where the program has it already."""

    hash: str
    stand: serving.Stand
    content: bytes | None
    unseen_today: int | None


@blueprint.get("/lich/<secret>.ics")
@public
def feed(secret: str) -> Response:
    """The calendar of a link: whole, or 304 where the program has it; 404 for anything else."""
    today = clock.today()
    with read_snapshot():
        asked = asked_link(hash_of(secret))
        told = _told(asked, today) if asked and _is_open(asked) else None
    if told is None:
        return _missed()
    if told.unseen_today is not None:
        with write_transaction():
            note_use(told.unseen_today, clean(request.user_agent.string), today)
    return _answer(told)


def _is_open(asked: Asked) -> bool:
    """Whether the link is answered today, to the address that asks."""
    reachable = asked.outside or is_inside(request.remote_addr or "")
    in_use = asked.revoked_at is None and may_sign_in(asked.owner)
    return asked.enabled and in_use and reachable


def _told(asked: Asked, today: date) -> _Told:
    stand = serving.stand_of(asked, today)
    unseen = asked.id if asked.last_used_on != today else None
    found = serving.known_hash(asked, stand)
    if found and _has(found, stand):
        return _Told(found, stand, None, unseen)
    settings: Settings = current_app.config["TRACKER"]
    content, found = serving.content_of(asked, stand, settings.base_url)
    return _Told(found, stand, None if _has(found, stand) else content, unseen)


def _has(found: str, stand: serving.Stand) -> bool:
    """Whether the program says that it has this calendar; a hash weighs more than a day."""
    tags = request.if_none_match
    if "If-None-Match" in request.headers:
        return tags.star_tag or any(tags.contains_weak(tag) for tag in (found, f"{found}-gzip"))
    since = request.if_modified_since
    return since is not None and since.astimezone(UTC) >= stand.modified_at


def _answer(told: _Told) -> Response:
    compressed = request.accept_encodings.quality("gzip") > 0
    response = Response(status=304) if told.content is None else _whole(told.content, compressed)
    response.headers.update(_ALWAYS)
    response.set_etag(f"{told.hash}-gzip" if compressed else told.hash)
    response.last_modified = told.stand.modified_at
    return response


def _whole(content: bytes, compressed: bool) -> Response:
    response = Response(content, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f"inline; filename={_NAME}"
    if compressed:
        response.set_data(gzip.compress(content, _QUICK, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _missed() -> Response:
    """The one answer to every failure; an address that missed too often is told to wait."""
    limits = {throttle.key_of("feed", request.remote_addr or ""): FREE_MISSES}
    now = clock.real_now()
    wait = throttle.waiting(limits, now) or throttle.attempt(limits, now)
    response = Response("Không tìm thấy lịch.\n", 429 if wait else 404, mimetype="text/plain")
    response.headers.update(_ALWAYS)
    if wait:
        response.headers["Retry-After"] = str(-(-wait // timedelta(seconds=1)))
    return response
