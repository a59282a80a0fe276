"""What `make chaos` holds at length, on a small number: nothing lost, repeats on record."""

from tests.chaos.runs import kill_run
from tests.chaos.sink import listening
from tests.chaos.workers import Place
from tests.chaos.world import fill


def place_of(app, tmp_path, sink, **changes):
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    return Place(url, tmp_path, sink.port, **changes)


def test_killed_workers_lose_nothing(app, tmp_path):
    fill(300)
    with listening() as sink:
        result = kill_run(place_of(app, tmp_path, sink, lease=3.0), sink, 300, 4, workers=2)
    assert result.broken() == []
