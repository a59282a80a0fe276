"""Nhập thay: what a compiler enters for a unit that answered by paper, phone or mail (pure)."""

from dataclasses import dataclass
from datetime import date

from tracker.tasks.rules.states import UpdateSource
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class Answered:
    """How the unit answered: `paper` names the paper, or the person who spoke or wrote."""

    source: UpdateSource | None
    paper: str
    on: date | None


def check(answered: Answered, today: date) -> dict[str, str]:
    """Problems by field: source, source_paper, source_on; empty when none."""
    problems = {}
    if answered.source is None:
        problems["source"] = "Hãy chọn cách đơn vị đã trả lời."
    if not answered.paper:
        problems["source_paper"] = (
            "Hãy nêu số, ký hiệu văn bản, ví dụ 215/STP-VP."
            if answered.source is UpdateSource.PAPER
            else "Hãy nêu người đã trả lời, ví dụ Cán bộ đầu mối Sở Tư pháp."
        )
    if answered.on is None:
        problems["source_on"] = "Hãy nhập ngày đơn vị trả lời, ví dụ 05/6/2025."
    elif answered.on > today:
        problems["source_on"] = f"Ngày {vn_date(answered.on)} ở sau ngày hôm nay: hãy kiểm tra lại."
    return problems


_BY = {
    UpdateSource.PAPER: "văn bản số",
    UpdateSource.PHONE: "điện thoại của",
    UpdateSource.MAIL: "thư điện tử của",
}


def entered_words(source: str, paper: str, on: date | None) -> str:
    """As in "Nhập thay theo văn bản số 215/STP-VP ngày 05/6/2025"; empty for the unit's own."""
    if not source:
        return ""
    day = f" ngày {vn_date(on)}" if on else ""
    return f"Nhập thay theo {_BY[UpdateSource(source)]} {paper}{day}"
