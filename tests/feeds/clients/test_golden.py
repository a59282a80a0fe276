"""One calendar byte for byte: in a fixed name space, at fixed instants, on every machine alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.feeds.clients.readers import by_vobject
from tests.feeds.clients.structure import faults
from tracker.documents.ics import Head, calendar_file
from tracker.feeds.rules.entries import Making, entries_of
from tracker.feeds.rules.facts import Printed, Report, Work
from tracker.tasks.rules.revisions import Revision
from tracker.tasks.rules.states import AssignmentRole, EndKind, State

GOLDEN = Path(__file__).with_name("golden.ics")
HERE = "https://cchc.tinh.vn"
MAKING = Making(UUID("6f9619ff-8b86-4011-b42d-00c04fc964ff"), HERE, (0, 3))
HEAD = Head(
    "Việc của tôi, Sở Tư pháp", "Lịch không thay cho nhắc việc.", f"{HERE}/lich", timedelta(hours=1)
)
REVISION = Revision(2, datetime(2025, 6, 10, 1, 30, tzinfo=UTC))
PRINTED = Printed(
    "8", "Xây dựng cơ sở dữ liệu; công bố danh mục, quy trình", "Cải cách thể chế",
    "Quyết định\nBáo cáo", "Sở Tư pháp", "Các sở, ban, ngành", "Quý III/2025", "196/KH-UBND",
    "Cải cách thể chế, chính sách",
)  # fmt: skip
OPEN = Work(
    14, AssignmentRole.LEAD, date(2025, 9, 30), date(2025, 10, 1), date(2025, 9, 30),
    State.IN_PROGRESS, date(2025, 6, 10), REVISION, PRINTED, "Quý III/2025",
)  # fmt: skip
FACTS = (
    OPEN,
    replace(OPEN, id=15, role=AssignmentRole.PARTNER, unit="Sở Nội vụ", state=State.NOT_STARTED),
    replace(OPEN, id=16, state=State.DONE, due_on=date(2028, 2, 29), late_from=date(2028, 3, 1)),
    replace(OPEN, id=17, ended_on=date(2025, 6, 9), end=EndKind.HANDED_OVER, heir="Sở Nội vụ"),
    replace(OPEN, id=18, printed=PRINTED._replace(title=r"Sao lưu \\may-chu\Noi-vu 😀")),
    Report(
        (3, 2), "Báo cáo cải cách hành chính 6 tháng", "Cải cách hành chính", date(2025, 6, 14),
        date(2025, 6, 16), "/bao-cao/dot/3", REVISION, "Sở Tư pháp",
    ),
)  # fmt: skip


def test_a_calendar_is_written_to_the_byte():
    entries = [one for fact in FACTS for one in entries_of(fact, MAKING)]
    content = calendar_file(entries, HEAD)
    assert content == GOLDEN.read_bytes()


def test_the_kept_calendar_is_sound_and_says_what_it_should(tmp_path):
    content = GOLDEN.read_bytes()
    assert faults(content) == []
    title = "Xây dựng cơ sở dữ liệu; công bố danh mục, quy trình"
    told = [
        (f"{one.first:%d/%m/%Y}", one.summary) for one in by_vobject(content, tmp_path).values()
    ]
    assert told == [
        ("30/09/2025", f"Hạn: {title}"),
        ("30/09/2025", f"Phối hợp (Sở Nội vụ): {title}"),
        ("29/02/2028", f"✓ Đã hoàn thành: {title}"),
        ("30/09/2025", f"[Đã bàn giao] {title}"),
        ("30/09/2025", r"Hạn: Sao lưu \\may-chu\Noi-vu 😀"),
        ("14/06/2025", "Chốt số liệu báo cáo (Sở Tư pháp): Báo cáo cải cách hành chính 6 tháng"),
        ("16/06/2025", "Hạn gửi báo cáo (Sở Tư pháp): Báo cáo cải cách hành chính 6 tháng"),
    ]
