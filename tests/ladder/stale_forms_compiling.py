"""The written table of the forms of compiling: rows for `stale_forms`."""

from tests.ladder.compiling import moved_on
from tests.ladder.two_people import Alone, Edit, Opened, Press

DRAFT = "/tong-hop/STP-1/2025-H1/noi-bo"
MEANWHILE = "Dự thảo vừa có thay đổi của người khác"

COMPILING = {
    "compiling.open_it": Alone("Opens the draft that a round lacks; later it finds the first."),
    "compiling.take_anew": Press(
        Opened("compiler", DRAFT, f"{DRAFT}/lay-lai-so-lieu"), MEANWHILE, moved_on
    ),
    "compiling.section": Edit(
        Opened("compiler", f"{DRAFT}/muc/ket-qua"), {"text": "Bản hai"}, {"text": "Bản một"}
    ),
    "compiling.regenerate": Press(
        Opened("compiler", DRAFT, f"{DRAFT}/muc/ket-qua/lap-lai"), MEANWHILE, moved_on
    ),
    "compiling.freezing": Press(
        Opened("compiler", f"{DRAFT}/chot"), MEANWHILE, moved_on, status=409
    ),
    "compiling.signed": Edit(
        Opened("compiler", f"{DRAFT}/ban/1/da-ky"), {"note": "Bản hai"}, {"note": "Bản một"}
    ),
}  # fmt: skip
