"""Write what is told through the operation that officers use, with its evidence."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from tracker.administration.demo.accounts import Accounts
from tracker.administration.demo.chance import fraction
from tracker.administration.demo.hours import ZONE
from tracker.administration.demo.papers import Register
from tracker.administration.demo.values import Body, Paper, Utterance
from tracker.documents.storage import StoredFile, receive
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.updating import Submission, record_update
from tracker.tasks.rules.states import AssignmentRole, Cause, EvidenceKind, State
from tracker.tasks.rules.updating import Proof, Said

HEADS_SPEAK = 0.06
"""How often the head of a body records a word in person."""


@dataclass(slots=True)
class Writer:
    """Turns utterances into lines of the history."""

    accounts: Accounts
    register: Register
    province: Body
    files: dict[str, StoredFile]
    written: int = 0

    def write(self, said: Utterance) -> None:
        """Record one utterance at its instant, by its body's officer."""
        obligation = db.session.get_one(Obligation, said.share.id)
        today = said.recorded_at.astimezone(ZONE).date()
        submission = self._submission(said, obligation.version)
        if said.corrects_last:
            submission = _correction(submission, obligation.id)
        head = fraction(said.share.task, said.share.body.code, said.on, "head") < HEADS_SPEAK
        actor = self.accounts.speaker(said.share.body, head=head)
        record_update(obligation, submission, actor, today=today, now=said.recorded_at)
        self.written += 1

    def _submission(self, said: Utterance, version: int) -> Submission:
        share = said.share
        key = f"{share.task}|{share.slot}|{share.id}|{said.on}|{said.state}|{said.corrects_last}"
        cause = said.cause if share.role == AssignmentRole.LEAD.value else None
        words = Said(said.state, said.on, said.words, cause or _cause(said), self._proofs(said))
        return Submission(words, version, f"demo-{key}"[:64])

    def _proofs(self, said: Utterance) -> tuple[Proof, ...]:
        proofs = [self._document(said, paper) for paper in said.papers]
        proofs += [
            Proof(product, EvidenceKind.FIGURE, said.on, figure=figure)
            for product, figure in said.figures
        ]
        if said.link:
            product, url = said.link
            proofs.append(Proof(product, EvidenceKind.LINK, said.on, url=url))
        if said.file:
            file = self.files[said.file]
            proofs.append(
                Proof(
                    said.papers[0].product if said.papers else None, EvidenceKind.FILE, said.on,
                    blob_sha256=file.sha256, file_name=file.name,
                )
            )  # fmt: skip
        return tuple(proofs)

    def _document(self, said: Utterance, paper: Paper) -> Proof:
        body, on = said.share.body, paper.on or said.on
        author = self.province if paper.issuer else body
        number = paper.number or self.register.number_for(author, paper.kind, on, paper.subject)
        return Proof(
            paper.product, EvidenceKind.DOCUMENT, on, number, paper.issuer or body.name,
            paper.subject,
        )  # fmt: skip


def store_files(data_dir: Path, folder: Path) -> dict[str, StoredFile]:
    """Keep the bytes of the demonstration's files, before the write transaction."""
    stored = {}
    for path in sorted(folder.glob("*.pdf")):
        with path.open("rb") as stream:
            stored[path.name] = receive(data_dir, stream, path.name)
    return stored


def _cause(said: Utterance) -> Cause | None:
    """Overdue words need a cause; the stories and books name it, save where chance decides."""
    late = said.share.late_from
    today: date = said.recorded_at.astimezone(ZONE).date()
    stopped = said.state in {State.DONE, State.SUBMITTED}
    if late is None or (said.on if stopped else today) < late:
        return None
    chance = fraction(said.share.task, said.share.body.code, "cause")
    return Cause.OBJECTIVE if chance < 0.6 else Cause.SUBJECTIVE


def _correction(submission: Submission, obligation_id: int) -> Submission:
    """Correct the last line: same state and day, same evidence, new words."""
    last = db.session.scalars(
        select(StatusUpdate)
        .where(StatusUpdate.obligation_id == obligation_id)
        .order_by(StatusUpdate.recorded_at.desc(), StatusUpdate.id.desc())
    ).first()
    if last is None:
        raise ValueError(f"Nothing to correct: {submission.said.words}")
    said = replace(submission.said, state=State(last.state), happened_on=last.happened_on)
    kept = frozenset(item.id for item in last.evidence)
    return replace(submission, said=said, corrects_id=last.id, kept_evidence=kept)
