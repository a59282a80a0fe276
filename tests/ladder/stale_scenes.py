"""What stands ready before two people open a form, and what the second of them does elsewhere."""

from datetime import date

from tests.ladder.world import TODAY
from tests.support.people import TESTER
from tests.tasks import factories
from tracker import clock
from tracker.accounts.models import Grant, User
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.plans.models import Field, Plan
from tracker.reports.models.indicators import Indicator
from tracker.rounds.models import ReportingRegime, ReportRound
from tracker.tasks.jobs import open_years
from tracker.tasks.models.closing import YearClosing
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.printed import Assignment, TaskLineage
from tracker.units.models import UnitGroup, UnitName
from tracker.workdays.models import CalendarDay

SHEET = "/ket-thuc-nam/KH196-2025/2025"
STOP = {
    "every": "", "decision": "stopped", "number": "15/QĐ-UBND", "decided_on": "02/01/2026",
    "issuer": "UBND tỉnh",
}  # fmt: skip
PAPER = {
    "paper_kind": "Kế hoạch", "paper_number": "88/QĐ-UBND", "paper_day": "30/5/2025",
    "paper_issuer": "UBND tỉnh", "paper_subject": "Sửa đổi Kế hoạch",
}  # fmt: skip
GRANTED = {
    "decision": "granted", "until": "15/9/2025", "number": "9/UBND", "issuer": "UBND tỉnh",
}  # fmt: skip
LETTERHEAD = {"name": "tỉnh Minh Hòa", "body": "ỦY BAN NHÂN DÂN", "place": "Minh Hòa"}


def places(world):
    """The names that addresses and fields are written with."""
    users = dict(db.session.execute(db.select(User.login, User.id)).all())
    units = world.units
    found = {
        **world.shares, **world.tasks, **world.requests, "line": world.lines["A1"],
        "criterion_link": world.criterion_link, "letterhead": world.letterhead,
        "unit": units["A"], "E": units["E"], "SYT": units["C"], "SNV": units["B"],
        "root": units["UBND"], "user": users["focal-own"], "absent": users["head"],
        "officer": users["division-own"], "draft": 1, "free": factories.make_unit("STU"),
        "plan": db.session.scalar(db.select(Plan.id)),
        "regime": db.session.scalar(db.select(ReportingRegime.id)),
        "round": db.session.scalar(db.select(ReportRound.id).filter_by(code="2025-H1")),
        "ad_hoc": db.session.scalar(db.select(ReportRound.id).filter_by(code="2025-CD01")),
        "indicator": db.session.scalar(db.select(Indicator.id)),
        "group": db.session.scalar(db.select(UnitGroup.id)),
        "name": db.session.scalar(db.select(UnitName.id).where(UnitName.unit_id == units["A"])),
    }  # fmt: skip
    fields = db.session.scalars(db.select(Field.id).order_by(Field.id)).all()
    for name, login in (("grant", "focal-own"), ("partner_grant", "partner")):
        row = db.session.scalars(db.select(Grant).where(Grant.user_id == users[login])).one()
        found[name] = f"{row.id}:{row.version}" if name == "partner_grant" else row.id
    return found | {"field": fields[0], "unfollowed": fields[1]}


def _write(row):
    with write_transaction():
        db.session.add(row)
        db.session.flush()
        return getattr(row, "id", None)


def _on(people, day):
    folder = people.app.config["TRACKER"].data_dir
    people.app.config["FROZEN_DAY"] = clock.freeze(day, folder)


# --- phần việc ----------------------------------------------------------------------------


def told_by_the_unit(people):
    """A colleague of the unit tells of T1 and T3."""
    said = {"words": f"Lời của đơn vị, lần {people.number()}", "cause": "objective"}
    people.other("focal-own-2")
    for share in ("A1", "A3"):
        people.fill_and_send(people.second, f"/phan-viec/{{{share}}}/cap-nhat", said)


def told_of_standing_work(people):
    """A colleague of the unit tells of its standing work."""
    people.other("focal-own-2")
    said = {"words": "Lời của đơn vị"}
    people.fill_and_send(people.second, "/phan-viec/{standing}/cap-nhat", said)


def said_no_change(people):
    """The unit has just answered "không thay đổi" of its standing work."""
    standing_row(people)
    people.enter("focal-own")
    page, action = "/", "/phan-viec/{standing}/khong-thay-doi"
    people.fill_and_send(people.second, page, {}, action)


def standing_row(people):
    """Standing work of the unit in the field of T1, of which nobody spoke yet."""
    people.places["standing"] = factories.make_obligation(
        people.world.tasks["T1"], people.world.units["A"], slot=10 + people.number(),
        standing=True,
    )  # fmt: skip


def in_nobodys_hands(people):
    """T1 lies with the unit itself."""
    people.enter("focal-own")
    page = "/phan-viec/{A1}/giao"
    form = people.form(people.second, *(page.format(**people.places),) * 2)
    people.second.post(f"/phan-viec/{people.places['A1']}/thu-hoi", form.fields)


def answered(people):
    """The partner answers the request."""
    people.other("partner")
    page, action = "/phoi-hop/{asked}", "/phoi-hop/{asked}/tra-loi"
    people.fill_and_send(people.second, page, {"words": "Lời của đối tác"}, action)


def ruled(people):
    """The plan's issuer grants a later day."""
    people.other("compiler")
    people.fill_and_send(people.second, "/phan-viec/{A1}/y-kien-gia-han", GRANTED)


def done(people):
    """T1, T2 and T3 are said done, with their papers."""
    for share in ("A1", "B2", "A3"):
        paper = factories.paper_row(None, TODAY)
        factories.make_line(
            people.places[share], "done", TODAY, evidence=[paper], recorded_at=clock.now()
        )


def judged_by_another(people):
    """Another judge asks T1 and T2 to be completed."""
    people.other("compiler-2")
    for share in ("A1", "B2"):
        page = f"/phan-viec/{{{share}}}/de-nghi-bo-sung"
        people.fill_and_send(people.second, page, {"words": "Bản hai"})


# --- the year's end -----------------------------------------------------------------------


def before_the_year_ends(people):
    """Standing work asked for its result, open work for what is expected of it."""
    standing_row(people)
    with write_transaction():
        row = db.session.get_one(Obligation, people.places["A1"])
        row.due_on = row.sort_on = date(2025, 12, 31)
    _on(people, date(2025, 12, 20))


def year_over(people):
    """The sheet of 2025 may be decided."""
    _on(people, date(2026, 1, 5))


def close_one(people):
    """T3 of Sở Tư pháp is stopped."""
    year_over(people)
    people.other("compiler-2")
    people.fill_and_send(people.second, SHEET, STOP | {"rows": ["{A3}"], "words": "Không còn"})
    last = db.select(YearClosing.id).order_by(YearClosing.id.desc())
    people.places["closing"] = db.session.scalars(last).first()


# --- plans --------------------------------------------------------------------------------


def retitled(page):
    """A colleague changes the title of the plan or row of this page."""
    paper = {} if "nhiem-vu" in page else PAPER

    def act(people):
        people.fill_and_send(people.second, page, paper | {"title": "Bản hai"})

    return act


def duty_above(people):
    """A programme of several years above the plan, with one duty."""
    programme = factories.make_plan(
        people.world.units["UBND"], kind="programme", number="2437/QĐ-UBND", title="Đề án",
        year=None, period_start=date(2022, 9, 16), period_end=date(2030, 12, 31),
    )  # fmt: skip
    people.places["duty"] = factories.make_task(programme, title="Nhiệm vụ KH196-2025")


def row_with_duty(people):
    """T4 carries a duty out."""
    duty_above(people)
    task, duty = people.places["T4"], people.places["duty"]
    row = TaskLineage(task_id=task, origin_id=duty, kind="carries_out", basis="Cùng nội dung")
    people.places["lineage"] = _write(row)


def removable_row(people):
    """A row that was never laid out."""
    people.places["removable"] = factories.make_task(people.places["plan"], "KH196-2025/X")


def not_settled(people):
    """A row whose phrase gives no day."""
    cited = "Theo Kế hoạch số 156/KH-UBND"
    row = factories.make_task(people.places["plan"], "KH196-2025/Y", deadline_text=cited)
    factories.make_rule(row, kind="reference", phrase=cited, question="Cần mở văn bản được dẫn.")
    _led_by(people, row)
    people.places["unsettled"] = row


def proposed_plan(people):
    """A plan that waits for the paper that orders it."""
    people.places["proposed"] = factories.make_plan(
        people.places["root"], "DX", number="5/TTr", standing="proposed"
    )


def plan_to_replace(people):
    """A plan of whose place another will take."""
    people.places["replaced"] = factories.make_plan(people.places["root"], "CU", number="1/KH-UBND")


# --- the register, hand-over --------------------------------------------------------------


def free_unit_mended(people):
    """A colleague mends the unit that has nothing left."""
    people.fill_and_send(people.second, "/quan-tri/don-vi/{free}/sua", {"source": "Bản hai"})


def days_projected(people):
    """Two days of 2026 wait for their announcement."""
    for day in (16, 17):
        _write(CalendarDay(day=date(2026, 2, day), kind="off", name="Tết", status="projected"))


def mended_draft(people):
    """A colleague changes what the hand-over is called."""
    page = "/quan-tri/ban-giao/ban-soan/{draft}/thong-tin"
    people.fill_and_send(people.second, page, {"title": f"Bản {people.number()}"})


def _laid_out(people):
    """Two tasks that Sở Tư pháp owes by the print of the plan."""
    for code in ("H1", "H2"):
        row = factories.make_task(people.places["plan"], code, lead_text="Sở Tư pháp")
        factories.make_rule(row, slot=1, dues=[["", "2025-01-01", "2025-12-31"]])
        _led_by(people, row)
    with write_transaction():
        open_years(2025, 2025, TESTER, factories.NOON)


def _led_by(people, task):
    led = {"role": "lead", "ordinal": 1, "kind": "unit", "unit_id": people.places["unit"]}
    _write(Assignment(task_id=task, printed="Sở Tư pháp", **led))


def dissolved(people):
    """The hand-over was applied: Sở Tư pháp ends without an heir, and two tasks wait."""
    _laid_out(people)
    people.enter("administrator")
    draft = "/quan-tri/ban-giao/ban-soan/{draft}"
    line = {"kind": "dissolve", "to": ""}
    people.fill_and_send(people.second, f"{draft}/ban-giao/1", line)
    people.fill_and_send(people.second, f"{draft}/xem-truoc", {}, f"{draft}/ap-dung")
    queue = "/quan-tri/ban-giao/cho-xac-dinh"
    people.second.get(queue)
    links = people.second.page.links
    people.places["heir"] = next(link for link in links if link.startswith(f"{queue}/"))


# --- accounts, the first run --------------------------------------------------------------


def mended_account(people):
    """A colleague changes the telephone of the account."""
    page = "/quan-tri/tai-khoan/{user}/sua"
    people.fill_and_send(people.second, page, {"phone": f"029938200{people.number()}"})


def locked_account(people):
    """The account is closed."""
    people.enter("administrator")
    people.fill_and_send(people.second, "/quan-tri/tai-khoan/{user}/khoa", {})


def second_factor_kept(people):
    """The account has a second factor."""
    with write_transaction():
        db.session.get_one(User, people.places["user"]).totp_secret = "JBSWY3DPEHPK3PXP"


def moved_role(people):
    """A role that waits for approval."""
    people.places["waiting"] = _write(
        Grant(user_id=people.places["user"], role="focal", unit_id=people.places["SNV"],
              valid_from=TODAY, pending=True)
    )  # fmt: skip


def role_approved(people):
    """A colleague approves the role that waits."""
    action = "/quan-tri/tai-khoan/vai-tro/{waiting}/duyet"
    people.fill_and_send(people.second, "/quan-tri/tai-khoan/cho-duyet", {}, action)


def letterhead_saved(people):
    """A colleague saves the letterhead."""
    page = "/quan-tri/thiet-lap/phan-dau-van-ban"
    people.fill_and_send(people.second, page, LETTERHEAD | {"superior": f"B{people.number()}"})


def gone_through(people):
    """Every step of the first run was gone through."""
    people.enter("administrator")
    for step in ("ke-hoach", "ngay-bat-dau", "phan-dau-van-ban"):
        sent = LETTERHEAD if step == "phan-dau-van-ban" else {}
        people.fill_and_send(people.second, f"/quan-tri/thiet-lap/{step}", sent)
    page = "/quan-tri/thiet-lap/may-chu-thu"
    people.fill_and_send(people.second, page, {}, f"{page}/de-sau")
