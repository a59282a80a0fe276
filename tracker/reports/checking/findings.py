"""What a rule found: the outcome and the words beside it (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.reports.checking.locating import Located
from tracker.reports.checking.paper import Para
from tracker.text import Labelled, vn_number


class Outcome(Labelled):
    """How a rule came out."""

    PASS = "pass", "đạt"
    FAIL = "fail", "không đạt"
    UNKNOWN = "unknown", "không kiểm được"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one rule and what was found."""

    outcome: Outcome
    found: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the checklist; `text` says in Vietnamese what it asks."""

    code: str
    text: str
    check: Callable[[Located], Finding]


@dataclass(frozen=True, slots=True)
class Result:
    """One rule with its finding."""

    code: str
    text: str
    outcome: Outcome
    found: str


MOST_TOLD = 3


def passed(found: str) -> Finding:
    """It is as the rule asks."""
    return Finding(Outcome.PASS, found)


def failed(found: str) -> Finding:
    """It is not as the rule asks."""
    return Finding(Outcome.FAIL, found)


def unknown(found: str) -> Finding:
    """It cannot be told from the file."""
    return Finding(Outcome.UNKNOWN, found)


def no_such(what: str) -> Finding:
    """The rule asks nothing of this document."""
    return passed(f"không áp dụng: {what}")


def verdict(problems: Sequence[str], right: str) -> Finding:
    """Failed with the first problems, or passed with what was right."""
    if not problems:
        return passed(right)
    more = len(problems) - MOST_TOLD
    told = "; ".join(problems[:MOST_TOLD])
    return failed(f"{told}; và {vn_number(more)} chỗ khác" if more > 0 else told)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a paragraph should look; None asks nothing. `sizes` are inclusive, in points."""

    sizes: tuple[float, float]
    bold: bool | None = False
    italic: bool | None = False
    align: str | None = None
    upper: bool | None = None


def problems_of(para: Para, asked: Asked) -> list[str]:
    """Where a paragraph looks different from what is asked, in words."""
    runs = para.inked
    found = []
    low, high = asked.sizes
    sizes = sorted({run.size for run in runs if not low <= run.size <= high})
    if sizes:
        found.append(f"cỡ chữ {', '.join(map(points, sizes))}")
    if asked.bold is not None and any(run.bold is not asked.bold for run in runs):
        found.append("không in đậm" if asked.bold else "in đậm")
    if asked.italic is not None and any(run.italic is not asked.italic for run in runs):
        found.append("không in nghiêng" if asked.italic else "in nghiêng")
    if asked.align and para.align != asked.align:
        found.append({"center": "không canh giữa", "both": "không canh đều hai lề"}[asked.align])
    if asked.upper is not None and is_upper(para.text) is not asked.upper:
        found.append("không in hoa" if asked.upper else "in hoa")
    return [f"“{shortened(para.text)}” {one}" for one in found]


def points(size: float) -> str:
    """A size of letters: "13", "13,5"."""
    return f"{size:g}".replace(".", ",")


def is_upper(text: str) -> bool:
    """Whether all letters are capitals."""
    return text == text.upper()


def shortened(text: str) -> str:
    """At most 50 characters, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 50 else f"{flat[:47]}..."
