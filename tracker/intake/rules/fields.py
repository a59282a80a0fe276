"""The field of each row: by the label beside its block, by the heading above, by who leads.

A label in a merged first column often slides when a table is converted: it stands beside a row in
the middle of the block before its own. Where the numbers begin anew tells whose it is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.calendar.schedule import NOTHING, SURE, UNSURE
from tracker.intake.rules.directory import Directory, key_of
from tracker.intake.rules.drafts import Draft
from tracker.intake.rules.proposal import ReadField, likeliest
from tracker.intake.rules.tree import Node
from tracker.intake.rules.words import shortened

_BY_LABEL = "Nhãn in “{}”"
_BY_HEADING = "Đề mục “{}”"
_SLID = "Nhãn “{}” in lệch; số thứ tự nối tiếp dòng trên"
_SLID_FROM = "Nhãn “{}” in lệch lên khối trên; số thứ tự bắt đầu lại từ 1"
_ASK_SLID = "Nhãn lĩnh vực “{}” có vẻ in lệch: dòng này thuộc lĩnh vực nào?"
_ASK_LABEL = "“{}” không phải tên lĩnh vực đã biết: là lĩnh vực nào?"
_ASK_NONE = "Khối này không in lĩnh vực: là lĩnh vực nào?"
_ASK_LEAD = "Văn bản không in lĩnh vực; cơ quan chủ trì theo dõi lĩnh vực này: có đúng không?"


_NONE = ReadField(confidence=NOTHING)


@dataclass(frozen=True, slots=True)
class _Label:
    text: str
    slid: bool = False


def fields_of(
    drafts: Sequence[Draft], nodes: Sequence[Node], directory: Directory
) -> list[ReadField]:
    """The field of every row by the labels and headings that are printed.

    Rows of tables that print neither have none yet; see `by_lead`.
    """
    names = {one.code: (one.name, *one.aliases) for one in directory.fields}
    finder = _Finder(
        {key_of(name): code for code, forms in names.items() for name in forms},
        {code: tuple(map(key_of, forms)) for code, forms in names.items()},
    )
    labelled = _labelled(drafts, nodes)
    found: list[ReadField] = []
    for order, (draft, node) in enumerate(zip(drafts, nodes, strict=True)):
        if order in labelled:
            found.append(finder.of_label(labelled[order], first=_is_first(order, labelled)))
            continue
        own = finder.of_heading(draft)
        inherited = found[node.parent] if node.parent is not None else _NONE
        found.append(own or replace(inherited, question="", offered=()))
    for order, slid in _slid_rows(drafts, found).items():
        found[order] = slid
    return found


def _is_first(order: int, labelled: dict[int, _Label]) -> bool:
    return order - 1 not in labelled or labelled[order - 1] != labelled[order]


def by_lead(
    field: ReadField, leads: Sequence[str], directory: Directory, *, ask: bool
) -> ReadField:
    """A field from the bodies in charge, where nothing is printed and they follow exactly one."""
    if field.code or field.basis or field.question:
        return field
    codes = {one.code for one in directory.fields if set(one.followers) & set(leads)}
    if len(codes) != 1:
        return replace(field, question=_ASK_NONE, offered=tuple(sorted(codes))) if ask else field
    return ReadField(codes.pop(), "Theo cơ quan chủ trì", UNSURE, _ASK_LEAD if ask else "")


@dataclass(frozen=True, slots=True)
class _Finder:
    by_name: dict[str, str]
    forms: dict[str, tuple[str, ...]]

    def of_label(self, label: _Label, *, first: bool) -> ReadField:
        """The field of a row by the label beside its block; asked once for a block."""
        if not label.text:
            return ReadField(confidence=NOTHING, question=_ASK_NONE if first else "")
        code = self.by_name.get(key_of(label.text), "")
        words = shortened(label.text)
        if not code:
            offered = likeliest(key_of(label.text), self.forms)
            asked = _ASK_LABEL.format(words) if first else ""
            return ReadField("", _BY_LABEL.format(words), NOTHING, asked, offered)
        if label.slid:
            asked = _ASK_SLID.format(words) if first else ""
            return ReadField(code, _SLID_FROM.format(words), UNSURE, asked)
        return ReadField(code, _BY_LABEL.format(words), SURE)

    def of_heading(self, draft: Draft) -> ReadField | None:
        """The field that a heading names."""
        code = self.by_name.get(key_of(draft.title), "")
        return ReadField(code, _BY_HEADING.format(shortened(draft.title)), SURE) if code else None


def _labelled(drafts: Sequence[Draft], nodes: Sequence[Node]) -> dict[int, _Label]:
    """The label of every row of the tables that print labels beside their blocks."""
    tables = {draft.table for draft in drafts if draft.general and draft.general.text}
    blocks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for order, (draft, node) in enumerate(zip(drafts, nodes, strict=True)):
        if draft.table in tables:
            blocks[draft.table, node.block].append(order)
    found: dict[int, _Label] = {}
    waiting = ""
    every = list(blocks.values())
    for place, block in enumerate(every):
        beyond = every[place + 1] if place + 1 < len(every) else None
        next_lacks = beyond is not None and not _text(drafts[beyond[0]])
        waiting = _label_block(drafts, block, waiting, found, next_lacks=next_lacks)
    return found


def _label_block(
    drafts: Sequence[Draft],
    block: Sequence[int],
    slid: str,
    found: dict[int, _Label],
    *,
    next_lacks: bool,
) -> str:
    """Label the rows of a block; returns the label that slid into it from the next one."""
    own = _text(drafts[block[0]])
    label = _Label(own) if own else _Label(slid, slid=bool(slid))
    later = [order for order in block[1:] if _text(drafts[order])]
    away = later[-1] if later and next_lacks else None
    for order in block:
        text = _text(drafts[order])
        if order in later and order != away:
            label = _Label(text)
        found[order] = label
    return _text(drafts[away]) if away is not None else ""


def _text(draft: Draft) -> str:
    return " ".join(draft.general.text.split()) if draft.general else ""


def _slid_rows(drafts: Sequence[Draft], fields: Sequence[ReadField]) -> dict[int, ReadField]:
    """Rows beside the label of another block: they keep the field of the rows above, asked."""
    made: dict[int, ReadField] = {}
    for order, (draft, read) in enumerate(zip(drafts, fields, strict=True)):
        text = _text(draft)
        if order and text and read.basis != _BY_LABEL.format(shortened(text)) and read.code:
            basis = _SLID.format(shortened(text))
            if read.basis != _SLID_FROM.format(shortened(text)):
                asked = _ASK_SLID.format(shortened(text))
                made[order] = ReadField(read.code, basis, min(read.confidence, UNSURE), asked)
    return made
