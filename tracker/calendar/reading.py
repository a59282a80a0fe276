"""From a phrase to its reading: entries to rules, rules to slots, doubts to one question."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.calendar import periods
from tracker.calendar.days import UnreadableError
from tracker.calendar.expand import distinct_keys
from tracker.calendar.folding import fold
from tracker.calendar.nodes import (
    Cycle,
    Entry,
    Joiner,
    Open,
    Parsed,
    Phase,
    Reference,
    Relative,
)
from tracker.calendar.parsing import parse
from tracker.calendar.periods import PeriodKind
from tracker.calendar.rules import Draft, Surroundings, draft, surroundings, unknown
from tracker.calendar.schedule import DOUBTFUL, UNSURE, Due, PlanContext, Reading, RuleKind

_BLANK = "Ô thời hạn để trống: nhiệm vụ này có thời hạn riêng, hay theo dòng trên?"
_NOT_UNDERSTOOD = "Chưa đọc được thời hạn “{}”: ngày đến hạn là ngày nào?"
_ALTERNATIVES = "Văn bản nêu hai thời hạn để chọn: theo thời hạn nào?"
_COUNTS = "Có {} thời hạn nhưng {} sản phẩm: thời hạn nào cho sản phẩm nào?"
_NO_PERIOD = "Thời hạn gồm nhiều phần, có phần không có ngày: theo phần nào?"
_NESTED = "Thời hạn ghi hai mốc lồng nhau: theo mốc nào?"
_MIXED = "Thời hạn gồm phần định kỳ và một mốc riêng: mỗi phần cho kết quả nào?"
_SAME_PERIOD = "Hai thời hạn rơi vào cùng một kỳ: mỗi thời hạn cho kết quả nào?"
_LEFT_OVER = "Chưa hiểu phần “{}” của thời hạn: có làm thay đổi ngày đến hạn không?"
_TOO_LONG = "Ô thời hạn quá dài để đọc: ngày đến hạn là ngày nào?"
_LONGEST = 4000  # characters; no cell of a plan comes near
_SHOWN = 80  # characters of a phrase repeated in a question

# Words that turn a deadline into another one when they are not understood.
_TURNING = frozenset(
    (
        *("sau", "trước", "tiếp", "không", "chưa", "trừ", "ngoài", "đầu", "giữa", "cuối", "lần"),
        *("ngày", "tuần", "tháng", "quý", "năm", "giờ", "kỳ", "qi", "qii", "qiii", "qiv"),
    )
)


def read_parsed(parsed: Parsed, phrase: str, context: PlanContext) -> Reading:
    """The reading of a parsed phrase in its plan."""
    _set_aside_events(parsed)
    turned = [w for w in parsed.leftovers if w in _TURNING or w.isdigit()]
    if not parsed.entries or turned:
        shown = " ".join(phrase.split())[:_SHOWN]
        drafts = [
            unknown(_NOT_UNDERSTOOD.format(shown) if any(map(str.isalnum, shown)) else _BLANK)
        ]
    else:
        drafts = _drafts(fold(parsed.entries), context)
        if all(made.rule.kind is not RuleKind.REFERENCE for made in drafts):
            parsed.leftovers += _hiding(parsed.entries)
    return _reading(drafts, parsed, phrase)


def _set_aside_events(parsed: Parsed) -> None:
    """An event without a count beside a deadline ("sau khi ...") is a part not understood."""
    vague = [e for e in parsed.entries if isinstance(e.node, Relative) and e.node.amount is None]
    if len(vague) < len(parsed.entries):
        parsed.entries = [entry for entry in parsed.entries if entry not in vague]
        parsed.leftovers += [e.node.event for e in vague if isinstance(e.node, Relative)]


def _hiding(entries: list[Entry]) -> list[str]:
    """Remarks that may hold a deadline of their own."""
    return [e.node.printed for e in entries if isinstance(e.node, Reference) and e.node.hides]


def read_phrase(phrase: str, context: PlanContext) -> Reading:
    """The reading of a phrase in its plan."""
    if len(phrase) > _LONGEST:
        return _reading([unknown(_TOO_LONG)], Parsed(), phrase)
    return read_parsed(parse(phrase), phrase, context)


def _reading(drafts: Sequence[Draft], parsed: Parsed, phrase: str) -> Reading:
    confidence = min(made.confidence for made in drafts)
    questions = [made.question for made in drafts if made.question]
    known = any(made.rule.kind is not RuleKind.UNKNOWN for made in drafts)
    if parsed.leftovers and known:
        few = len(parsed.leftovers) <= 2 * parsed.taken
        confidence = min(confidence, UNSURE if few else DOUBTFUL)
        questions.append(_LEFT_OVER.format(" ".join(parsed.leftovers)[:_SHOWN]))
    question = " ".join(dict.fromkeys(questions)) or None
    return Reading(phrase, tuple(made.rule for made in drafts), confidence, question)


def _drafts(entries: list[Entry], context: PlanContext) -> list[Draft]:
    if len(entries) > 1 and len(entries) == context.product_count and _pairs(entries):
        around = surroundings(entries, context)
        return [_slotted(entry, around, slot) for slot, entry in enumerate(entries, start=1)]
    entries = _absorb(entries)
    around = surroundings(entries, context)
    try:
        return _together([draft(entry, around) for entry in _checked(entries, context)])
    except UnreadableError as problem:
        return [unknown(str(problem))]


def _pairs(entries: list[Entry]) -> bool:
    """Whether a list may pair with products: a printed list, or points joined by "và"."""
    if any(entry.joiner is Joiner.OR for entry in entries[1:]):
        return False
    return _listed(entries) or not any(isinstance(entry.node, Cycle) for entry in entries)


def _listed(entries: list[Entry]) -> bool:
    marks = (Joiner.LIST, Joiner.LINE, Joiner.NONE)
    return any(entry.joiner in marks for entry in entries[1:])


def _slotted(entry: Entry, around: Surroundings, slot: int) -> Draft:
    try:
        made = draft(entry, around)
    except UnreadableError as problem:
        return unknown(str(problem), slot)
    return replace(made, rule=replace(made.rule, slot=slot))


def _absorb(entries: list[Entry]) -> list[Entry]:
    """Standing, on-demand and cited parts beside a main deadline become remarks on it."""
    ranks = [_rank(entry) for entry in entries]
    best = min(ranks)
    main = ranks.index(best)
    if best == 0:
        kept = [entry for entry, rank in zip(entries, ranks, strict=True) if rank == 0]
    else:
        kept = [entries[main]]
    for other in [entry for entry in entries if entry not in kept]:
        kept[0] = kept[0].noting(_remark(other))
    return kept


def _rank(entry: Entry) -> int:
    node = entry.node
    if isinstance(node, Open):
        return 3 if node.on_demand else 1
    if isinstance(node, Reference):
        return 4 if node.on_demand else 2
    return 0


def _remark(entry: Entry) -> str:
    alternative = "hoặc " if entry.joiner is Joiner.OR else ""
    printed = entry.node.printed if isinstance(entry.node, Open | Reference) else ""
    return f"{alternative}{printed[:1].lower()}{printed[1:]}"


def _checked(entries: list[Entry], context: PlanContext) -> list[Entry]:
    """The entries when they may stand together in one slot. Raises UnreadableError otherwise."""
    if len(entries) == 1:
        return entries
    if any(entry.joiner is Joiner.OR for entry in entries[1:]):
        raise UnreadableError(_ALTERNATIVES)
    if any(entry.joiner is Joiner.PARENTHESIS for entry in entries[1:]):
        raise UnreadableError(_NESTED)
    keyed = all(isinstance(entry.node, Cycle | Phase) for entry in entries)
    cyclic = any(isinstance(entry.node, Cycle) for entry in entries)
    one = context.product_count <= 1
    if not (keyed if _listed(entries) else one or cyclic) or (_listed(entries) and not one):
        raise UnreadableError(_COUNTS.format(len(entries), context.product_count))
    return entries


def _together(drafts: list[Draft]) -> list[Draft]:
    """Rules of one slot: every due day gets a period of its own. Raises UnreadableError."""
    if len(drafts) == 1:
        return drafts
    points = [made for made in drafts if made.rule.kind is RuleKind.POINT]
    _check_points(points, cyclic=any(made.rule.kind is RuleKind.RECURRING for made in drafts))
    keys = [made.shared_key for made in points]
    if "" in keys:
        keys = distinct_keys([made.rule.dues[0].due_on for made in points])
    waiting = iter(keys)
    keyed = [
        _with_key(made, next(waiting)) if made.rule.kind is RuleKind.POINT else made
        for made in drafts
    ]
    taken = [due.period_key for made in keyed for due in made.rule.dues]
    if any(not made.rule.dues for made in keyed):
        raise UnreadableError(_NO_PERIOD)
    if len(set(taken)) != len(taken):
        raise UnreadableError(_SAME_PERIOD)
    return keyed


def _check_points(points: list[Draft], *, cyclic: bool) -> None:
    """Raises UnreadableError for one point inside another, or a lone day beside a cycle."""
    if cyclic and any(periods.kind(made.shared_key) is not PeriodKind.YEAR for made in points):
        raise UnreadableError(_MIXED)
    spans = sorted(
        ((due.start or due.due_on, due.due_on) for made in points for due in made.rule.dues),
        key=lambda span: (span[0], -span[1].toordinal()),
    )
    if any(later[1] <= earlier[1] for earlier, later in pairwise(spans)):
        raise UnreadableError(_NESTED)


def _with_key(made: Draft, key: str) -> Draft:
    due = made.rule.dues[0]
    return replace(made, rule=replace(made.rule, dues=(Due(key, due.start, due.due_on),)))
