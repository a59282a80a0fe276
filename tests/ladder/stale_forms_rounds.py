"""The written table of the forms of reporting regimes and rounds: rows for `stale_forms`."""

from tests.ladder import stale_scenes as scenes
from tests.ladder.two_people import Adds, Alone, Edit, Opened

REGIME = "/quan-tri/che-do-bao-cao/{regime}"
NUMBERS = "/ky-bao-cao/STP-1/2025-H1/STP/P1/so-lieu"
INDICATOR = "/quan-tri/bieu-so-lieu/CT1.1"
MOVED = scenes.PAPER | {"on_time": "12/6/2025", "closed_after": "18/6/2025"}

ROUNDS = {
    "administration.regime_new": Adds(
        "Adds a regime; a name that the unit has in force is refused.",
        Opened("compiler", "/quan-tri/che-do-bao-cao/moi?donvi={unit}"),
        scenes.PAPER | {
            "name": "Báo cáo tháng của phòng", "valid_from": "01/01/2025", "kinds": ["H1"],
            "H1_on_time": "12/6", "audience": ["children:{unit}"],
        },
    ),
    "administration.regime_edit": Edit(
        Opened("compiler", REGIME), {"name": "Bản hai"}, {"name": "Bản một"}
    ),
    "administration.regime_end": Edit(
        Opened("compiler", f"{REGIME}/ket-thuc"), {"last": "30/11/2026"}, {"last": "31/12/2026"},
        both=("30/11/2026", "31/12/2026"),
    ),
    "administration.round_move": Edit(
        Opened("compiler", "/quan-tri/ky-bao-cao/{round}/doi-ngay"),
        MOVED | {"reason": "Bản hai"}, MOVED | {"on_time": "11/6/2025", "reason": "Bản một"},
        both=("12/6/2025", "Bản một"),
    ),
    "administration.round_ad_hoc": Adds(
        "Adds a round; a title that the year has is refused.",
        Opened("compiler", f"{REGIME}/dot-xuat"),
        scenes.PAPER | {
            "title": "Giải trình", "first": "01/01/2025", "last": "30/6/2025",
            "on_time": "10/7/2025", "units": ["{E}"],
        },
    ),
    "administration.round_change": Edit(
        Opened("compiler", "/quan-tri/ky-bao-cao/{ad_hoc}/sua"),
        {"title": "Bản hai"}, {"title": "Bản một"},
    ),
    "administration.round_call_off": Edit(
        Opened("compiler", "/quan-tri/ky-bao-cao/{ad_hoc}/huy"),
        mine={"why": "Bản một"},
        meanwhile=scenes.retitled("/quan-tri/ky-bao-cao/{ad_hoc}/sua"),
    ),
    "administration.indicator": Edit(
        Opened("compiler", INDICATOR), {"name": "Bản hai"}, {"name": "Bản một"}
    ),
    "administration.indicator_new": Adds(
        "Adds a row; a number that the form has is refused.",
        Opened("compiler", "/quan-tri/bieu-so-lieu/moi"),
        {
            "field": "{field}", "kind": "flow", "number": "1.9", "name": "Cuộc họp",
            "measure": "cuộc", "origin": "sum", "source": "Công văn 1",
        },
    ),
    "administration.indicator_balance": Edit(
        Opened("compiler", f"{INDICATOR}/so-dau-ky?nam=2024&ky=Y"),
        {"numerator": "5", "source": "Bản hai"}, {"numerator": "6", "source": "Bản một"},
    ),
    "rounds.numbers": Edit(
        Opened("focal-own", NUMBERS),
        {"f{indicator}-numerator": "5", "f{indicator}-note": "Bản hai"},
        {"f{indicator}-numerator": "6", "f{indicator}-note": "Bản một"},
    ),
    "rounds.numbers_load": Alone("Reads a filled workbook and shows it; writes nothing."),
    "administration.rounds_lay_out": Alone("Lays out what is missing; a second time adds nothing."),
}  # fmt: skip
