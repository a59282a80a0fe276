"""A process of its own that writes audit entries: `python -m tests.support.writer URL DIR N`.

It writes N of them, or fewer when a file DIR/enough comes to be. It opens the database as the
application does, but has no pages: importing those takes longer than the writing.
"""

import itertools
import sys
from pathlib import Path

from flask import Flask

from tracker import clock, history
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.permissions import Actor


def main(url, folder, number):
    app = Flask("tracker")
    settings = Settings(data_dir=Path(folder), database_url=url, secret_key="k" * 40)
    app.config.from_mapping(TRACKER=settings, SQLALCHEMY_DATABASE_URI=url, FROZEN_DAY=None)
    db.init_app(app)
    with app.app_context():
        for n in itertools.takewhile(
            lambda _: not (Path(folder) / "enough").exists(), range(number)
        ):
            with write_transaction():
                history.record(
                    Actor(None, "Kiểm thử"), "test", at=clock.real_now(), subject=str(n), ids=[n]
                )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
