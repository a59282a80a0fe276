"""The written table of the forms of work: rows for `stale_forms`."""

from tests.ladder import stale_scenes as scenes
from tests.ladder.two_people import Adds, Edit, Opened, Press

WORDS = {"words": "Bản một", "cause": "objective"}, {"words": "Bản hai", "cause": "objective"}
BY_PHONE = {"source": "phone", "source_paper": "Cán bộ đầu mối", "source_on": "06/6/2025"}
RULED = scenes.GRANTED
PHONED = [one | BY_PHONE for one in WORDS]
STOP = scenes.STOP

WORK = {
    "work.update": Edit(Opened("focal-own", "/phan-viec/{A1}/cap-nhat"), *reversed(WORDS)),
    "work.correct": Edit(
        Opened("focal-own", "/phan-viec/{A1}/dinh-chinh/{line}"), *reversed(WORDS)
    ),
    "work.enter_for": Edit(Opened("compiler", "/phan-viec/{A1}/nhap-thay"), *reversed(PHONED)),
    "work.no_change": Press(
        Opened("focal-own", "/", "/phan-viec/{standing}/khong-thay-doi"),
        "nên chưa ghi gì. Cán bộ focal-own-2: “Lời của đơn vị”", scenes.told_of_standing_work,
        scenes.standing_row,
    ),
    "work.take_back": Press(
        Opened("focal-own", "/", "/phan-viec/{standing}/hoan-tac"),
        "nên chưa ghi gì. Cán bộ focal-own-2: “Lời của đơn vị”", scenes.told_of_standing_work,
        scenes.said_no_change,
    ),
    "work.grid": Edit(
        Opened("focal-own", "/cap-nhat-nhieu"),
        {"r{A1}-words": "Bản hai", "r{A1}-cause": "objective"},
        {"r{A1}-words": "Bản một", "r{A1}-cause": "objective"},
    ),
    "work.standing": Edit(
        Opened("focal-own", "/thuong-xuyen?donvi=STP&linhvuc=CCTC"),
        {"words": "Bản hai"}, {"words": "Bản một"}, ready=scenes.standing_row,
    ),
    "work.delegate": Edit(
        Opened("focal-own", "/phan-viec/{A1}/giao"),
        {"division": "{E}", "note": "Bản hai"}, {"division": "{E}", "note": "Bản một"},
    ),
    "work.take_share_back": Press(
        Opened("focal-own", "/phan-viec/{A3}/giao", "/phan-viec/{A3}/thu-hoi"),
        "đã thay đổi sau khi trang này được mở", scenes.told_by_the_unit, status=409,
    ),
    "work.hand_over_all": Edit(
        Opened("focal-own", "/ban-giao-viec?tu=phong-{E}"),
        mine={"officer": "{officer}", "note": "Bản một"}, both=("Lời của đơn vị", "Bản một"),
        meanwhile=scenes.told_by_the_unit,
    ),
    "work.delegate_many": Edit(
        Opened("focal-own", "/giao-viec?chon=tat-ca"),
        mine={"division": "{E}", "note": "Bản một"}, both=("Lời của đơn vị", "Bản một"),
        meanwhile=scenes.told_by_the_unit, ready=scenes.in_nobodys_hands,
    ),
    "work.event": Adds(
        "Adds an event; the same day again is the same event.",
        Opened("compiler", "/nhiem-vu/KH196-2025/T1/su-kien"),
        {"happened_on": "02/6/2025", "document_text": "Công văn 1"},
    ),
    "work.ask_cooperation": Adds(
        "Adds a request; the same paper again is the same request.",
        Opened("focal-own", "/phan-viec/{A3}/phoi-hop"),
        {"others": ["{SYT}"], "paper": "9/STP", "words": "Góp ý", "asked_on": "10/6/2025"},
    ),
    "work.answer_cooperation": Edit(
        Opened("partner", "/phoi-hop/{asked}", "/phoi-hop/{asked}/tra-loi"),
        {"words": "Bản hai"}, {"words": "Bản một"},
    ),
    "work.ask_extended_day": Edit(
        Opened("focal-own", "/phan-viec/{A3}/gia-han"),
        {"until": "30/9/2025", "reason": "Bản hai", "paper": "2/STP"},
        {"until": "30/9/2025", "reason": "Bản một", "paper": "1/STP"},
    ),
    "work.decide_extended_day": Edit(
        Opened("compiler", "/phan-viec/{A1}/y-kien-gia-han"),
        RULED, RULED | {"until": "30/9/2025", "words": "Bản một"}, both=("15/9/2025", "Bản một"),
    ),
}  # fmt: skip

ASKING = {
    "work.withdraw_cooperation": Press(
        Opened("focal-own", "/phoi-hop/{asked}/rut"),
        "Đề nghị này vừa được trả lời hoặc đã rút", scenes.answered,
    ),
    "work.withdraw_extended_day": Press(
        Opened("focal-own", "/gia-han/{wished}/rut"),
        "Đề nghị này vừa có ý kiến hoặc đã rút", scenes.ruled,
    ),
}  # fmt: skip

JUDGING = {
    "work.confirm": Edit(
        Opened("compiler", "/phan-viec/{A1}/xac-nhan"), mine={"words": "Bản một"},
        meanwhile=scenes.judged_by_another, ready=scenes.done,
    ),
    "work.ask_to_complete": Edit(
        Opened("compiler", "/phan-viec/{B2}/de-nghi-bo-sung"), mine={"words": "Bản một"},
        meanwhile=scenes.judged_by_another, ready=scenes.done,
    ),
    "work.confirm_queue": Edit(
        Opened("compiler", "/xac-nhan?chon=tat-ca"), mine={"words": "Bản một"},
        both=("Có phần việc đã thay đổi", "Bản một"), meanwhile=scenes.judged_by_another,
        ready=scenes.done,
    ),
}  # fmt: skip

YEAR = {
    "work.year_end": Edit(
        Opened("focal-own", "/cuoi-nam"),
        {"r{standing}-state": "not_started", "r{standing}-cause": "objective",
         "r{standing}-words": "Bản hai"},
        {"r{standing}-state": "not_started", "r{standing}-cause": "objective",
         "r{standing}-words": "Bản một"},
        ready=scenes.before_the_year_ends,
    ),
    "work.estimates": Edit(
        Opened("focal-own", "/uoc-thuc-hien"),
        {"r{A1}-outlook": "partly", "r{A1}-words": "Bản hai"},
        {"r{A1}-outlook": "partly", "r{A1}-words": "Bản một"}, ready=scenes.before_the_year_ends,
    ),
    "work.closing_sheet": Edit(
        Opened("compiler", "/ket-thuc-nam/KH196-2025/2025"),
        STOP | {"rows": ["{A1}"], "words": "Bản hai"},
        STOP | {"rows": ["{A1}"], "words": "Bản một"}, ready=scenes.year_over,
    ),
    "work.take_closings_back": Edit(
        Opened("compiler", f"{scenes.SHEET}/hoan-tac?rows={{closing}}"),
        {"why": "Bản hai"}, {"why": "Bản một"},
        both=("Có quyết định vừa được hoàn tác",), ready=scenes.close_one,
    ),
}  # fmt: skip
