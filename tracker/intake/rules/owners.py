"""Lead and partner cells as bodies, groups, those outside, and those a person must tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from tracker.calendar.schedule import CONVENTIONAL, SURE, UNSURE
from tracker.intake.rules.directory import Body, Directory, Found, key_of
from tracker.intake.rules.words import shortened
from tracker.tasks.rules.addressees import JOINED, Named, offered, parts_by
from tracker.tasks.rules.rows import listed
from tracker.tasks.rules.states import AssigneeKind, AssignmentRole
from tracker.text import vn_list

_VAGUE = frozenset(
    ("ban", "cac", "cap", "chuc", "chuyen", "co", "cung", "dia", "don", "khac", "lien", "mon",
     "nganh", "nhung", "phong", "phuong", "quan", "so", "tat", "ca", "to", "tinh", "va", "vi")
)  # fmt: skip
_BODY_WORDS = frozenset(
    ("so", "ban", "ubnd", "hdnd", "uy", "van", "cong", "chi", "cuc", "trung", "phong", "hoi", "cac",
     "truong", "thanh", "toa", "vien", "bao", "kho", "ngan", "lien", "tinh", "huyen", "cap", "don",
     "co", "to", "bo", "doan", "mat", "thuong", "tong", "benh", "dai", "nha", "quy", "truc",
     "trong")
)  # fmt: skip
_OUTSIDE = re.compile(
    r"^(?:cac |mot so )?(?:doanh nghiep|co so dao tao|doan kiem tra|don vi cung cap|don vi tu van|"
    r"nha thau|chuyen gia|to chuc thanh vien|co quan bao chi|doan the|bo |thanh vien ban chi dao|"
    r"ban bien tap|nguoi dan|to chuc, ca nhan|van phong chinh phu|chinh phu)"
)
LONGEST_LIST = 1_200
"""Characters of a cell of addressees; more is no list of names and not looked at name by name."""
MOST_WORDINGS = 2_000
"""Parts of lists that are looked up in one file; a plan of 1,000 rows has a hundred."""
MOST_OFFERED = 500
"""Unknown wordings of one file for which somebody is offered; the others are asked about alike."""
_NEAR = 0.85
"""How much of two names must be the same letters for the one to be offered."""
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_WHO = "“{}” là cơ quan nào?"
_NOBODY = "Không thấy “{}” trong danh mục cơ quan: là cơ quan nào?"
_MANY = "“{}” có thể là {}: cơ quan nào?"
_ENDED = "“{}” không còn hoạt động từ trước ngày của kế hoạch: nay là cơ quan nào?"
_NOW = "“{}” nay là {}: giao cho cơ quan này?"
_AFTER = "“{}” đứng sau “{}” chưa rõ là ai: có phải một cơ quan được giao không?"
_TWO = "“{}” và “{}” là tên của một hay hai cơ quan?"
_REMARK = "“{}” có lời kèm theo tên cơ quan: phân công cho cơ quan nào?"


@dataclass(frozen=True, slots=True)
class ReadAddressee:
    """One addressee of a row: as printed, what it is, whom (`key` as "unit:3"), how sure.

    `offered` are the likeliest choices where a person is asked; none of them is taken.
    """

    role: AssignmentRole
    printed: str
    kind: AssigneeKind
    key: str = ""
    confidence: float = SURE
    question: str = ""
    offered: tuple[Named, ...] = ()


@dataclass(slots=True)
class OwnersReader:
    """Reads the addressee cells of one plan; a wording is worked out once."""

    directory: Directory
    known: dict[str, bool] = field(default_factory=dict)
    likely: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    cells: dict[tuple[str, AssignmentRole], tuple[ReadAddressee, ...]] = field(default_factory=dict)

    def read(self, text: str, role: AssignmentRole) -> tuple[ReadAddressee, ...]:
        """Every addressee of a cell in printed order; none for a blank cell."""
        if (text, role) not in self.cells:
            self.cells[text, role] = self._cell(text, role)
        return self.cells[text, role]

    def _cell(self, text: str, role: AssignmentRole) -> tuple[ReadAddressee, ...]:
        if len(text) > LONGEST_LIST:
            return (_asked(role, text, _NOBODY.format(shortened(text)), ()),)
        return tuple(one for item in listed(self._opened(text)) for one in self._item(item, role))

    def knows(self, words: str) -> bool:
        """Whether the words, a part of an item, are one addressee, known or not."""
        if words not in self.known:
            if len(self.known) >= MOST_WORDINGS:
                return False
            self.known[words] = self._is_one(words) and not is_general(words)
        return self.known[words]

    def _item(self, item: str, role: AssignmentRole) -> Iterator[ReadAddressee]:
        """The addressees of an item; who stands beside words that nobody knows is asked about."""
        parts = self._parts(item)
        lost = ""
        for part, after in zip(parts, [*parts[1:], ""], strict=True):
            beside = after if after and not self._is_one(after) and _is_tail(after) else ""
            for one in self._read(part, role):
                doubt = lost or beside
                if doubt and one.key and not one.question:
                    asked = (_AFTER if lost else _TWO).format(one.printed, shortened(doubt))
                    yield replace(one, confidence=UNSURE, question=asked)
                else:
                    yield one
            lost = lost or ("" if self._is_one(part) else part)

    def _parts(self, item: str) -> list[str]:
        return [item] if self._is_one(item) else parts_by(item, self.knows)

    def beginning(self, text: str, role: AssignmentRole) -> tuple[ReadAddressee, ...]:
        """Whom the first words of a sentence name, to be asked about; nobody where they do not."""
        choices = self._begins_with(text)
        if not choices:
            return ()
        asked = _REMARK.format(shortened(text))
        return (_asked(role, shortened(text), asked, choices),)

    def names_bodies(self, text: str) -> bool:
        """Whether a text is nothing but names of bodies and groups."""
        if len(text) > LONGEST_LIST or not self._finds_all(text):  # nobody is offered for it
            return False
        read = self.read(text, AssignmentRole.LEAD)
        return bool(read) and all(one.key and not one.question for one in read)

    def _finds_all(self, text: str) -> bool:
        items = listed(self._opened(text))
        return all(self.directory.find(part) for item in items for part in self._parts(item))

    def _is_one(self, words: str) -> bool:
        if self.directory.find(words):
            return True
        if is_vague(words):
            return not self._begins_with_group(words)
        return is_outside(words, self.directory)

    def _begins_with_group(self, words: str) -> bool:
        """Whether vague words begin with a group: "Các sở, ban ngành và các cơ quan liên quan"."""
        beginnings = (words[: cut.start()] for cut in JOINED.finditer(words))
        return any(self.directory.find(one) and not is_general(one) for one in beginnings)

    def _opened(self, text: str) -> str:
        """Brackets that name somebody of their own stand as one more part."""

        def apart(found: re.Match[str]) -> str:
            return f"; {found[1]}" if self.knows(found[1]) else found[0]

        return text if self.directory.find(text) else _BRACKETS.sub(apart, text)

    def _read(self, part: str, role: AssignmentRole) -> Iterator[ReadAddressee]:
        found = self.directory.find(part)
        if found:
            yield from self._known(part, role, found)
        elif is_vague(part):
            yield _asked(role, part, _WHO.format(part), ())
        elif is_outside(part, self.directory):
            yield ReadAddressee(role, part, AssigneeKind.OUTSIDE, confidence=CONVENTIONAL)
        else:
            yield self._unknown(part, role)

    def _known(self, part: str, role: AssignmentRole, found: Found) -> Iterator[ReadAddressee]:
        living = [body for body in found.bodies if not body.ended] or list(found.bodies)
        if len(living) > 1 and not all(_is_group(body) for body in living):
            names = vn_list([body.named.name for body in living])
            choices = tuple(body.named for body in living)
            yield _asked(role, part, _MANY.format(part, names), choices)
            return
        for body in living:
            sure = found.confidence if len(living) == 1 else CONVENTIONAL
            yield self._ended(part, role, body) if body.ended else _taken(role, part, body, sure)

    def _ended(self, part: str, role: AssignmentRole, body: Body) -> ReadAddressee:
        """The one heir of a body that has ended is proposed, with a word; else a person tells."""
        heirs = [self.directory.by_key[key] for key in body.heirs if key in self.directory.by_key]
        if len(heirs) != 1:
            choices = tuple(heir.named for heir in heirs)
            return _asked(role, part, _ENDED.format(part), choices)
        heir = heirs[0]
        question = _NOW.format(part, heir.named.name)
        return ReadAddressee(
            role, part, AssigneeKind.UNIT, heir.named.key, UNSURE, question, (heir.named,)
        )

    def _unknown(self, part: str, role: AssignmentRole) -> ReadAddressee:
        if part not in self.likely and len(self.likely) < MOST_OFFERED:
            self.likely[part] = self._offers(part)
        choices = self.likely.get(part, ())
        words = _NOBODY if not choices else _REMARK if self._begins_with(part) else _NOBODY
        return _asked(role, part, words.format(shortened(part)), choices)

    def _offers(self, part: str) -> tuple[Named, ...]:
        first = self._begins_with(part)
        near = [
            body.named
            for key in get_close_matches(key_of(part), self.directory.lookups[0], cutoff=_NEAR)
            for body in self.directory.lookups[0][key]
            if not body.ended
        ]
        likely = offered(part, self.directory.names)
        return tuple(dict.fromkeys((*first, *near, *likely)))[:3]

    def _begins_with(self, part: str) -> tuple[Named, ...]:
        """Who is named by the longest beginning of a longer text."""
        words = part.split()
        for length in range(min(len(words) - 1, 14), 1, -1):
            found = self.directory.find(" ".join(words[:length]))
            if found:
                return tuple(body.named for body in found.bodies if not body.ended)
        return ()


def _is_tail(words: str) -> bool:
    """Whether the words may end the name before them: no word that begins a body's own name."""
    first = key_of(words).partition(" ")[0]
    return first not in _BODY_WORDS


def is_vague(words: str) -> bool:
    """Whether the words name a body of no name: "các cơ quan, đơn vị có liên quan"."""
    said = key_of(words).split()
    return len(said) > 1 and set(said) <= _VAGUE


def is_general(words: str) -> bool:
    """Whether the words are everybody's, so that what follows may narrow them: "các cơ quan"."""
    key = key_of(words)
    general = "co quan" in key or "don vi" in key
    return general and set(key.split()) <= _VAGUE and not {"lien", "khac"} & set(key.split())


def is_outside(words: str, directory: Directory) -> bool:
    """Whether the words name somebody who owns no work here: enterprises, ministries, the press."""
    key = key_of(words)
    return key in directory.outside or (
        bool(_OUTSIDE.match(f"{key} ")) and not JOINED.search(words)
    )


def _is_group(body: Body) -> bool:
    return body.named.key.startswith("group:")


def _taken(role: AssignmentRole, part: str, body: Body, sure: float) -> ReadAddressee:
    kind = AssigneeKind.GROUP if _is_group(body) else AssigneeKind.UNIT
    return ReadAddressee(role, part, kind, body.named.key, sure)


def _asked(
    role: AssignmentRole, part: str, question: str, choices: Sequence[Named]
) -> ReadAddressee:
    return ReadAddressee(role, part, AssigneeKind.TO_CONFIRM, "", UNSURE, question, tuple(choices))
