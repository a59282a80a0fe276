"""The index of administrative reform: kinds of criteria, points, and what of them is at risk.

Points are decimals with at most four places, as the papers print them. The risk is an estimate of
the house, one figure per criterion, never summed: the papers publish no such figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tracker.permissions import Permission, Viewer
from tracker.rounds.rules.windows import previous_closing
from tracker.text import Labelled, vn_date, vn_number

PLACES = Decimal("0.0001")
UNKNOWN = "chưa có"
ESTIMATE = "ước tính nội bộ"


class CriterionKind(Labelled):
    """What a row of a set is; points of the last two are given by appraisal or by survey."""

    TOTAL = "total", "Chỉ số tổng hợp"
    FIELD = "field", "Lĩnh vực"
    ASSESSED = "assessed", "Tự chấm, thẩm định"
    SURVEY = "survey", "Điều tra xã hội học"

    @property
    def is_criterion(self) -> bool:
        """Whether it is a criterion, not a heading that sums up criteria."""
        return self in {CriterionKind.ASSESSED, CriterionKind.SURVEY}


def exact(points: Decimal | str) -> Decimal:
    """Points with four places. Raises ValueError where there are more, or no number."""
    try:
        rounded = Decimal(points).quantize(PLACES)
    except ArithmeticError:
        raise ValueError(f"not points: {points!r}") from None
    if rounded != Decimal(points):
        raise ValueError(f"more than four places: {points!r}")
    return rounded


def points_words(points: Decimal | None) -> str:
    """Points as papers print them: "1,50", "0,8841"; "chưa có" for an unknown figure."""
    if points is None:
        return UNKNOWN
    places = 2 if points == points.quantize(Decimal("0.01")) else 4
    return vn_number(points, places)


def missing(maximum: Decimal | None, achieved: Decimal | None) -> Decimal | None:
    """Points lost; None where one of the two is unknown."""
    return None if maximum is None or achieved is None else maximum - achieved


@dataclass(frozen=True, slots=True)
class Shares:
    """Phần việc of leads that fall due in a year: how many, late, silent for a whole period.

    Late: due, not done and past its day. Silent ones are not late.
    """

    due: int = 0
    late: int = 0
    silent: int = 0


def summed(shares: Iterable[Shares]) -> Shares:
    """The shares of several tasks together."""
    held = list(shares)
    return Shares(*(sum(getattr(one, name) for one in held) for name in ("due", "late", "silent")))


def risk(maximum: Decimal | None, shares: Shares) -> Decimal | None:
    """Points at risk, two places: maximum × (late + silent) / due.

    None where the maximum is unknown or nothing falls due in the year.
    """
    if maximum is None or not shares.due:
        return None
    share = maximum * (shares.late + shares.silent) / shares.due
    return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def risk_words(maximum: Decimal | None, shares: Shares, year: int) -> str:
    """How the figure came about, or why there is none."""
    if maximum is None:
        return "Không ước tính: điểm tối đa chưa có."
    if not shares.due:
        return (
            f"Không ước tính: không có phần việc chủ trì nào của các nhiệm vụ liên quan đến hạn "
            f"trong năm {year}."
        )
    found = risk(maximum, shares)
    return (
        f"{points_words(maximum)} × ({shares.late} chậm + {shares.silent} chưa cập nhật một kỳ) / "
        f"{vn_number(shares.due)} phần việc đến hạn trong năm {year} = {points_words(found)} điểm"
    )


@dataclass(frozen=True, slots=True)
class Closings:
    """The last two days on which data closed: work begun by `last` owed a word after `before`."""

    before: date
    last: date

    def is_silent(self, start_on: date, heard_on: date | None) -> bool:
        """Whether a whole period passed, and the time since, without an answer."""
        return start_on <= self.last and (heard_on is None or heard_on <= self.before)


def closings_of(today: date) -> Closings:
    """The two closings before a day."""
    last = previous_closing(today)
    return Closings(previous_closing(last), last)


def silence_words(today: date) -> str:
    """What "chưa cập nhật một kỳ" means on a day."""
    held = closings_of(today)
    return (
        f"đã bắt đầu từ trước ngày chốt số liệu {vn_date(held.last)} mà sau ngày "
        f"{vn_date(held.before)} chưa có cập nhật nào"
    )


def reads_risk(viewer: Viewer) -> bool:
    """Whether points at risk and units' states are shown: to those who read the whole province."""
    return viewer.scope(Permission.READ_WORK) is None


def link_problem(task_id: int | None, field_id: int | None, basis: str) -> dict[str, str]:
    """Why a link may not be written, by field of its form."""
    problems = {}
    if (task_id is None) == (field_id is None):
        problems["target"] = "Hãy chọn nhiệm vụ hoặc lĩnh vực cần liên kết."
    if not basis:
        problems["basis"] = "Hãy ghi căn cứ: vì sao nội dung này tác động đến tiêu chí."
    return problems


MOST_POINTS = Decimal(100)


def score_problem(
    maximum: Decimal | None, achieved: Decimal | None, percent: Decimal | None, rank: int | None
) -> dict[str, str]:
    """Why a year's result may not be written, by field of its form."""
    problems = {}
    if achieved is None and percent is None and rank is None:
        problems["achieved"] = "Hãy nhập ít nhất một số: điểm, tỷ lệ hoặc xếp hạng."
    if achieved is not None and maximum is not None and achieved > maximum:
        problems["achieved"] = f"Điểm đạt không được quá điểm tối đa ({points_words(maximum)})."
    return problems
