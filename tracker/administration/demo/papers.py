"""Numbers and symbols of the papers that the demonstration cites. Pure.

Numbers rise with the day at the pace in `seeds/demo/numbering.yaml`. The register remembers what it
gave: one paper keeps its number, two papers of a body never share one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.administration.demo.values import Body

Paces = Mapping[str, Mapping[str, float]]
"""Papers a day by kind of body, then by kind of paper."""


@dataclass(slots=True)
class Register:
    """The numbers given so far."""

    paces: Paces
    taken: dict[tuple[str, str], str] = field(default_factory=dict)
    known: dict[tuple[str, str, date, str], str] = field(default_factory=dict)

    def number_for(self, body: Body, kind: str, on: date, subject: str) -> str:
        """The number and symbol of this paper of this body and day, like 43/BC-SNV."""
        key = (body.code, kind, on, subject)
        if key not in self.known:
            self.known[key] = self._free(body, kind, on, subject)
        return self.known[key]

    def _pace(self, body: Body, kind: str) -> float:
        paces = self.paces[body.kind]
        return paces.get(kind, paces["KH"])

    def reserve(self, issuer: str, number: str, subject: str, on: date) -> None:
        """Keep a number that a story gives by hand."""
        self.taken[issuer, number] = f"{subject}, {on}"

    def _free(self, body: Body, kind: str, on: date, subject: str) -> str:
        """The first number from the day's on that no other paper of the body bears."""
        symbol = _symbol(body, kind)
        number = _ordinal(body, on, self._pace(body, kind))
        paper = f"{subject}, {on}"
        while self.taken.setdefault((body.name, f"{number:02d}/{symbol}"), paper) != paper:
            number += 1
        return f"{number:02d}/{symbol}"


def _ordinal(body: Body, on: date, pace: float) -> int:
    """Numbering begins anew with the year, and with a body's merger."""
    first = body.numbered_from if body.numbered_from <= on else date(on.year, 1, 1)
    return max(1, round((on - first).days * pace))


def _symbol(body: Body, kind: str) -> str:
    """A công văn carries no kind but the part of the body that wrote it."""
    if kind != "CV":
        return f"{kind}-{body.symbol}"
    return f"{body.symbol}-{'NV' if body.kind == 'huyen' else 'VP'}"
