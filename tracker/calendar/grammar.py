"""The grammar of Vietnamese deadline phrases: any phrase to a typed reading, or to a question."""

from tracker.calendar.reading import read_phrase
from tracker.calendar.schedule import Due, PlanContext, Reading, Rule, RuleKind

__all__ = ["Due", "PlanContext", "Reading", "Rule", "RuleKind", "read"]


def read(phrase: str, context: PlanContext) -> Reading:
    """The reading of a printed deadline phrase in its plan.

    Never guesses silently: `confidence` is 1.0 for printed days, 0.8 for a conventional reading
    such as the last day of a month, 0.5 or less where a person must look; `question` says in
    Vietnamese what to decide. Never raises, whatever the text.
    """
    return read_phrase(phrase, context)
