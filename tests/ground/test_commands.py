"""The command line as a whole."""

import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from tracker import __main__ as program
from tracker.__main__ import NO_CONNECTION, NO_STRUCTURE, cause_of
from tracker.commands import COMMANDS
from tracker.extensions import db


@pytest.fixture
def ended(make_app, monkeypatch, capsys):
    """How a command called by its name ends on the database of this address."""

    def ended(url, *words):
        monkeypatch.setattr(program, "create_command_app", lambda: make_app(database_url=url))
        monkeypatch.setattr(sys, "argv", ["tracker", *words])
        with pytest.raises(SystemExit) as end:
            program.main()
        return end.value.code, capsys.readouterr().err

    return ended


def test_command_without_structure_names_the_upgrade(
    database_kind, database_makers, tmp_path, ended
):
    maker = database_makers(database_kind)
    url = maker.empty(tmp_path)
    code, told = ended(url, "user", "list")
    maker.drop(url)
    assert code == 1
    assert told.startswith(NO_STRUCTURE)
    assert "user_account" in told
    assert told.count("\n") == 2


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/tracker.db",
        "postgresql+psycopg://u:bi-mat@127.0.0.1:1/d",
    ],
)
@pytest.mark.parametrize("words", [("user", "list"), ("db", "upgrade")])
def test_command_without_database_tells_so(ended, url, words):
    code, told = ended(url, *words)
    assert code == 1
    assert told.startswith(NO_CONNECTION)
    assert "bi-mat" not in told


def test_errors_of_the_program_are_not_explained_away(app):
    with pytest.raises((OperationalError, ProgrammingError)) as caught:
        db.session.execute(text("SELEC 1"))
    assert cause_of(caught.value) == ""


def test_every_command_is_listed_with_words_of_its_own(app):
    told = app.test_cli_runner().invoke(args=["--help"])
    assert told.exit_code == 0, told.output
    listed = told.output.split("Commands:\n")[1].splitlines()
    words = {line.split()[0]: line.split(maxsplit=1)[1] for line in listed}
    assert words.keys() == COMMANDS.keys()
    assert all(any(ord(letter) > 127 for letter in text) for text in words.values()), words


def test_unknown_command_changes_nothing_and_says_so(app):
    told = app.test_cli_runner().invoke(args=["no-such-command"])
    assert told.exit_code == 2
    assert "no-such-command" in told.output
