"""The values that the demonstration is told in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.tasks.rules.states import Cause, State

Words = Mapping[str, tuple[str, ...]]
"""Phrases by kind of body (so, huyen, trung_uong, su_nghiep), `all` for everybody, `none` for
bodies without dossiers of their own."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the demonstration knows it: how it numbers papers, how busy and how prompt it is.

    `volume` is the number of dossiers received in a quarter.
    """

    code: str
    kind: str
    name: str
    login: str
    symbol: str
    numbered_from: date
    habit: str
    volume: int
    domain: str
    leaves_on: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A product that the share asks for."""

    id: int
    title: str
    by_other: bool
    issuer: str
    form: str


@dataclass(frozen=True, slots=True)
class Share:
    """One obligation, as far as telling needs it."""

    id: int
    task: str
    field: str
    role: str
    slot: int
    due_on: date | None
    late_from: date | None
    standing: bool
    first_day: date
    body: Body
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper given as evidence; without a number one is found from kind, body and day."""

    subject: str
    kind: str = "BC"
    number: str = ""
    issuer: str = ""
    product: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that a body says: when it happened, when it is recorded, what shows it."""

    share: Share
    on: date
    recorded_at: datetime
    state: State
    words: str
    cause: Cause | None = None
    papers: tuple[Paper, ...] = ()
    figures: tuple[tuple[int | None, str], ...] = ()
    link: tuple[int | None, str] | None = None
    file: str = ""
    corrects_last: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one body says by name in a book: late or still open, with its reason."""

    on: date | None = None
    words: str = ""
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The phrases of one task that many bodies lead, and who says them when.

    `shape`: standing (a word each quarter), due (a result by the day) or year (words on the way).
    `share` and `report` are percentages of the bodies.
    """

    task: str
    shape: str
    due: date | None = None
    first: Words = field(default_factory=dict)
    second: Words = field(default_factory=dict)
    progress: Words = field(default_factory=dict)
    done: Words = field(default_factory=dict)
    late: Mapping[str, Turn] = field(default_factory=dict)
    open: Mapping[str, Turn] = field(default_factory=dict)
    done_on: Mapping[str, date] = field(default_factory=dict)
    submitted_on: Mapping[str, date] = field(default_factory=dict)
    done_words: str = ""
    submit_words: str = ""
    paper: Paper | None = None
    submit_subject: str = ""
    share: int = 0
    report: int = 0
    done_share: int = 0
    done_between: tuple[date, date] | None = None
    between: tuple[date, date] | None = None
    figure: str = ""
    link: str = ""
    quarter_report: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story told by hand."""

    unit: str
    on: date
    said: date | None
    state: State
    words: str
    cause: Cause | None
    papers: tuple[Paper, ...]
    figure: str
    link: str
    file: str
    corrects_last: bool


@dataclass(frozen=True, slots=True)
class Story:
    """What happened with one task of one body, told by hand."""

    task: str
    slot: int | None
    due: date | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event from which a relative deadline runs."""

    task: str
    happened_on: date
    recorded_on: date
    document: str
