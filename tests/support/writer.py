"""A process of its own that writes audit entries: `python -m tests.support.writer URL DIR N`."""

import sys
from pathlib import Path

from tracker import clock, history
from tracker.commands import create_command_app
from tracker.config import Settings
from tracker.db import write_transaction
from tracker.permissions import Actor


def main(url, folder, number):
    app = create_command_app(Settings(data_dir=Path(folder), database_url=url, secret_key="k" * 40))
    with app.app_context():
        for n in range(number):
            with write_transaction():
                history.record(
                    Actor(None, "Kiểm thử"), "test", at=clock.real_now(), subject=str(n), ids=[n]
                )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
