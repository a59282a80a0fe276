"""Load seed rows so that a second run changes nothing and a person's correction survives."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from tracker.extensions import db

_Keyed = tuple[type[Any], tuple[str, ...]]
_CHANGEABLE = {"valid_from", "count"}
"""Parts of a key that a person may put right."""


@dataclass(slots=True)
class SeedCounts:
    """What seeding did; `corrected` names the rows that a person changed and that stayed.

    `known` are the rows of each table by the values of their key: read once, then looked up.
    """

    added: int = 0
    updated: int = 0
    corrected: list[str] = field(default_factory=list)
    known: dict[_Keyed, dict[tuple[Any, ...], Any]] = field(default_factory=dict)

    def rows(self, model: type[Any], names: tuple[str, ...]) -> dict[tuple[Any, ...], Any]:
        """Every row of a table by these columns."""
        if (model, names) not in self.known:
            rows = db.session.scalars(select(model))
            self.known[model, names] = {
                tuple(getattr(row, name) for name in names): row for row in rows
            }
        return self.known[model, names]

    def forget_rows(self) -> None:
        """Let others write these tables: they are read again when next asked for."""
        self.known.clear()
        db.session.expire_all()


def put(
    counts: SeedCounts, model: type[Any], key: Mapping[str, Any], values: Mapping[str, Any]
) -> Any:  # noqa: ANN401 - the row is of the class handed in
    """Insert the row or bring it up to its seed; returns it.

    A row whose seed is unchanged is not touched, whatever people made of it. One whose seed
    changed is updated only while it still equals its last seed. A row of whose key a person may
    change a part (a first day, a rung's days) is known by the seed it came from.
    """
    known = counts.rows(model, tuple(key))
    row = known.get(tuple(key.values()))
    digest = _digest({**key, **values})
    if row is None and _CHANGEABLE & key.keys():
        row = db.session.scalars(select(model).filter_by(seed_digest=digest)).first()
    if row is None:
        row = model(**key, **values, seed_digest=digest)
        db.session.add(row)
        db.session.flush()
        known[tuple(key.values())] = row
        counts.added += 1
    elif row.seed_digest != digest:
        _bring_up(counts, row, {**key, **values}, digest)
    return row


def _bring_up(counts: SeedCounts, row: Any, seed: Mapping[str, Any], digest: str) -> None:  # noqa: ANN401
    if row.seed_digest != _digest({name: getattr(row, name) for name in seed}):
        counts.corrected.append(f"{row.__tablename__} {db.inspect(row).identity}")
        return
    for name, value in seed.items():
        setattr(row, name, value)
    row.seed_digest = digest
    counts.updated += 1


def _digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of the values in a canonical form."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
