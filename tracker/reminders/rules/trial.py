"""A letter that shows whether mail leaves, and what came of it in words (pure)."""

from datetime import datetime

from tracker.calendar.zone import VIETNAM
from tracker.mail.letters import Letter
from tracker.mail.rules import Fate, Outcome
from tracker.text import vn_date

SUBJECT = "Thư thử của phần mềm theo dõi nhiệm vụ cải cách hành chính"


def trial_letter(who: str, at: datetime) -> Letter:
    """A letter without any content of work."""
    local = at.astimezone(VIETNAM)
    return Letter(
        SUBJECT,
        f"{who} gửi thư thử lúc {local:%H:%M} ngày {vn_date(local.date())}.\n\n"
        "Nhận được thư này nghĩa là phần mềm gửi thư được đến địa chỉ này."
        " Không cần trả lời.\n",
    )


def outcome_words(outcome: Outcome, address: str) -> tuple[str, str]:
    """What came of it: the kind of notice and the sentence, with what to do next."""
    if outcome.fate is Fate.SENT:
        return "success", (
            f"Máy chủ thư đã nhận thư gửi đến {address}. Mở hộp thư đó để kiểm tra,"
            " kể cả mục thư rác."
        )
    words = f"Chưa gửi được thư đến {address}. {outcome.words}."
    advice = {
        Fate.REFUSED: " Kiểm tra lại địa chỉ nhận.",
        Fate.LATER: " Máy chủ đề nghị thử lại sau.",
        Fate.BROKEN: " Kiểm tra máy chủ, cổng, tài khoản ở mục Máy chủ thư điện tử.",
    }
    return "danger", words.replace("..", ".") + advice[outcome.fate]
