"""The written table of the forms of administration: rows for `stale_forms`."""

from tests.ladder import stale_scenes as scenes
from tests.ladder.two_people import Adds, Alone, Edit, Opened, Press

PAPER = scenes.PAPER
ROW = {
    "number": "9", "title": "Dòng viết tay", "product_text": "Kế hoạch",
    "lead_text": "Sở Tư pháp", "deadline_text": "Quý III/2025",
}  # fmt: skip
CHANGED_ROLE = "Vai trò này không còn chờ duyệt hoặc đã thay đổi."
ACCOUNT, GRANT = "/quan-tri/tai-khoan/{user}", "/quan-tri/tai-khoan/vai-tro/{grant}"
DRAFT, PLAN = "/quan-tri/ban-giao/ban-soan/{draft}", "/quan-tri/ke-hoach/{plan}"
CRITERION = "/quan-tri/tieu-chi/TC-1"
UNIT, SETUP = "/quan-tri/don-vi/{unit}", "/quan-tri/thiet-lap"

PLANS = {
    "administration.plan_new": Adds(
        "Adds a plan; a number that is known is refused.",
        Opened("compiler", "/quan-tri/ke-hoach/moi"),
        PAPER | {"number": "12/KH-UBND", "title": "Kế hoạch mới", "period_start": "01/01/2025",
                 "period_end": "31/12/2025", "year": "2025", "paper_kind": "Kế hoạch"},
    ),
    "administration.plan_edit": Edit(
        Opened("compiler", f"{PLAN}/sua"),
        PAPER | {"title": "Bản hai"}, PAPER | {"title": "Bản một"},
    ),
    "administration.row_new": Adds(
        "Adds a row; one that is there is refused.", Opened("compiler", f"{PLAN}/them-dong"), ROW
    ),
    "administration.row_edit": Edit(
        Opened("compiler", "/quan-tri/nhiem-vu/{T2}"), {"title": "Bản hai"}, {"title": "Bản một"}
    ),
    "administration.row_remove": Edit(
        Opened("compiler", "/quan-tri/nhiem-vu/{removable}/xoa"), both=("Bản hai",),
        meanwhile=scenes.retitled("/quan-tri/nhiem-vu/{removable}"),
        ready=scenes.removable_row,
    ),
    "administration.deadline": Edit(
        Opened("compiler", "/quan-tri/thoi-han?nhiemvu={unsettled}"),
        {"way": "days", "days": "30/9/2025", "basis": "Bản hai"},
        {"way": "days", "days": "31/10/2025", "basis": "Bản một"},
        both=("30/9/2025", "Bản một"), ready=scenes.not_settled,
    ),
    "administration.own_deadline": Edit(
        Opened("compiler", "/quan-tri/phan-viec/{B3}/han"),
        PAPER | {"due_on": "30/9/2025", "reason": "Bản hai"},
        PAPER | {"due_on": "31/10/2025", "reason": "Bản một"}, both=("30/9/2025", "Bản một"),
    ),
    "administration.order": Adds(
        "Adds an order; the same again changes nothing.",
        Opened("compiler", "/quan-tri/giao-viec"),
        PAPER | {"title": "Báo cáo số liệu", "product_text": "Báo cáo", "due_on": "30/6/2025",
                 "leads": ["unit:{unit}"]},
    ),
    "administration.amend": Edit(
        Opened("compiler", f"{PLAN}/sua-doi?sua={{T4}}"),
        mine=PAPER | {"effective_on": "01/6/2025", "sua{T4}_title": "Bản một"},
        meanwhile=scenes.retitled("/quan-tri/nhiem-vu/{T4}"),
    ),
    "administration.plan_issue": Edit(
        Opened("compiler", "/quan-tri/ke-hoach/{proposed}/ban-hanh"), mine=PAPER,
        both=("Bản hai", "88/QĐ-UBND"), ready=scenes.proposed_plan,
        meanwhile=scenes.retitled("/quan-tri/ke-hoach/{proposed}/sua"),
    ),
    "administration.plan_open": Edit(
        Opened("compiler", f"{PLAN}/mo-nam"), both=("Bản hai",),
        meanwhile=scenes.retitled(f"{PLAN}/sua"),
    ),
    "administration.replace": Edit(
        Opened("compiler", "/quan-tri/ke-hoach/{replaced}/thay-the"),
        mine=PAPER | {"effective_on": "01/6/2025", "heir": "{plan}"},
        both=("Bản hai", "88/QĐ-UBND"), ready=scenes.plan_to_replace,
        meanwhile=scenes.retitled("/quan-tri/ke-hoach/{replaced}/sua"),
    ),
}  # fmt: skip

LINEAGE = "/ke-hoach/KH196-2025/doi-chieu-chuong-trinh"
BESIDE = {
    "work.lineage_link": Adds(
        "Adds a link of two rows; one that is there is refused.",
        Opened("compiler", f"{LINEAGE}/gan"),
        {"task": "{T2}", "origin": "{duty}", "basis": "Cùng nội dung"}, ready=scenes.duty_above,
    ),
    "work.lineage_take": Edit(
        Opened("compiler", f"{LINEAGE}?de-xuat=1", f"{LINEAGE}/de-xuat"),
        {"chosen": ["{T3}-carries_out-{duty}"]}, {"chosen": ["{T3}-carries_out-{duty}"]},
        both=("Danh sách đề xuất vừa thay đổi",), ready=scenes.duty_above,
    ),
    "work.lineage_unlink": Press(
        Opened("compiler", LINEAGE, f"{LINEAGE}/{{lineage}}/bo"),
        "Liên kết này vừa được người khác bỏ hoặc sửa.", ready=scenes.row_with_duty,
    ),
}  # fmt: skip

NAMED = {"name": "Bản hai"}, {"name": "Bản một"}
REGISTER = {
    "administration.unit_new": Adds(
        "Adds a unit; a code that is taken is refused.",
        Opened("administrator", "/quan-tri/don-vi/moi"),
        {"code": "SMOI", "name": "Sở Mới", "parent": "{root}", "sort_order": "9"},
    ),
    "administration.unit_edit": Edit(
        Opened("administrator", f"{UNIT}/sua"), {"source": "Bản hai"}, {"source": "Bản một"}
    ),
    "administration.unit_rename": Edit(
        Opened("administrator", f"{UNIT}/ten-moi"),
        *({"name": name, "day": "01/6/2025", "name_source": "QĐ"} for name in
          ("Bản hai", "Bản một")),
    ),
    "administration.unit_name": Edit(Opened("administrator", f"{UNIT}/ten/{{name}}"), *NAMED),
    "administration.unit_end": Edit(
        Opened("administrator", "/quan-tri/don-vi/{free}/ket-thuc"),
        mine={"last_day": "30/6/2025"}, both=("Bản hai", "30/6/2025"),
        meanwhile=scenes.free_unit_mended,
    ),
    "administration.group_new": Adds(
        "Adds a group; a code that is taken is refused.",
        Opened("administrator", "/quan-tri/nhom-don-vi/moi"),
        {"code": "G-MOI", "name": "Nhóm mới", "forms": "Các xã"},
    ),
    "administration.group_edit": Edit(
        Opened("administrator", "/quan-tri/nhom-don-vi/{group}"), *NAMED
    ),
    "administration.group_members": Edit(
        Opened("administrator", "/quan-tri/nhom-don-vi/{group}/thanh-vien"),
        {"source": "Bản hai", "joining": ["{SYT}"], "joining_first": "01/6/2025"},
        {"source": "Bản một", "joining": ["{SNV}"], "joining_first": "01/6/2025"},
        both=("Sở Y tế", "Bản một"),
    ),
    "administration.field_new": Adds(
        "Adds a field; a code that is taken is refused.",
        Opened("compiler", "/quan-tri/linh-vuc/moi"),
        {"code": "MOI", "name": "Lĩnh vực mới"},
    ),
    "administration.field": Edit(Opened("compiler", "/quan-tri/linh-vuc/{field}"), *NAMED),
    "administration.field_followers": Edit(
        Opened("compiler", "/quan-tri/linh-vuc/{unfollowed}/theo-doi"),
        {"unit": "{SYT}", "unit_first": "01/6/2025"},
        {"unit": "{SNV}", "unit_first": "02/6/2025"}, both=("Sở Y tế", "02/6/2025"),
    ),
    "administration.letterhead_new": Adds(
        "Adds a head from a day on; a day that is not later is refused.",
        Opened("compiler", "/quan-tri/phan-dau-van-ban/moi?donvi={unit}"),
        {"valid_from": "01/7/2025"},
    ),
    "administration.letterhead": Edit(
        Opened("compiler", "/quan-tri/phan-dau-van-ban/{letterhead}"),
        {"source": "Bản hai"}, {"source": "Bản một"},
    ),
    "administration.criterion": Edit(
        Opened("compiler", CRITERION), {"note": "Bản hai"}, {"note": "Bản một"}
    ),
    "administration.criterion_score": Edit(
        Opened("compiler", f"{CRITERION}/ket-qua?nam=2024"),
        {"note": "Bản hai"}, {"note": "Bản một"},
    ),
    "administration.criterion_link": Adds(
        "Adds a link; one that is there is refused.",
        Opened("compiler", f"{CRITERION}/lien-ket"), {"target": "{T2}", "basis": "Cùng nội dung"},
    ),
    "administration.criterion_unlink": Press(
        Opened("compiler", CRITERION, f"{CRITERION}/lien-ket/{{criterion_link}}/bo"),
        "Liên kết này vừa được người khác bỏ hoặc sửa.",
    ),
    "administration.days_off_add": Adds(
        "Adds days; a day that is there is refused.",
        Opened("administrator", "/quan-tri/ngay-nghi/them"),
        {"first": "01/9/2027", "last": "02/9/2027", "name": "Quốc khánh"},
    ),
    "administration.day_off": Edit(
        Opened("administrator", "/quan-tri/ngay-nghi/2027-02-08"), *NAMED
    ),
    "administration.days_off_confirm": Edit(
        Opened("administrator", "/quan-tri/ngay-nghi/cong-bo/2026"),
        {"days": ["2026-02-16"], "paper_number": "Thông báo 2", "paper_day": "02/6/2025"},
        {"days": ["2026-02-16"], "paper_number": "Thông báo 1", "paper_day": "02/6/2025"},
        both=("17/02/2026", "Thông báo 1"), ready=scenes.days_projected,
    ),
}  # fmt: skip

HAND_OVER = {
    "administration.handover_new": Adds(
        "Adds a draft; a code that is taken is refused.",
        Opened("administrator", "/quan-tri/ban-giao/moi"),
        PAPER | {"code": "BG-2", "title": "Sắp xếp", "effective_on": "10/6/2025"},
    ),
    "administration.handover_upload": Alone(
        "Adds a draft from a file, by the operation of a draft by hand."
    ),
    "administration.handover_take": Alone(
        "A file that was taken is offered no more."
    ),
    "administration.handover_head": Edit(
        Opened("administrator", f"{DRAFT}/thong-tin"), {"title": "Bản hai"}, {"title": "Bản một"}
    ),
    "administration.handover_line": Edit(
        Opened("administrator", f"{DRAFT}/ban-giao/1"), {"note": "Bản hai"}, {"note": "Bản một"}
    ),
    "administration.handover_line_remove": Press(
        Opened("administrator", DRAFT, f"{DRAFT}/ban-giao/1/bo"), "đã có người sửa",
        scenes.mended_draft,
    ),
    "administration.handover_remove": Press(
        Opened("administrator", DRAFT, f"{DRAFT}/bo"), "đã có người sửa",
        scenes.mended_draft,
    ),
    "administration.handover_apply": Press(
        Opened("administrator", f"{DRAFT}/xem-truoc", f"{DRAFT}/ap-dung"), "đã có người sửa",
        scenes.mended_draft, status=409,
    ),
    "administration.handover_heir": Edit(
        Opened("administrator", "{heir}"),
        {"tasks": ["H1"], "to_unit": "SNV"},
        {"tasks": ["H1"], "to_unit": "SYT", "note": "Bản một"},
        both=("có người đã xác định nơi nhận", "Bản một"), ready=scenes.dissolved,
    ),
}  # fmt: skip

ROLE = {"role": "division", "unit": "{E}"}
ACCOUNTS = {
    "administration.account_new": Adds(
        "Adds an account; a login that is taken is refused.",
        Opened("administrator", "/quan-tri/tai-khoan/them"),
        {"name": "Cán bộ mới", "unit": "{unit}", "role": "focal", "login": "moi"},
    ),
    "administration.accounts_load": Alone("Reads a file and shows it; writes nothing."),
    "administration.accounts_confirm": Alone(
        "Adds accounts by the operation of one account; a login that is taken is refused."
    ),
    "administration.account_edit": Edit(Opened("administrator", f"{ACCOUNT}/sua"), *NAMED),
    "administration.account_grant": Adds(
        "Adds a role; one that is held is refused.",
        Opened("administrator", f"{ACCOUNT}/vai-tro"), ROLE,
    ),
    "administration.account_stand_in": Adds(
        "Adds a time of standing in; the same again is refused.",
        Opened("administrator", f"{ACCOUNT}/lam-thay"), {"absent": "{absent}"},
    ),
    "administration.grant_end": Edit(
        Opened("administrator", f"{GRANT}/ket-thuc"),
        {"last_day": "30/6/2025"}, {"last_day": "31/7/2025"}, both=("30/6/2025", "31/7/2025"),
    ),
    "administration.account_disable": Press(
        Opened("administrator", f"{ACCOUNT}/khoa"), "đã có người sửa",
        scenes.mended_account, status=409,
    ),
    "administration.account_factor": Press(
        Opened("administrator", f"{ACCOUNT}/xac-thuc"), "đã có người sửa",
        scenes.mended_account, scenes.second_factor_kept, status=409,
    ),
    "administration.account_reset": Press(
        Opened("administrator", f"{ACCOUNT}/mat-khau"), "đã có người sửa",
        scenes.mended_account, status=409,
    ),
    "administration.account_enable": Press(
        Opened("administrator", "/quan-tri/tai-khoan/{user}", "/quan-tri/tai-khoan/{user}/mo-khoa"),
        "đã có người sửa",
        scenes.mended_account,
        scenes.locked_account,
    ),
    "administration.accounts_transfer": Edit(
        Opened("administrator", "/quan-tri/tai-khoan/chuyen-don-vi?donvi=SYT"),
        {"grants": ["{partner_grant}"], "to_unit": "{SNV}"}, {"to_unit": "{unit}"},
        both=("Xem lại danh sách", "Sở Tư pháp"),
    ),
    "administration.grant_approve": Press(
        Opened("administrator", "/quan-tri/tai-khoan/cho-duyet",
               "/quan-tri/tai-khoan/vai-tro/{waiting}/duyet"),
        CHANGED_ROLE, scenes.role_approved, scenes.moved_role,
    ),
    "administration.grant_refuse": Press(
        Opened("administrator", "/quan-tri/tai-khoan/cho-duyet",
               "/quan-tri/tai-khoan/vai-tro/{waiting}/tu-choi"),
        CHANGED_ROLE, scenes.role_approved, scenes.moved_role,
    ),
}  # fmt: skip

LETTERHEAD = scenes.LETTERHEAD
MAIL = {"host": "thu.vi-du.vn", "port": "587", "sender": "cchc@vi-du.vn"}
FIRST_RUN = {
    "administration.setup_letterhead": Edit(
        Opened("administrator", f"{SETUP}/phan-dau-van-ban"),
        LETTERHEAD | {"place": "Bản hai"}, LETTERHEAD | {"place": "Bản một"},
    ),
    "administration.setup_mail": Edit(
        Opened("administrator", f"{SETUP}/may-chu-thu"),
        MAIL | {"user": "Bản hai"}, MAIL | {"user": "Bản một"},
    ),
    "administration.setup_plans": Edit(
        Opened("administrator", f"{SETUP}/ke-hoach"),
        {"plans": None}, {}, both=("đã lưu",),
    ),
    "administration.setup_tracking": Edit(
        Opened("administrator", f"{SETUP}/ngay-bat-dau"),
        {"day": "01/3/2025"}, {"day": "01/02/2025"}, both=("01/3/2025", "01/02/2025"),
    ),
    "administration.setup_mail_later": Press(
        Opened("administrator", f"{SETUP}/may-chu-thu", f"{SETUP}/may-chu-thu/de-sau"),
        "Thiết lập đã có người lưu", scenes.letterhead_saved,
    ),
    "administration.setup_finish": Press(
        Opened("administrator", SETUP, f"{SETUP}/hoan-thanh"), "Thiết lập đã có người lưu",
        scenes.letterhead_saved,
        scenes.gone_through,
    ),
}  # fmt: skip
