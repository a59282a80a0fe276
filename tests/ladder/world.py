"""A province in which every obligation carries words that stand nowhere else.

Sở Tư pháp (own) leads T1, with Sở Y tế as its partner; Sở Nội vụ (other) leads T2 alone; both lead
T3, of which Sở Tư pháp handed its share to its division; the division of Sở Nội vụ leads T4; Sở Tài
chính leads T5 and follows the field of T1.
The frozen day is Tuesday, 10/6/2025; everything was due on Monday, 31/3/2025.
"""

import io
from dataclasses import dataclass, field
from datetime import date

from tests.criteria.factories import build_index
from tests.documents import builders
from tests.ladder import asking, compiling, reporting, taking_in
from tests.ladder.handing import build_draft
from tests.reports.catalogue import make_indicator
from tests.reports.factories import make_letterhead
from tests.rounds.factories import make_ad_hoc, make_regime
from tests.support.people import person
from tests.tasks import factories
from tracker.db import write_transaction
from tracker.documents import storage
from tracker.documents.operations import register_files
from tracker.extensions import db
from tracker.plans.models import FieldFollower
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import Evidence
from tracker.tasks.operations.caching import refresh
from tracker.units.models import UnitGroup
from tracker.workdays.models import CalendarDay

TODAY = date(2025, 6, 10)
DUE, LATE = date(2025, 3, 31), date(2025, 4, 1)
SHARES = ("A1", "C1", "B2", "A3", "B3", "D4", "S5")
"""Obligations, by letter of the body and number of the task; D is the division of B."""
WITHDRAWN = "V2"
LAST, FULL = "MOI", ("CU", "SO", "TEP", "RUOT", "SL", "LK", "CB")
"""Marks of the last word; of the earlier word, paper, file name, file, figure, link, officer."""


@dataclass
class World:
    """Ids of what the tests ask for, by mark."""

    units: dict[str, int]
    tasks: dict[str, int]
    shares: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    criterion_link: int = 0
    letterhead: int = 0
    paper: int = 0
    intake: int = 0
    file_row: int = 0


def mark(kind, share):
    """A word that only this share carries."""
    return f"{kind}9{share}9"


def marks(full=(), partly=()):
    """The words that show when these shares are seen fully, and those only in part."""
    whole = {mark(kind, share) for share in full for kind in (LAST, *FULL)}
    return whole | {mark(LAST, share) for share in partly}


def build(data_dir):
    """The province, its plan, its people."""
    units = _units()
    fields = [factories.make_field(code) for code in ("CCTC", "TTHC")]
    with write_transaction():
        db.session.add(FieldFollower(field_id=fields[0], unit_id=units["S"]))
        db.session.add(UnitGroup(code="G-SBN", name="Các sở, ban, ngành tỉnh"))
        db.session.add(CalendarDay(
            day=date(2027, 2, 8), kind="off", name="Tết Nguyên đán", status="projected",
        ))  # fmt: skip
    plan = factories.make_plan(units["UBND"], "KH196-2025")
    tasks = {
        f"T{n}": factories.make_task(
            plan, f"KH196-2025/T{n}", field_id=fields[0 if n == 1 else 1], position=n
        )
        for n in range(1, 6)
    }
    factories.make_rule(tasks["T1"], kind="relative", event="được giao", amount=5, unit="days")
    world = World(units, tasks)
    for share in (*SHARES, WITHDRAWN):
        _speak(world, share, data_dir)
    with write_transaction():
        row = db.session.get_one(Obligation, world.shares[WITHDRAWN])
        row.void, row.ended_on, row.end_kind = True, row.start_on, "no_longer_owed"
        refresh([row])
    world.requests = asking.build(world.shares, units)
    world.criterion_link = build_index(tasks["T1"], fields[0])[1]
    make_ad_hoc(make_regime(units["A"]), units["E"])
    world.letterhead = make_letterhead(units["A"])
    make_indicator("CT1.1", fields[0])
    _people(units)
    world.paper = reporting.build(units["E"], _blob_of(world.files["A1"]))
    _hand_on(world)
    compiling.build(data_dir, _signed_copy(data_dir))
    build_draft()
    world.intake, world.file_row, _ = taking_in.build(data_dir)
    return world


def _blob_of(evidence_id):
    return db.session.get_one(Evidence, evidence_id).blob_sha256


def _signed_copy(data_dir):
    return storage.receive(data_dir, io.BytesIO(builders.PDF), "da-ky.pdf")


def _hand_on(world):
    """Sở Tư pháp hands its share of T3 to its division."""
    with write_transaction():
        row = db.session.get_one(Obligation, world.shares["A3"])
        row.division_id = world.units["E"]
        db.session.add(
            Delegation(
                obligation_id=row.id, division_id=row.division_id, given_on=TODAY,
                recorded_at=factories.NOON, actor_label="Cán bộ đầu mối",
            )
        )  # fmt: skip


def _units():
    root = factories.make_unit("UBND", kind="province", name="Ủy ban nhân dân tỉnh")
    found = {"UBND": root}
    for letter, code, name in (
        ("A", "STP", "Sở Tư pháp"), ("B", "SNV", "Sở Nội vụ"),
        ("C", "SYT", "Sở Y tế"), ("S", "STC", "Sở Tài chính"),
    ):  # fmt: skip
        found[letter] = factories.make_unit(code, parent=root, name=name)
    found["E"] = factories.make_unit("STP/P1", kind="phong", parent=found["A"], name="Phòng Một")
    found["D"] = factories.make_unit("SNV/P1", kind="phong", parent=found["B"], name="Phòng Hai")
    return found | {"V": found["A"]}


def _speak(world, share, data_dir):
    """An earlier line with all kinds of evidence, then a last word."""
    row = factories.make_obligation(
        world.tasks[f"T{share[1]}"], world.units[share[0]], due_on=DUE, late_from=LATE,
        role="partner" if share == "C1" else "lead",
    )  # fmt: skip
    world.shares[share] = row
    early = factories.make_line(
        row, happened_on=date(2025, 2, 3), words=mark("CU", share),
        actor_label=f"Cán bộ {mark('CB', share)}", evidence=_evidence(share, data_dir),
    )  # fmt: skip
    world.files[share] = db.session.scalar(
        db.select(Evidence.id).where(Evidence.update_id == early, Evidence.kind == "file")
    )
    world.lines[share] = factories.make_line(row, words=mark(LAST, share))


def _evidence(share, data_dir):
    content = builders.PDF.replace(b"<<>>", f"({mark('RUOT', share)})".encode())
    stored = storage.receive(data_dir, io.BytesIO(content), f"{mark('TEP', share)}.pdf")
    with write_transaction():
        register_files([stored], factories.NOON)
    day = {"product_id": None, "result_on": date(2025, 2, 3)}
    return [
        factories.paper_row(None, day["result_on"], number=mark("SO", share)),
        Evidence(kind="file", blob_sha256=stored.sha256, file_name=stored.name, **day),
        Evidence(kind="figure", figure=mark("SL", share), **day),
        Evidence(kind="link", url=f"https://example.vn/{mark('LK', share)}", **day),
    ]


def _people(units):
    for login, role, unit, *rest in (
        ("division-other", "division", "D"), ("focal-other", "focal", "B"),
        ("division-own", "division", "E"), ("focal-own", "focal", "A"),
        ("stand-in", "head", "A", "ro"), ("head", "head", "A"), ("partner", "focal", "C"),
        ("follower", "focal", "S"), ("compiler-own", "compiler", "A"),
        ("compiler", "compiler", "UBND"), ("leadership", "leadership", "UBND"),
        ("administrator", "administrator", "UBND"),
    ):  # fmt: skip
        person(login, (role, units[unit], *rest))
    person("no-grant")
    person("disabled", ("focal", units["A"]))
    person("first-day", ("focal", units["A"]), must_change_password=True)


def work_of_others(world):
    """Sở Nội vụ finishes one duty and is late with two more."""
    factories.make_line(world.shares["B2"], "done", date(2025, 3, 20), words="Xong 7B27")
    for period in ("2025-Q1", "2025-Q2"):
        factories.make_obligation(
            world.tasks["T2"], world.units["B"], period_key=period, due_on=DUE, late_from=LATE
        )
