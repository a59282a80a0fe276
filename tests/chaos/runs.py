"""The runs: each returns figures that a promise is held to."""

import random
import time
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from tests.chaos.sink import SLOW
from tests.chaos.workers import crew
from tests.chaos.world import kept
from tracker.extensions import db
from tracker.mail.queries import waiting
from tracker.mail.rules import MessageState

ONCE = ("before_reserve_commit", "before_claim_commit")
"""Places that a worker passes once for a batch."""


@dataclass
class Figures:
    """What a run came to."""

    messages: int
    letters: int
    lost: int
    repeats: int
    unrecorded: int
    dead: int
    kills: int
    seconds: float

    def broken(self):
        """The promises that do not hold, in words."""
        found = {
            f"{self.lost} lost": self.lost,
            f"{self.repeats} repeats for {self.kills} kills": self.repeats > self.kills,
            f"{self.unrecorded} repeats without an attempt on record": self.unrecorded,
            "not as many letters as digests": self.letters - self.repeats
            != self.messages - self.dead,
        }
        return [words for words, wrong in found.items() if wrong]


def kill_run(place, sink, number, kills, workers=4):
    """Send `number` digests with some workers while as many as `kills` die of kill -9."""
    started, chance = time.monotonic(), random.Random(number)
    with crew(place, workers) as some:
        for n in range(1, kills + 1):
            wait_until(lambda n=n: len(sink.letters) >= n * number // (kills + 1))
            some.kill(chance.randrange(workers))
        wait_until(is_all_ended, 1200)
    return figures(sink, kills, time.monotonic() - started)


def crash_run(place, sink, points):
    """Let worker after worker die at these named places, then send the rest."""
    started, chance = time.monotonic(), random.Random(len(points))
    with crew(place, 0) as some:
        for point in points:
            times = chance.randint(1, 1 if point in ONCE else 3)
            process = some.start(f"{point}:{times}")
            some.workers.append(process)
            process.join(60)
            assert process.exitcode == -9, f"the worker did not die: {process.exitcode}"
        some.workers.append(some.start())
        wait_until(is_all_ended, 1200)
    return figures(sink, len(points), time.monotonic() - started)


def skew_run(place, sink, skews):
    """Send with workers whose clocks are so many seconds off; each letter takes its time."""
    started = time.monotonic()
    sink.manner, sink.seconds = SLOW, 0.02
    with crew(place, 0) as some:
        some.workers += [some.start(skew=seconds) for seconds in skews]
        wait_until(is_all_ended, 1200)
    return figures(sink, 0, time.monotonic() - started)


def figures(sink, kills, seconds):
    """Compare what the server took with what the outbox says."""
    found, taken = kept(), sink.ids
    sent = {name for name, row in found.by_name.items() if row.state == MessageState.SENT.value}
    ended = sum(MessageState(row.state).is_final for row in found.by_name.values())
    repeats = {name: times - 1 for name, times in taken.items() if times > 1}
    return Figures(
        messages=len(found.by_name), letters=taken.total(),
        lost=len(found.by_name) - ended + len(sent - set(taken)) + len(set(taken) - sent),
        repeats=sum(repeats.values()),
        unrecorded=sum(found.by_name[name].attempt <= more for name, more in repeats.items()),
        dead=found.in_state(MessageState.DEAD), kills=kills, seconds=seconds,
    )  # fmt: skip


def is_all_ended():
    """Whether nothing waits any more; a database that is away cannot tell."""
    try:
        count = waiting().count
    except OperationalError:
        db.session.remove()
        return False
    db.session.rollback()  # an open read transaction would keep SQLite's writers out
    return not count


def wait_until(condition, patience=240):
    """Wait for it; raises TimeoutError after so many seconds."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("The run does not end")
        time.sleep(0.1)
