"""What a unit may say of its obligation, and what is missing before it may (invariant 5).

Every message is Vietnamese and tells what to do. Nothing here knows forms or tables.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.refusals import Refused, refuse
from tracker.tasks.rules.states import AssignmentRole, Cause, EvidenceKind, State, UpdateKind
from tracker.tasks.rules.year_end import (
    ANSWERS,
    answer_day,
    answer_problem,
    answer_words,
    asks_result,
)
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
    """What the officer entered; `unchanged`: only that the state stays, whatever `state` says."""

    state: State
    happened_on: date | None
    words: str
    cause: Cause | None
    proofs: tuple[Proof, ...] = ()
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What the obligation is like when it is said.

    A correction is judged as if the line it replaces had never been written: `proven` (latest day
    by product, None for evidence of no product), `stopped_on` (since when the lead's clock stands)
    and `open_on` (the latest day on which the work was said to be still open) leave it out.
    `state` and `cause` are those that hold; `year` is the one to which the obligation belongs.
    `given_on` is the day from which something can have been done of it, where that was asked for.
    """

    today: date
    role: AssignmentRole
    standing: bool
    late_from: date | None
    needs: tuple[Need, ...]
    proven: Mapping[int | None, date]
    stopped_on: date | None = None
    open_on: date | None = None
    correcting: bool = False
    asked_on: date | None = None
    state: State = State.NOT_STARTED
    cause: Cause | None = None
    year: int | None = None
    given_on: date | None = None

    def before_it(self, day: date) -> str:
        """What is wrong with a day on which nobody owed this yet; empty when nothing is."""
        if self.given_on is not None and day < self.given_on:
            given = vn_date(self.given_on)
            return (
                f"Ngày {vn_date(day)} trước ngày nhiệm vụ được giao ({given}): hãy kiểm tra lại "
                f"năm. Kết quả đã có từ trước thì ghi ngày {given} và nêu rõ trong nội dung."
            )
        return f"Ngày {vn_date(day)} quá xa: hãy kiểm tra lại năm." if day < EARLIEST else ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The line to write."""

    kind: UpdateKind
    state: State
    happened_on: date
    words: str
    cause: Cause | None
    proofs: tuple[Proof, ...]


def states_open_to(
    role: AssignmentRole, standing: bool, needs: Iterable[Need], *, year_end: bool = False
) -> tuple[State, ...]:
    """The states that may be said of such an obligation, from the least to the most advanced.

    `year_end`: standing work is being asked for the year's result, so that it may be done.
    """
    barred = set()
    if role is AssignmentRole.PARTNER or not any(need.by_other for need in needs):
        barred.add(State.SUBMITTED)
    if standing and not year_end:
        barred.add(State.DONE)
    return tuple(state for state in State if state not in barred)


def claims_result(state: State) -> bool:
    """Whether saying this rests on what was shown and said before.

    Of any other state `decide` looks at no `needs`, `proven`, `stopped_on` or `open_on`.
    """
    return state in _STOPPING


def decide(said: Said, situation: Situation) -> Decided:
    """The line to write for what was said. Raises Refused with every problem found.

    Problems are keyed by field: state, happened_on, words, cause, proofs, and `proofs.N.field`
    for the N-th proof.
    """
    if said.unchanged:
        return _decide_unchanged(said, situation)
    if answers_year_end(said.state, situation):
        return _decide_year_end(said, situation)
    problems: dict[str, str] = {}
    for index, proof in enumerate(said.proofs):
        _check_proof(index, proof, situation, problems)
    _check_state(said, situation, problems)
    happened_on = _happened_on(said, situation)
    if problem := _day_problem(happened_on, situation, said.state):
        problems.setdefault(_day_field(said, situation), problem)
    if not said.words and not said.proofs:
        problems["words"] = "Hãy ghi nội dung thực hiện hoặc nêu sản phẩm."
    late = happened_on is not None and _is_late(said, situation, happened_on)
    if late and not said.cause:
        problems["cause"] = "Phần việc đã quá hạn: hãy chọn nguyên nhân khách quan hoặc chủ quan."
    if problems or happened_on is None:
        raise Refused(problems)
    return Decided(
        _kind(said, situation), said.state, happened_on, said.words or _named(said.proofs),
        said.cause if late else None, said.proofs,
    )  # fmt: skip


def answers_year_end(state: State, situation: Situation) -> bool:
    """Whether this is the year's result of standing work and not a word of work that goes on."""
    asked = situation.year is not None and asks_result(
        situation.role, situation.standing, situation.year, situation.today
    )
    return asked and state in ANSWERS and not situation.correcting


def _decide_year_end(said: Said, situation: Situation) -> Decided:
    """The year's result of standing work, said as of the last day of the year at the latest."""
    year = situation.year or situation.today.year
    day = answer_day(year, situation.today)
    shown = bool(said.proofs or situation.proven)
    problems = answer_problem(said.state, said.cause, shown)
    for index, proof in enumerate(said.proofs):
        _check_proof(index, proof, situation, problems)
    if problem := _day_problem(day, situation, said.state):
        problems["happened_on"] = problem
    refuse(problems)
    words = said.words or (_named(said.proofs) if said.proofs else answer_words(said.state, year))
    cause = said.cause if said.state is State.NOT_STARTED else None
    return Decided(UpdateKind.YEAR_END, said.state, day, words, cause, said.proofs)


def _decide_unchanged(said: Said, situation: Situation) -> Decided:
    """That nothing changed: an answer of today that keeps the state and is no word.

    The cause of lateness that was told before holds on.
    """
    problems = {}
    if situation.state is State.DONE:
        problems["state"] = "Phần việc đã ghi hoàn thành nên không cần báo “không thay đổi”."
    if said.words or said.proofs:
        problems["words"] = "Đã chọn “Không thay đổi”: hãy bỏ chọn, hoặc xóa nội dung vừa nhập."
    late = _is_late(replace(said, state=situation.state), situation, situation.today)
    cause = said.cause or situation.cause
    if late and cause is None:
        problems["cause"] = "Phần việc đã quá hạn: hãy chọn nguyên nhân khách quan hoặc chủ quan."
    refuse(problems)
    return Decided(
        UpdateKind.NO_CHANGE, situation.state, situation.today, "", cause if late else None, ()
    )


def withdrawn(before: State, state_on: date | None, day: date) -> Decided:
    """What stands in the place of a "không thay đổi" that is taken back: what held before it."""
    return Decided(UpdateKind.CORRECTION, before, state_on or day, "", None, ())


def _named(proofs: Iterable[Proof]) -> str:
    """The words of an update that only shows evidence: it must not look like silence."""
    shown = [proof.number or proof.file_name or proof.figure or proof.url for proof in proofs]
    return f"Đã nêu: {vn_list(shown)}."


def _kind(said: Said, situation: Situation) -> UpdateKind:
    if situation.correcting:
        return UpdateKind.CORRECTION
    return UpdateKind.SUBMITTED if said.state is State.SUBMITTED else UpdateKind.WORD


def _happened_on(said: Said, situation: Situation) -> date | None:
    """When done, the latest product day; when submitted, the day on which the last part was there.

    The submission counts from its first paper; products of one's own must be there too.
    """
    if situation.role is AssignmentRole.PARTNER:
        return said.happened_on
    if said.state is State.DONE:
        ids = {need.id for need in situation.needs}
        days = _product_days(said, situation, ids)
        return _answered(max(days), said, situation) if days else said.happened_on
    papers = [proof.result_on for proof in _submission_papers(said, situation) if proof.result_on]
    if said.state is State.SUBMITTED and papers:
        own = {need.id for need in situation.needs if not need.by_other}
        shown = _product_days(said, situation, own) if own else []
        return _answered(max([min(papers), *shown]), said, situation)
    return said.happened_on


def _answered(day: date, said: Said, situation: Situation) -> date | None:
    """What was completed on request counts from the day told: older products do not date it."""
    asked_on = situation.asked_on
    return said.happened_on if asked_on and day < asked_on else day


def _day_field(said: Said, situation: Situation) -> str:
    """Where the day was entered: at the product that tells it, else by itself."""
    told = _happened_on(replace(said, happened_on=None), situation)
    days = [proof.result_on for proof in said.proofs]
    return f"proofs.{days.index(told)}.result_on" if told and told in days else "happened_on"


def _product_days(said: Said, situation: Situation, ids: Collection[int]) -> list[date]:
    """The days of these products' evidence; of all evidence where no product is named."""
    given = [
        proof.result_on
        for proof in said.proofs
        if proof.result_on and (not ids or proof.product_id in ids)
    ]
    shown = [day for product, day in situation.proven.items() if not ids or product in ids]
    return given + shown


def _submission_papers(said: Said, situation: Situation) -> list[Proof]:
    """Papers that may be the submission: of no product, or of a product that another issues."""
    own = {need.id for need in situation.needs if not need.by_other}
    return [
        proof
        for proof in said.proofs
        if proof.kind is EvidenceKind.DOCUMENT and proof.product_id not in own
    ]


def _day_problem(day: date | None, situation: Situation, state: State) -> str:
    """What is wrong with the day; empty when nothing is."""
    if day is None:
        return "Hãy nhập ngày thực hiện, ví dụ 05/6/2025."
    if day > situation.today:
        return (
            f"Ngày {vn_date(day)} ở sau ngày hôm nay ({vn_date(situation.today)}): "
            "hãy nhập ngày đã qua."
        )
    if too_early := situation.before_it(day):
        return too_early
    if state in _STOPPING and situation.asked_on and day < situation.asked_on:
        return (
            f"Ngày {vn_date(day)} sớm hơn ngày được đề nghị bổ sung, hoàn thiện "
            f"({vn_date(situation.asked_on)}): hãy nhập ngày đã bổ sung xong."
        )
    if state in _STOPPING and situation.open_on and day < situation.open_on:
        return (
            f"Ngày {vn_date(day)} sớm hơn nội dung đã ghi ngày {vn_date(situation.open_on)} "
            "(khi đó chưa xong). Hãy đính chính nội dung ngày đó, hoặc kiểm tra lại ngày."
        )
    return ""


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
        _check_shown(said.proofs, situation.needs, situation, problems)


def _check_submitted(said: Said, situation: Situation, problems: dict[str, str]) -> None:
    if State.SUBMITTED not in states_open_to(situation.role, False, situation.needs):
        problems["state"] = (
            "Chỉ sản phẩm do cơ quan khác ban hành mới ghi “Đã trình, chờ ban hành”: "
            "hãy chọn trạng thái khác."
        )
    elif not _submission_papers(said, situation) and situation.stopped_on is None:
        problems["proofs"] = "Hãy nêu văn bản trình: số, ngày và cơ quan trình."
    else:
        own = tuple(need for need in situation.needs if not need.by_other)
        if own:
            _check_shown(said.proofs, own, situation, problems)


def _check_shown(
    proofs: Iterable[Proof],
    needs: tuple[Need, ...],
    situation: Situation,
    problems: dict[str, str],
) -> None:
    shown = situation.proven.keys() | {proof.product_id for proof in proofs}
    missing = [f"“{need.title.strip(' .;')}”" for need in needs if need.id not in shown]
    if missing:
        problems["proofs"] = (
            f"Chưa có minh chứng cho: {vn_list(missing)}. Hãy nêu văn bản, tệp, số liệu hoặc "
            "đường dẫn; nếu mới xong một phần, hãy chọn “Đang thực hiện”."
        )
    elif not needs and not shown:
        problems["proofs"] = "Hãy nêu ít nhất một minh chứng: văn bản, tệp, số liệu hoặc đường dẫn."


def _is_late(said: Said, situation: Situation, happened_on: date) -> bool:
    """Whether a cause is asked: the clock stops late, or it still runs and the day has passed.

    Work that was submitted in time and is issued after the day is in time.
    """
    late_from = situation.late_from
    if situation.role is AssignmentRole.PARTNER or late_from is None:
        return False
    if said.state in _STOPPING:
        return min(situation.stopped_on or happened_on, happened_on) >= late_from
    return (happened_on if situation.correcting else situation.today) >= late_from


_STOPPING = frozenset({State.SUBMITTED, State.DONE})
_ASKED = {
    EvidenceKind.DOCUMENT: ("number", "Văn bản cần có số, ký hiệu, ví dụ 12/KH-UBND."),
    EvidenceKind.FILE: ("blob_sha256", "Hãy chọn tệp để đính kèm."),
    EvidenceKind.FIGURE: ("figure", "Hãy nhập số liệu kèm đơn vị tính, ví dụ 92,5%."),
    EvidenceKind.LINK: ("url", "Đường dẫn phải bắt đầu bằng http:// hoặc https://."),
}


def _check_proof(index: int, proof: Proof, situation: Situation, problems: dict[str, str]) -> None:
    asked, message = _ASKED[proof.kind]
    if not getattr(proof, asked) or (
        proof.kind is EvidenceKind.LINK and not _is_web_address(proof.url)
    ):
        problems[f"proofs.{index}.{asked}"] = message
    if proof.kind is EvidenceKind.DOCUMENT and not proof.issuer:
        problems[f"proofs.{index}.issuer"] = "Văn bản cần có cơ quan ban hành."
    day = proof.result_on
    if day is None:
        problems[f"proofs.{index}.result_on"] = "Mỗi minh chứng cần có ngày, ví dụ 05/6/2025."
    elif day > situation.today:
        problems[f"proofs.{index}.result_on"] = (
            f"Ngày {vn_date(day)} của minh chứng ở sau ngày hôm nay: hãy kiểm tra lại."
        )
    elif too_early := situation.before_it(day):
        problems[f"proofs.{index}.result_on"] = too_early


def _is_web_address(url: str) -> bool:
    return url.startswith(("http://", "https://")) and not any(c.isspace() for c in url)
