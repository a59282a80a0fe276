"""Any plan as an appendix for Word or Excel: its rows, and what travels beside them."""

from dataclasses import dataclass
from datetime import date

from tracker.intake import appendix_xlsx
from tracker.intake.queries.outgoing import going_rows, plan_paper, reading_of
from tracker.intake.rules.appendix import PlanPaper, paper_of
from tracker.intake.rules.carrying import carried
from tracker.intake.rules.outgoing import Going, going, in_force
from tracker.reports.docx.writing import write


@dataclass(frozen=True, slots=True)
class PlanAppendix:
    """An appendix ready to be written; it shows what every signed-in person may read."""

    paper: PlanPaper
    made: Going
    carried: str

    def docx(self) -> bytes:
        """For Word: A4 across, by the layout of official papers."""
        return write(paper_of(self.paper, self.made, self.carried))

    def xlsx(self) -> bytes:
        """For Excel."""
        return appendix_xlsx.write(self.paper, self.made, self.carried)


def appendix_of(code: str, today: date) -> PlanAppendix | None:
    """The appendix of the plan of this code as it is in force; None where there is none."""
    paper = plan_paper(code, today)
    if paper is None:
        return None
    made = going(in_force(going_rows(paper.id, today)))
    directory, context = reading_of(paper.id, today)
    return PlanAppendix(paper, made, carried(made, directory, context))
