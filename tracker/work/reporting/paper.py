"""A unit's report as an official paper, with the head that the unit's papers print that day."""

from datetime import date, datetime

from tracker.reports.docx.values import Paper
from tracker.reports.queries.letterheads import letterhead_on, printed_of
from tracker.reports.queries.unit_reports import SeenReport
from tracker.reports.rules.compiled import Compiled, Heading, Section
from tracker.reports.rules.letterheads import Particulars
from tracker.reports.rules.papers import PaperFacts, PaperForm, paper_of
from tracker.work.reporting.shown import Shown


def head_on(seen: SeenReport, day: date) -> Particulars | None:
    """The head of the unit's papers that day; of a unit that ended, that of its successor."""
    for unit_id in (*seen.unit.writers, seen.unit.unit_id):
        row = letterhead_on(unit_id, day)
        if row is not None:
            return printed_of(row)
    return None


def report_paper(shown: Shown, particulars: Particulars, now: datetime) -> Paper:
    """The report's text under its headings, addressed to the receiver of the round."""
    seen = shown.seen
    place, line = seen.place(), seen.round.line
    known = shown.sent[-1].revision.sent_at if shown.sent else now
    heading = Heading(
        line.regime_code, line.code, line.title, place.unit_code, place.unit_name, place.receiver,
        line.year, line.window.first, line.window.last, known, internal=False,
    )  # fmt: skip
    sections = tuple(Section(one.key, one.level, one.number, one.title) for one in shown.headings)
    facts = PaperFacts(
        PaperForm.OWN,
        particulars,
        seen.unit.name,
        subject_of(line.title),
        (place.receiver,),
        now.date(),
    )
    return paper_of(Compiled(heading, sections, (), (), ()), shown.texts(), facts)


def subject_of(title: str) -> str:
    """The trích yếu: "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2025"."""
    return f"Kết quả công tác cải cách hành chính {title[:1].lower()}{title[1:]}"
