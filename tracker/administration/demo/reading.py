"""`seeds/demo/` as values: YAML and CSV in, dataclasses out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tracker.administration.demo.papers import Paces
from tracker.administration.demo.values import Book, Event, Paper, Step, Story, Turn, Words
from tracker.administration.seeding.reading import SeedRow, read_csv
from tracker.config import ROOT
from tracker.tasks.rules.states import Cause, State

FOLDER = ROOT / "seeds" / "demo"
FILES = FOLDER / "files"
PARTNERS = "phoi-hop.yaml"


@dataclass(frozen=True, slots=True)
class NamedAccount:
    """An account that does not follow from a body."""

    login: str
    name: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that the demonstration tells."""

    password: str
    accounts: tuple[NamedAccount, ...]
    bodies: tuple[SeedRow, ...]
    paces: Paces
    books: tuple[Book, ...]
    stories: tuple[Story, ...]
    partner_share: int
    partner_words: Mapping[str, tuple[str, ...]]
    event: Event
    inside: Mapping[str, Any]
    asking: Mapping[str, Any]


def read_script(folder: Path = FOLDER) -> Script:
    """The whole script. Raises KeyError or ValueError where a file is not as described."""
    accounts = _yaml(folder / "accounts.yaml")
    partners = _yaml(folder / "books" / PARTNERS)
    books = [
        _book(raw)
        for path in sorted((folder / "books").glob("*.yaml"))
        if path.name != PARTNERS
        for raw in _yaml(path)
    ]
    return Script(
        password=accounts["password"],
        accounts=tuple(NamedAccount(**raw) for raw in accounts["named"]),
        bodies=tuple(read_csv(folder / "units.csv")),
        paces=_yaml(folder / "numbering.yaml"),
        books=tuple(books),
        stories=tuple(_story(raw) for raw in _yaml(folder / "stories.yaml")),
        partner_share=partners["share"],
        partner_words=_words(partners["words"]),
        event=Event(**_yaml(folder / "event.yaml")),
        inside=_yaml(folder / "inside.yaml"),
        asking=_yaml(folder / "asking.yaml"),
    )


def _yaml(path: Path) -> Any:  # noqa: ANN401 - a list or a mapping
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _book(raw: dict[str, Any]) -> Book:
    values = dict(raw)
    for name in ("first", "second", "progress", "done"):
        values[name] = _words(values.get(name, {}))
    for name in ("late", "open"):
        values[name] = {unit: _turn(turn) for unit, turn in values.get(name, {}).items()}
    for name in ("between", "done_between"):
        values[name] = tuple(values[name]) if name in values else None
    values["paper"] = Paper(**values["paper"]) if "paper" in values else None
    return Book(**values)


def _words(raw: Mapping[str, list[str]]) -> Words:
    return {kind: tuple(phrases) for kind, phrases in raw.items()}


def _turn(raw: dict[str, Any]) -> Turn:
    return Turn(raw.get("day"), raw.get("words", ""), _cause(raw))


def _story(raw: dict[str, Any]) -> Story:
    steps = tuple(_step(step, raw["unit"]) for step in raw["steps"])
    return Story(raw["task"], raw.get("slot"), raw.get("due"), steps)


def _step(raw: dict[str, Any], unit: str) -> Step:
    said: date | None = raw.get("said")
    return Step(
        unit=raw.get("unit", unit), on=raw.get("day") or raw["said"], said=said,
        state=State(raw.get("state", "in_progress")), words=raw["words"], cause=_cause(raw),
        papers=tuple(Paper(**paper) for paper in raw.get("papers", ())),
        figure=raw.get("figure", ""), link=raw.get("link", ""), file=raw.get("file", ""),
        corrects_last=raw.get("corrects") == "last",
    )  # fmt: skip


def _cause(raw: dict[str, Any]) -> Cause | None:
    return Cause(raw["cause"]) if "cause" in raw else None
