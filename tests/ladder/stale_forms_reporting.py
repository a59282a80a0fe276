"""The written table of the forms of units' reports: rows for `stale_forms`."""

from tests.ladder.reporting import locked, moved_on, standing
from tests.ladder.two_people import Edit, Opened, Press

REPORT = "/ky-bao-cao/STP-1/2025-H1/STP/P1"
CHANGED = "Báo cáo đã thay đổi sau khi trang này được mở nên chưa ghi gì"
SECTION = {"t_ket-qua": "Bản hai"}, {"t_ket-qua": "Bản một"}
REASON = {"reason": "Bản hai"}, {"reason": "Bản một"}
SOURCE = {"source": "Điện thoại ngày 09/6/2025"}


def step(who, action, state):
    """A button on the report, pressed after a colleague took another step."""
    return Press(Opened(who, REPORT, f"{REPORT}/{action}"), CHANGED, moved_on, standing(state))


REPORTING = {
    "reporting.write": Edit(
        Opened("focal-own", f"{REPORT}/soan"), *SECTION, ready=standing("asked")
    ),
    "reporting.hand_up": step("focal-own", "trinh", "asked"),
    "reporting.take_back": step("focal-own", "rut", "waiting"),
    "reporting.approve": step("head", "duyet", "waiting"),
    "reporting.accept": step("compiler", "tiep-nhan", "sent"),
    "reporting.give_back": Edit(
        Opened("head", f"{REPORT}/tra-lai"), *REASON, ready=standing("waiting")
    ),
    "reporting.ask": Edit(
        Opened("compiler", f"{REPORT}/de-nghi-bo-sung"), *REASON, ready=standing("sent")
    ),
    "reporting.enter": Edit(
        Opened("compiler", f"{REPORT}/nhap-thay"), SECTION[0] | SOURCE, SECTION[1] | SOURCE,
        ready=standing("drafting"),
    ),
    "reporting.sign": Edit(
        Opened("focal-own", f"{REPORT}/van-ban-da-ky"),
        mine={"number": "99/BC-P1", "signed_on": "09/6/2025"}, both=("15/BC-P1", "99/BC-P1"),
        meanwhile=moved_on, ready=standing("sent"),
    ),
    "reporting.reopen": Edit(Opened("compiler", f"{REPORT}/mo-lai"), *REASON, ready=locked),
}  # fmt: skip
