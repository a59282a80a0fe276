"""Pages and updates through a real gunicorn, beside the floor and U of the same run."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmark.browser import Browser, Timing, cookie_of, measure
from tests.benchmark.loading import load, open_session
from tests.benchmark.places import SECRET, application, database
from tests.benchmark.report import Figure, Measure
from tests.benchmark.scenarios import OFFICER, Scenario, pages, rows_in, updates
from tests.benchmark.server import Server, serving
from tests.benchmark.world import TODAY, TRACKING_FROM, World
from tracker.extensions import db

CLIENTS, ROUNDS = 8, 6


def measure_pages(kind: str, size: int, folder: Path) -> Iterator[Figure | Measure]:
    """Every page at one size of one database."""
    with database(kind, folder) as url, application(url, folder) as app:
        load(World(size))
        cookies = {account: cookie_of(app, open_session(account)) for account in (1, 2)}
        found = pages(World(size))
        db.session.rollback()
        with servers(url, folder) as (floor_server, server):
            try:
                yield from _figures(kind, size, found, cookies, (floor_server, server))
            except RuntimeError:
                print((folder / "gunicorn.log").read_text()[-5000:], file=sys.stderr)
                raise
        db.session.rollback()


@contextmanager
def servers(url: str, folder: Path, of: str = "") -> Iterator[tuple[Server, Server]]:
    """The floor and the program; `of` is the beginning of their modules' names."""
    environment = {
        "TRACKER_DATABASE_URL": url, "TRACKER_DATA_DIR": str(folder), "TRACKER_SECRET_KEY": SECRET,
        "TRACKER_TODAY": TODAY.isoformat(), "TRACKER_TRACKING_FROM": TRACKING_FROM.isoformat(),
    }  # fmt: skip
    log = folder / "gunicorn.log"
    with (
        serving(f"tests.benchmark.{of}floor:app", environment, log) as floor,
        serving(f"tests.benchmark.{of}serving:application()", environment, log) as program,
    ):
        yield floor, program


def _figures(
    kind: str,
    size: int,
    found: list[Scenario],
    cookies: dict[int, str],
    running: tuple[Server, Server],
) -> Iterator[Figure | Measure]:
    floor_server, server = running
    floor = Browser(floor_server.port)
    browsers = {account: Browser(server.port, cookie) for account, cookie in cookies.items()}
    for one in found:
        timings = measure(
            lambda one=one: browsers[one.account].get(one.path),
            lambda one=one: floor.get(one.floor),
            lambda: floor.get("/u"),
        )
        _warn_when_short(one, browsers[one.account])
        yield _figure((kind, size, one.name), timings, one.aim)
    update, floor_update = updates(browsers[OFFICER], floor)
    timings = measure(update, floor_update, lambda: floor.get("/u"))
    yield _figure((kind, size, "status update (officer)"), timings, 8)
    _press(server, found, cookies)
    _press(floor_server, [], {})
    yield _memory(kind, size, server, floor_server)


def _figure(name: tuple[str, int, str], timings: Sequence[Timing], aim: float) -> Figure:
    ours, floor, unit = timings
    return Figure(*name, ours, floor, unit, aim)


def _warn_when_short(one: Scenario, browser: Browser) -> None:
    """A page that shows nothing would be fast for the wrong reason."""
    rows = rows_in(browser.get(one.path).text)
    if rows < 10:
        print(f"  ({one.name}: {rows} rows on the page)", file=sys.stderr)


def _press(server: Server, found: list[Scenario], cookies: dict[int, str]) -> None:
    """Many clients at once, so that every worker has served every page."""
    paths = [(one.path, cookies[one.account]) for one in found] or [("/u", "")] * 20

    def ask() -> None:
        for _ in range(ROUNDS):
            for path, cookie in paths:
                browser = Browser(server.port, cookie)
                browser.get(path)
                browser.close()

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _memory(kind: str, size: int, server: Server, floor: Server) -> Measure:
    what = "memory of master and 2 workers (PSS)"
    return Measure(kind, size, what, server.memory(), floor.memory(), "MB", 200)
