"""The command line as a whole."""

from tracker.commands import COMMANDS


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
