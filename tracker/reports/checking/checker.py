"""A Word document against every rule of layout (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from tracker.reports.checking.findings import Result, Rule
from tracker.reports.checking.locating import locate
from tracker.reports.checking.reading import read
from tracker.reports.checking.rules import body, ending, head, page

RULES: tuple[Rule, ...] = (*page.RULES, *head.RULES, *body.RULES, *ending.RULES)


def check(name: str, content: bytes) -> list[Result]:
    """What every rule finds, in the order of the checklist.

    Raises FileRefused (Vietnamese) for a file that is no sound .docx.
    """
    located = locate(read(name, content))
    results = []
    for rule in RULES:
        finding = rule.check(located)
        results.append(Result(rule.code, rule.text, finding.outcome, finding.found))
    return results
