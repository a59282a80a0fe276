"""Load the demonstration: official data, accounts, and the half-year in the order it was recorded.

Before the hand-over of 01/3/2025 the bodies that ended then speak for themselves; then the
hand-over is applied as on the Monday after, and their successors go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from tracker import history
from tracker.administration.demo import queries
from tracker.administration.demo.accounts import Accounts
from tracker.administration.demo.asking import tell_asking
from tracker.administration.demo.hours import at_office
from tracker.administration.demo.inside import asides, tell_inside
from tracker.administration.demo.papers import Register
from tracker.administration.demo.reading import Script
from tracker.administration.demo.reminding import tell_reminders
from tracker.administration.demo.reporting import tell_reports
from tracker.administration.demo.telling import Teller, fits, in_order
from tracker.administration.demo.values import Body, Share, Utterance
from tracker.administration.demo.writing import Writer
from tracker.administration.seeding.loading import ACTOR, load_official, official_successions
from tracker.administration.seeding.official import ids_by_code
from tracker.documents.operations import register_files
from tracker.documents.storage import StoredFile
from tracker.extensions import db
from tracker.handover.operations import apply_succession
from tracker.province.models import Province
from tracker.province.rules import Step
from tracker.tasks.jobs import layout_settings
from tracker.tasks.models.printed import Task
from tracker.tasks.operations.events import record_event
from tracker.tasks.rules.states import AssignmentRole
from tracker.units.models import Unit
from tracker.units.queries import names_on
from tracker.workdays.queries import days_off

DAY = date(2025, 6, 10)
"""The day on which a demonstration stands still."""

OPENED_ON = date(2025, 1, 2)
HANDED_OVER_ON = date(2025, 3, 3)
"""The first working day after 01/3/2025, a Saturday."""


class DemoRefused(Exception):
    """The demonstration is not for this installation; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was loaded; nothing when it was there already."""

    accounts: int = 0
    updates: int = 0


def check_place(*, production: bool, today: date) -> None:
    """Refuse a real installation. Raises DemoRefused."""
    if production:
        raise DemoRefused("Dữ liệu minh họa không nạp vào hệ thống vận hành thật.")
    if today != DAY:
        raise DemoRefused("Dữ liệu minh họa cần ngày 10/6/2025: đặt TRACKER_TODAY=2025-06-10.")
    if queries.has_accounts(demo=False):
        raise DemoRefused(
            "Đã có tài khoản thật: hãy dùng một thư mục dữ liệu riêng (TRACKER_DATA_DIR)."
        )
    if queries.is_laid_out() and not queries.has_accounts(demo=True):
        raise DemoRefused(
            "Đã nạp dữ liệu chính thức: dữ liệu minh họa cần một thư mục dữ liệu riêng, còn trống."
        )


def load_demo(script: Script, files: dict[str, StoredFile], created_at: datetime) -> Told:
    """Load everything in the caller's transaction; a second run changes nothing.

    `created_at` is the real instant: accounts do not live in the frozen day.
    """
    if queries.has_accounts(demo=True):
        return Told()
    _set_up(at_office(OPENED_ON, "open"))
    load_official(DAY.year, at_office(OPENED_ON, "open"), apply_successions=False)
    register_files(files.values(), created_at)
    bodies = _bodies(script)
    units = ids_by_code(Unit)
    accounts = Accounts(script, units, ACTOR, created_at, {})
    accounts.open_named()
    for body in bodies.values():
        if body.code in units:
            accounts.open_for(body)
    writer = Writer(accounts, _register(script), bodies["UBND"], files)
    _tell(script, bodies, writer)
    tell_inside(script.inside, bodies, accounts)
    tell_asking(script.asking, bodies, accounts)
    tell_reports(bodies, accounts)
    tell_reminders(DAY, ACTOR)
    return Told(len(accounts.speakers) + len(script.accounts), writer.written)


def _set_up(at: datetime) -> None:
    """The first run is over: the letterhead as the papers print it, no mail server."""
    steps = ",".join(step.value for step in Step if step is not Step.ACCOUNTS)
    db.session.add(
        Province(
            name="tỉnh Sóc Trăng", body="ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG", place="Sóc Trăng",
            tracking_from=layout_settings().tracking_from, steps_done=steps, set_up_at=at,
        )
    )  # fmt: skip
    history.record(ACTOR, "province.set_up", at=at, subject="tỉnh Sóc Trăng", ids=[1])


def _tell(script: Script, bodies: Mapping[str, Body], writer: Writer) -> None:
    """The half-year in stretches, with what happens between them."""
    quarter = next(book for book in script.books if book.quarter_report)
    teller = Teller(days_off(), quarter)
    handover = at_office(HANDED_OVER_ON, "handover")
    event = at_office(script.event.recorded_on, "event")
    _stretch(script, teller, bodies, writer, (_begin(), handover))
    _hand_over(bodies, writer.accounts, handover)
    _stretch(script, teller, bodies, writer, (handover, event))
    _record_event(script, writer.accounts, bodies["SKHCN"], event)
    since = event
    for instant, write in asides(script.inside, bodies, writer.accounts):
        _stretch(script, teller, bodies, writer, (since, instant))
        write()
        since = instant
    _stretch(script, teller, bodies, writer, (since, _end()))


def _stretch(
    script: Script,
    teller: Teller,
    bodies: Mapping[str, Body],
    writer: Writer,
    between: tuple[datetime, datetime],
) -> None:
    for said in in_order(_told(script, teller, queries.open_shares(bodies, OPENED_ON))):
        if between[0] <= said.recorded_at < between[1]:
            writer.write(said)


def _told(script: Script, teller: Teller, shares: list[Share]) -> list[Utterance]:
    told: list[Utterance] = []
    for share in shares:
        if share.role == AssignmentRole.PARTNER.value:
            told += teller.of_partner(script.partner_words, script.partner_share, share)
            continue
        for book in script.books:
            if fits(share, book.task, None, book.due):
                told += teller.by_book(book, share)
        for story in script.stories:
            if fits(share, story.task, story.slot, story.due):
                told += teller.by_story(story, share)
    return told


def _hand_over(bodies: Mapping[str, Body], accounts: Accounts, now: datetime) -> None:
    for file in official_successions():
        apply_succession(file, layout_settings(), accounts.administrator, now)
    known = set(accounts.units)
    accounts.units |= ids_by_code(Unit)
    for code in sorted(set(accounts.units) - known):
        accounts.open_for(bodies[code])


def _record_event(script: Script, accounts: Accounts, body: Body, now: datetime) -> None:
    event = script.event
    task = db.session.scalars(select(Task).where(Task.code == event.task)).one()
    record_event(
        task, event.happened_on, event.document, settings=layout_settings(),
        actor=accounts.speaker(body, head=False), now=now,
    )  # fmt: skip


def _register(script: Script) -> Register:
    """A register in which the numbers given by hand are taken."""
    register = Register(script.paces)
    for step in (step for story in script.stories for step in story.steps):
        for paper in step.papers:
            register.reserve(paper.issuer, paper.number, paper.subject, paper.on or step.on)
    return register


def _bodies(script: Script) -> dict[str, Body]:
    """The bodies by code, old and new, with the names they bear."""
    begun = {new.code: new for file in official_successions() for new in file.new_units}
    ended = {
        move.from_unit: file.effective_on
        for file in official_successions()
        for move in file.moves
        if move.ends_the_giver
    }
    units = {unit.code: unit for unit in db.session.scalars(select(Unit))}
    names = {name.code: name.name for name in names_on(OPENED_ON).values()}
    return {
        row["unit"]: Body(
            code=row["unit"],
            kind=units[row["unit"]].kind if row["unit"] in units else begun[row["unit"]].kind,
            name=_called(names.get(row["unit"]) or begun[row["unit"]].name),
            login=row["login"], symbol=row["symbol"],
            numbered_from=date.fromisoformat(row["numbered_from"]), habit=row["habit"],
            volume=int(row["volume"]), domain=row["domain"], leaves_on=ended.get(row["unit"]),
        )
        for row in script.bodies
    }  # fmt: skip


def _called(name: str) -> str:
    """The common short form that officials use in speech and on accounts."""
    return name.replace("Ủy ban nhân dân", "UBND")


def _begin() -> datetime:
    return datetime(2025, 1, 1, tzinfo=UTC)


def _end() -> datetime:
    return datetime(2025, 6, 10, tzinfo=UTC)
