"""Which papers a round may become, and what each prints beside what was compiled."""

from dataclasses import dataclass
from datetime import date

from tracker.reports.queries.gathering import Target
from tracker.reports.queries.letterheads import letterhead_on, printed_of
from tracker.reports.rules.drafts import Which
from tracker.reports.rules.papers import PaperFacts, PaperForm
from tracker.rounds.queries.regimes import LegalSource
from tracker.text import lowered, vn_date
from tracker.units.queries import names_on

COMMITTEE = "Ban Chỉ đạo cải cách hành chính tỉnh"


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A form that can be made, with its facts; without facts `missing` names whose head lacks."""

    form: PaperForm
    facts: PaperFacts | None
    missing: str = ""


def forms_of(target: Target, which: Which) -> tuple[PaperForm, ...]:
    """The report of the province also goes out under its own name, with a tờ trình."""
    if target.regime.provincial and which is Which.UPWARD:
        return tuple(PaperForm)
    return (PaperForm.OWN,)


def frozen_forms(target: Target, which: Which) -> tuple[PaperForm, ...]:
    """Those of which a version may be frozen: reports, not the paper that hands one up."""
    return tuple(one for one in forms_of(target, which) if one is not PaperForm.PROPOSAL)


def made_paper(target: Target, which: Which, form: PaperForm, day: date) -> MadePaper:
    """What a paper of this form prints on a day."""
    regime = target.regime
    issuer = target.unit_id
    if form is PaperForm.SUPERIOR:
        issuer = regime.owner_unit_id
    names = {unit.id: unit.name for unit in names_on(day).values()}
    row = letterhead_on(issuer, day)
    if row is None:
        return MadePaper(form, None, names.get(issuer, target.unit_name))
    printed = printed_of(row)
    superior = names.get(regime.owner_unit_id, "")
    facts = PaperFacts(
        form, printed, printed.issuer, subject_of(target), _addressees(target, which, superior),
        day, superior, _bases(regime.source),
    )  # fmt: skip
    return MadePaper(form, facts)


def subject_of(target: Target) -> str:
    """The trích yếu: the regime's report and the round; an ad-hoc round has its own title."""
    title = target.round.title
    if not target.round.kind.is_periodic:
        return title.removeprefix("Báo cáo ")[:1].upper() + title.removeprefix("Báo cáo ")[1:]
    told = target.regime.name.removeprefix("Báo cáo ")
    return f"{told[:1].upper()}{told[1:]} {title[:1].lower()}{title[1:]}"


def _addressees(target: Target, which: Which, superior: str) -> tuple[str, ...]:
    if which is Which.INTERNAL:
        return (superior, COMMITTEE) if target.regime.provincial else (f"Lãnh đạo {superior}",)
    receiver = target.regime.forward_to.partition(" (")[0].strip()
    return (receiver,) if receiver else ()


def _bases(source: LegalSource | None) -> tuple[str, ...]:
    """The paper that asks for the report, cited in full for the first time (B02)."""
    if source is None or not source.number or source.issued_on is None:
        return ()
    subject = source.subject.strip().rstrip(".;")
    about = subject if subject.lower().startswith(("về ", "v/v")) else f"về {lowered(subject)}"
    cited = f"{source.kind} số {source.number} ngày {vn_date(source.issued_on)}"
    return (f"Căn cứ {cited} của {source.issuer} {about}",)
