"""Databases for the tests: a migrated template per kind, and a fresh copy of it for every test.

PostgreSQL comes from TEST_DATABASE_URL (an address whose user may create databases), or is started
from the wheel. Templates are made once per test process.
"""

import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

Fill = Callable[[str], None]


@dataclass
class SQLiteMaker:
    """Copies a template file."""

    folder: Path
    templates: dict[str, Path] = field(default_factory=dict)

    def fresh(self, template: str, fill: Fill, folder: Path) -> str:
        """The address of a new database like `template`, which `fill` makes on first use."""
        if template not in self.templates:
            path = self.folder / f"{template}.db"
            fill(f"sqlite:///{path}")
            self.templates[template] = path
        target = folder / "tracker.db"
        shutil.copyfile(self.templates[template], target)
        return f"sqlite:///{target}"

    def empty(self, folder: Path) -> str:
        """The address of a database without tables."""
        return f"sqlite:///{folder / 'empty.db'}"

    def drop(self, url: str) -> None:
        """Nothing: the test's folder goes as a whole."""


@dataclass
class PostgreSQLMaker:
    """CREATE DATABASE … TEMPLATE on a running server."""

    server: URL
    process: object = None  # the started server stops when nothing refers to it any more
    templates: set[str] = field(default_factory=set)
    numbers: itertools.count = field(default_factory=itertools.count)

    def fresh(self, template: str, fill: Fill, folder: Path) -> str:
        """The address of a new database like `template`, which `fill` makes on first use."""
        source = f"template_{os.getpid()}_{template}"
        if template not in self.templates:
            self._run(f'CREATE DATABASE "{source}"')
            fill(self._address(source))
            self.templates.add(template)
        return self._create(f'TEMPLATE "{source}"')

    def empty(self, folder: Path) -> str:
        """The address of a database without tables."""
        return self._create("")

    def drop(self, url: str) -> None:
        """Remove a test's database."""
        self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def drop_templates(self) -> None:
        """Remove the templates at the end."""
        for template in self.templates:
            self._run(f'DROP DATABASE "template_{os.getpid()}_{template}" WITH (FORCE)')

    def _create(self, how: str) -> str:
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        self._run(f'CREATE DATABASE "{name}" {how}')
        return self._address(name)

    def _address(self, database: str) -> str:
        return self.server.set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        plain = self.server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)
