"""The written table of the forms of a plan's file on its way in: rows for `stale_forms`."""

from tests.ladder import stale_scenes, taking_in
from tests.ladder.two_people import Adds, Edit, Opened, Press
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.intake.models import IntakeLink, IntakeRow

FILE = "/quan-tri/nhap/{intake}"
CHANGES = f"{FILE}/thay-doi"
MOVED = "Xem lại rồi chọn lần nữa."


def file(people):
    """A file of its own, just read."""
    folder = people.app.config["TRACKER"].data_dir
    made = taking_in.build(folder, people.number() + 2)
    people.places |= dict(zip(("intake", "file_row", "passage"), made, strict=True))


def answered_file(people):
    """A file of which nothing is left to be answered."""
    file(people)
    with write_transaction():
        of_file = IntakeRow.intake_id == people.places["intake"]
        db.session.execute(db.update(IntakeRow).where(of_file).values(settled=True))


def file_with_link(people):
    """A file with an earlier row that its first row is like."""
    file(people)
    with write_transaction():
        link = IntakeLink(
            row_id=people.places["file_row"], kind="follows", task_id=people.places["T1"],
            likeness=0.9, basis="Cùng nội dung", taken=False,
        )  # fmt: skip
        db.session.add(link)
        db.session.flush()
        people.places["offered"] = link.id


def file_of_a_changed_plan(people):
    """A file beside a plan that has changed since it was read."""
    file(people)
    people.other("compiler-2")
    stale_scenes.retitled("/quan-tri/nhiem-vu/{T4}")(people)


def missing_chosen(people):
    """A colleague says which rows stay."""
    people.fill_and_send(people.second, CHANGES, {"staying": ["{T1}"]})


INTAKE = {
    "administration.intake_new": Adds(
        "Reads a file; the same file again is the same reading.",
        Opened("compiler", "/quan-tri/ke-hoach/{plan}/nhap"), {"pasted": taking_in.table(99)},
    ),
    "administration.intake_names": Edit(
        Opened("compiler", FILE, f"{FILE}/nhom"), {"ten_0_is": "unit:{SYT}"},
        {"ten_0_is": "to_confirm"}, both=("Cơ quan lạ: Sở Y tế", "Có hai bản"), ready=file,
    ),
    "administration.intake_field": Edit(
        Opened("compiler", FILE, f"{FILE}/linh-vuc"), {"field_id": "{field}"},
        {"field_id": "{unfollowed}"}, both=("Có hai bản",), ready=file,
    ),
    "administration.intake_keep": Press(
        Opened("compiler", f"{FILE}?chon=tat-ca", f"{FILE}/giu"), MOVED, ready=file
    ),
    "administration.intake_take": Edit(
        Opened("compiler", FILE, f"{FILE}/lay"), {"dong": ["{passage}:1"], "lay": "1"},
        {"dong": ["{passage}:1"], "lay": "1"}, both=(MOVED,), ready=file, status=302,
    ),
    "administration.intake_row": Edit(
        Opened("compiler", f"{FILE}/dong/{{file_row}}"), {"title": "Bản hai"},
        {"title": "Bản một"}, ready=file,
    ),
    "administration.intake_match": Press(
        Opened("compiler", CHANGES, f"{FILE}/dong/{{file_row}}/la"), MOVED, ready=file
    ),
    "administration.intake_compare": Press(
        Opened("compiler", CHANGES, f"{FILE}/so-lai"), MOVED, ready=file_of_a_changed_plan
    ),
    "administration.intake_columns": Edit(
        Opened("compiler", f"{FILE}/cot"), {"cot_1_6": "note"}, {"cot_1_6": "other"},
        both=("Có hai bản", "Ghi chú"), ready=file,
    ),
    "administration.intake_links": Edit(
        Opened("compiler", f"{FILE}/lien-ket"), {"lien_ket": ["{offered}"]},
        {"lien_ket": ["{offered}"]}, both=("Liên kết đã lưu",), ready=file_with_link,
    ),
    "administration.intake_changes": Edit(
        Opened("compiler", CHANGES), {"staying": ["{T1}"]}, {"reach": "part"},
        both=("Dòng được giữ lại",), ready=file,
    ),
    "administration.intake_confirm": Edit(
        Opened("compiler", f"{FILE}/xac-nhan"),
        mine=stale_scenes.PAPER | {"effective_on": "01/6/2025"},
        both=("Có hai bản", "88/QĐ-UBND"), ready=answered_file, meanwhile=missing_chosen,
    ),
    "administration.intake_drop": Edit(
        Opened("compiler", f"{FILE}/bo"), both=("Có hai bản",), ready=file,
        meanwhile=missing_chosen,
    ),
}  # fmt: skip
