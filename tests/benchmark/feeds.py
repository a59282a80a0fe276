"""Calendar feeds through a real gunicorn: cold, warm and unchanged, beside the same by hand.

Cold: the process has kept no entry. Warm: it has all of them, and the calendar is asked for whole.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from tests.benchmark.browser import Browser, measure
from tests.benchmark.feeds_floor import by_hand, text_of
from tests.benchmark.feeds_serving import FORGET
from tests.benchmark.loading import load
from tests.benchmark.pages import servers
from tests.benchmark.places import application, database
from tests.benchmark.report import Figure, Measure
from tests.benchmark.server import Server
from tests.benchmark.world import LAID_OUT, TODAY, World
from tracker.accounts.models import User
from tracker.accounts.queries import viewer_for
from tracker.db import write_transaction
from tracker.documents.ics import Entry, calendar_file
from tracker.extensions import db
from tracker.feeds.models import FeedToken
from tracker.feeds.queries.entries import entries_for
from tracker.feeds.rules.selection import Part, Selection, window_on

SIZES = (1_000, 10_000)
"""Entries of the calendar; a window of 460 days holds five of the 36 quarters of the world."""
QUARTERS, SEEN = 36, 5
COLD, WARM = 50, 30
"""Aims in U for each thousand entries."""
SECRET = "benchmark"
PATH = f"/lich/{SECRET}.ics"
CLIENTS, SECONDS = 4, 3.0


def measure_feeds(kind: str, folder: Path) -> Iterator[Figure | Measure]:
    """Both sizes on one database."""
    for size in SIZES:
        place = folder / str(size)
        with database(kind, place) as url, application(url, place):
            load(World(size * QUARTERS // SEEN))
            _add_link()
            entries = _entries()
            yield from _written(kind, entries)
            with servers(url, place, "feeds_") as (floor, program):
                yield from _fetched(kind, len(entries), floor, program)
            db.session.rollback()


def _add_link() -> None:
    """The province's compiler follows everything."""
    values = {
        "user_id": 1, "name": "Việc của tỉnh", "parts": Part.ALL.value, "created_at": LAID_OUT,
        "secret_hash": hashlib.sha256(SECRET.encode()).hexdigest(), "alarms": "",
    }  # fmt: skip
    with write_transaction() as session:
        session.execute(insert(FeedToken).values(**values))


def _entries() -> list[Entry]:
    viewer = viewer_for(db.session.get_one(User, 1), TODAY)
    everything = Selection(frozenset({Part.ALL}))
    entries = entries_for(viewer, everything, window_on(TODAY, 60, 400), "https://cchc.example.vn")
    db.session.rollback()
    return entries


def _written(kind: str, entries: list[Entry]) -> Iterator[Measure]:
    """From a list in memory: by the package, as text."""
    package, hand = _milliseconds(
        lambda: calendar_file(entries), lambda: by_hand(map(text_of, entries))
    )
    yield Measure(
        kind, len(entries), "entries of a list by the icalendar package", package, hand, "ms"
    )


def _milliseconds(*works: Callable[[], object]) -> list[float]:
    """The median of the processor's time of each, taken in turn."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(3):
        for work, times in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            times.append((time.process_time() - start) * 1000)
    return [median(times) for times in taken]


def _fetched(kind: str, size: int, floor: Server, program: Server) -> Iterator[Figure | Measure]:
    bare, kept, forgetting = Browser(floor.port), Browser(program.port), Browser(program.port)
    forgetting.headers[FORGET] = "1"
    floors = lambda: bare.get("/feed"), lambda: bare.get("/u")
    warm, *beside_warm = measure(lambda: kept.get(PATH), *floors)
    cold, *beside_cold = measure(lambda: forgetting.get(PATH), *floors)
    thousands = size / 1000
    yield Figure(kind, size, "calendar feed, nothing kept", cold, *beside_cold, COLD * thousands)
    yield Figure(kind, size, "calendar feed, entries kept", warm, *beside_warm, WARM * thousands)
    what = "calendar feed, entries kept, within twice the floor"
    hand = beside_warm[0].p50
    yield Measure(kind, size, what, warm.p50, hand, "ms", 2 * hand)
    told = (program.port, PATH, _tag(program.port)), (floor.port, "/unchanged", "")
    ours, least = (_per_second(*one) for one in told)
    yield Measure(kind, size, "unchanged (304), answers a second", ours, least, "/s")
    memory = "memory of master and 2 workers (PSS)"
    aim = 200 if size <= SIZES[0] else None
    yield Measure(kind, size, memory, program.memory(), floor.memory(), "MB", aim)


def _tag(port: int) -> str:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", PATH)
        answer = connection.getresponse()
        answer.read()
        return str(answer.headers["ETag"])


def _per_second(port: int, path: str, tag: str) -> float:
    """How many 304 a second a few clients get, on connections that stay open."""
    counts: list[int] = []
    until = time.monotonic() + SECONDS

    def ask() -> None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            got = 0
            while time.monotonic() < until:
                connection.request("GET", path, headers={"If-None-Match": tag})
                answer = connection.getresponse()
                answer.read()
                got += answer.status == 304
            counts.append(got)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS
