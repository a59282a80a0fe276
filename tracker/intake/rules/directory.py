"""Who may be named in a plan: bodies with all their names, groups, those outside, fields.

The value is handed in, as of the day of the plan; names are compared without marks, by their
usual abbreviations, and never by likeness alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Self

from tracker.calendar.schedule import CONVENTIONAL, SURE
from tracker.tasks.rules.addressees import Named
from tracker.text import fold

_EXPANDED = {
    "uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "vp": "van phong", "tx": "thi xa",
    "tp": "thanh pho", "tt": "trung tam", "bql": "ban quan ly", "tw": "trung uong",
}  # fmt: skip
_SHORT = re.compile(rf"\b(?:{'|'.join(_EXPANDED)})\b")
_SIGNS = re.compile(r"[^a-z0-9\s]+")
_HEADS_OF = re.compile(
    r"^(?:thu truong|giam doc|lanh dao|nguoi dung dau|chanh van phong|truong) (?:cac )?"
)
_SMALL = frozenset(("va", "cac", "cua"))


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """A name as it is compared: no marks, no signs, usual abbreviations the same way."""
    words = _SHORT.sub(lambda found: _EXPANDED[found[0]], fold(text))
    return " ".join(_SIGNS.sub("", words.replace(",", " ").replace(";", " ")).split())


@dataclass(frozen=True, slots=True)
class Body:
    """A body or group that may be named; `heirs` took the whole of one that has ended."""

    named: Named
    code: str = ""
    ended: bool = False
    heirs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldNames:
    """A field by its code, with every name that the papers gave it and who follows it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a wording names, and how sure."""

    bodies: tuple[Body, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who may be named, and the fields."""

    bodies: tuple[Body, ...]
    outside: frozenset[str]
    fields: tuple[FieldNames, ...]
    by_key: Mapping[str, Body] = field(repr=False, compare=False)
    lookups: tuple[Mapping[str, tuple[Body, ...]], ...] = field(repr=False, compare=False)
    place: str = ""

    @classmethod
    def of(
        cls,
        bodies: Iterable[Body],
        fields: Iterable[FieldNames] = (),
        *,
        outside: Iterable[str] = (),
        place: str = "",
    ) -> Self:
        """A directory; `outside` are wordings known to name nobody inside, `place` the province.

        Three ways to look a wording up, tried in turn: as it is written; without the province and
        "các"; by initials ("Sở TT&TT").
        """
        every, tail = tuple(bodies), key_of(place)
        return cls(
            every, frozenset(map(key_of, outside)), tuple(fields),
            MappingProxyType({body.named.key: body for body in every}),
            _lookups(every, tail), tail,
        )  # fmt: skip

    def find(self, text: str) -> Found | None:
        """Whom a wording names. None where nobody bears it; several where it is nobody's alone."""
        key = key_of(text)
        shorter = _shorter(_without(key, self.place))
        tried = ((key, 0, SURE), (shorter, 0, CONVENTIONAL), (shorter, 1, CONVENTIONAL),
                 (key, 2, CONVENTIONAL))  # fmt: skip
        for wanted, way, sure in tried:
            if wanted and (found := self.lookups[way].get(wanted)):
                return Found(found, sure)
        return None

    @property
    def names(self) -> Sequence[Named]:
        """Every choice that a person may be offered; those that have ended are none."""
        return [body.named for body in self.bodies if not body.ended]


def _lookups(bodies: Iterable[Body], tail: str) -> tuple[Mapping[str, tuple[Body, ...]], ...]:
    """Who bears a wording, for each way to look it up."""
    ways: tuple[dict[str, dict[str, Body]], ...] = tuple(defaultdict(dict) for _ in range(3))
    for body in bodies:
        for form in {body.named.name, *body.named.forms}:
            for way, keys in enumerate(_keys(form, tail)):
                for key in keys:
                    ways[way][key][body.named.key] = body
    return tuple(
        MappingProxyType({key: tuple(found.values()) for key, found in way.items()}) for way in ways
    )


def _keys(form: str, tail: str) -> tuple[set[str], set[str], set[str]]:
    """The keys of a wording, for each way to look it up."""
    key = key_of(form)
    return {key}, {_shorter(key), _shorter(_without(key, tail))} - {""}, _initials(form)


def _shorter(key: str) -> str:
    """Without the office of a head, "các" and "tỉnh"."""
    bare = _HEADS_OF.sub("", key).removeprefix("cac ")
    return bare.removesuffix(" tinh") if len(bare.split()) > 2 else bare


def _without(key: str, tail: str) -> str:
    return key.removesuffix(f" {tail}") if tail else key


def _initials(form: str) -> set[str]:
    """A department by its initials ("so tttt"); nothing for what is no department."""
    words = key_of(form.replace("-", " ")).split()
    if len(words) < 3 or words[0] not in {"so", "ban"}:
        return set()
    return {f"{words[0]} {''.join(word[0] for word in words[1:] if word not in _SMALL)}"}
