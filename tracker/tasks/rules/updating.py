"""What a unit may say of its obligation, and what is missing before it may (invariant 5).

Every message is Vietnamese and tells what to do. Nothing here knows forms or tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.tasks.rules.states import AssignmentRole, Cause, EvidenceKind, State, UpdateKind
from tracker.text import vn_date, vn_list

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Need:
    """A required product; `by_other`: another authority than the lead issues it."""

    id: int
    title: str
    by_other: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a product exists, and since which day."""

    product_id: int | None
    kind: EvidenceKind
    result_on: date | None
    number: str = ""
    issuer: str = ""
    subject: str = ""
    figure: str = ""
    url: str = ""
    blob_sha256: str | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the officer entered."""

    state: State
    happened_on: date | None
    words: str
    cause: Cause | None
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What the obligation is like when it is said."""

    today: date
    role: AssignmentRole
    standing: bool
    late_from: date | None
    needs: tuple[Need, ...]
    proven: frozenset[int | None]
    proven_on: date | None
    correcting: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """The line to write."""

    kind: UpdateKind
    state: State
    happened_on: date
    words: str
    cause: Cause | None
    proofs: tuple[Proof, ...]


class UpdateRefused(Exception):
    """The update changes nothing; `problems` says per field what to do."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


class StaleVersion(Exception):
    """Somebody else wrote since the form was opened."""


def decide(said: Said, situation: Situation) -> Decided:
    """The line to write for what was said. Raises UpdateRefused with every problem found."""
    problems: dict[str, str] = {}
    _check_proofs(said.proofs, situation.today, problems)
    _check_state(said, situation, problems)
    happened_on = _happened_on(said, situation)
    _check_day(happened_on, situation.today, problems)
    if not said.words and not said.proofs:
        problems["words"] = "Hãy ghi nội dung thực hiện hoặc nêu sản phẩm."
    if happened_on and _needs_cause(said, situation, happened_on):
        problems["cause"] = "Phần việc đã quá hạn: hãy chọn nguyên nhân khách quan hoặc chủ quan."
    if problems or happened_on is None:
        raise UpdateRefused(problems)
    return Decided(
        _kind(said, situation), said.state, happened_on, said.words, said.cause, said.proofs
    )


def _kind(said: Said, situation: Situation) -> UpdateKind:
    if situation.correcting:
        return UpdateKind.CORRECTION
    return UpdateKind.SUBMITTED if said.state is State.SUBMITTED else UpdateKind.WORD


def _happened_on(said: Said, situation: Situation) -> date | None:
    """When done, the latest product day; when submitted, the day of the submission paper."""
    days = [proof.result_on for proof in said.proofs if proof.result_on]
    if said.state is State.DONE and situation.role is AssignmentRole.LEAD:
        if situation.proven_on:
            days.append(situation.proven_on)
        return max(days, default=said.happened_on)
    if said.state is State.SUBMITTED and days:
        return min(days)
    return said.happened_on


def _check_day(day: date | None, today: date, problems: dict[str, str]) -> None:
    if day is None:
        problems.setdefault("happened_on", "Hãy nhập ngày thực hiện, ví dụ 05/6/2025.")
    elif day > today:
        problems["happened_on"] = (
            f"Ngày {vn_date(day)} ở sau ngày hôm nay ({vn_date(today)}): hãy nhập ngày đã qua."
        )
    elif day < EARLIEST:
        problems["happened_on"] = f"Ngày {vn_date(day)} quá xa: hãy kiểm tra lại năm."


def _check_state(said: Said, situation: Situation, problems: dict[str, str]) -> None:
    if said.state is State.SUBMITTED:
        _check_submitted(said, situation, problems)
    if said.state is not State.DONE:
        return
    if situation.standing:
        problems["state"] = (
            "Nhiệm vụ thường xuyên không ghi hoàn thành: hãy chọn “Đang thực hiện” "
            "và nêu kết quả trong kỳ."
        )
    elif situation.role is AssignmentRole.LEAD:
        _check_done(said.proofs, situation, problems)


def _check_submitted(said: Said, situation: Situation, problems: dict[str, str]) -> None:
    if situation.role is AssignmentRole.PARTNER or not any(n.by_other for n in situation.needs):
        problems["state"] = (
            "Chỉ sản phẩm do cơ quan khác ban hành mới ghi “Đã trình, chờ ban hành”: "
            "hãy chọn trạng thái khác."
        )
    elif not any(proof.kind is EvidenceKind.DOCUMENT for proof in said.proofs):
        problems["proofs"] = "Hãy nêu văn bản trình: số, ngày và cơ quan trình."


def _check_done(proofs: Iterable[Proof], situation: Situation, problems: dict[str, str]) -> None:
    shown = situation.proven | {proof.product_id for proof in proofs}
    missing = [need.title for need in situation.needs if need.id not in shown]
    if missing:
        problems["proofs"] = (
            f"Chưa có minh chứng cho: {vn_list(missing)}. Hãy nêu văn bản, tệp, số liệu hoặc "
            "đường dẫn; nếu mới xong một phần, hãy chọn “Đang thực hiện”."
        )
    elif not situation.needs and not shown:
        problems["proofs"] = "Hãy nêu ít nhất một minh chứng: văn bản, tệp, số liệu hoặc đường dẫn."


def _needs_cause(said: Said, situation: Situation, happened_on: date) -> bool:
    if situation.role is AssignmentRole.PARTNER or situation.late_from is None or said.cause:
        return False
    stopped = said.state in {State.DONE, State.SUBMITTED}
    return (happened_on if stopped else situation.today) >= situation.late_from


_ASKED = {
    EvidenceKind.DOCUMENT: ("number", "Văn bản cần có số, ký hiệu, ví dụ 12/KH-UBND."),
    EvidenceKind.FILE: ("blob_sha256", "Hãy chọn tệp để đính kèm."),
    EvidenceKind.FIGURE: ("figure", "Hãy nhập số liệu kèm đơn vị tính, ví dụ 92,5%."),
    EvidenceKind.LINK: ("url", "Đường dẫn phải bắt đầu bằng http:// hoặc https://."),
}


def _check_proofs(proofs: Iterable[Proof], today: date, problems: dict[str, str]) -> None:
    for proof in proofs:
        name, message = _ASKED[proof.kind]
        if not getattr(proof, name):
            problems["proofs"] = message
        elif proof.kind is EvidenceKind.DOCUMENT and not proof.issuer:
            problems["proofs"] = "Văn bản cần có cơ quan ban hành."
        elif proof.kind is EvidenceKind.LINK and not _is_web_address(proof.url):
            problems["proofs"] = message
        elif proof.result_on is None:
            problems["proofs"] = "Mỗi minh chứng cần có ngày, ví dụ 05/6/2025."
        elif proof.result_on > today:
            problems["proofs"] = (
                f"Ngày {vn_date(proof.result_on)} của minh chứng ở sau ngày hôm nay: "
                "hãy kiểm tra lại."
            )


def _is_web_address(url: str) -> bool:
    return url.startswith(("http://", "https://")) and not any(c.isspace() for c in url)
