"""Why a save is not carried out: it may not be, or somebody else saved meanwhile."""

from collections.abc import Mapping


class Refused(Exception):
    """Nothing was saved; `problems` are Vietnamese sentences by field ("" for the whole form)."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


class Stale(Exception):
    """Somebody else saved after the form was opened."""


def check_version(found: int, opened: int) -> None:
    """Raises Stale when the row moved on since the form was opened."""
    if found != opened:
        raise Stale


def check_versions(found: Mapping[int, int], opened: Mapping[int, int]) -> None:
    """Raises Stale when a row, by id, moved on or is gone since the form was opened."""
    if dict(found) != dict(opened):
        raise Stale


def refuse(problems: Mapping[str, str]) -> None:
    """Raises Refused unless every field has nothing to say."""
    found = {name: words for name, words in problems.items() if words}
    if found:
        raise Refused(found)
