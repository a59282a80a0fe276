"""A compilation as JSON and back, word for word and figure for figure (docs/json-bao-cao.md; pure).

The same compilation gives the same text, so that its SHA-256 tells whether anything changed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker.reports.rules.compiled import (
    Compiled,
    Grid,
    GridBand,
    GridColumn,
    GridRow,
    GridTotal,
    Heading,
    IndicatorFigure,
    Kind,
    Numbered,
    Origin,
    OriginKind,
    Section,
    Sentence,
    Value,
)
from tracker.reports.rules.indicators import Amount
from tracker.reports.rules.numbers import exact

FORMAT = "bao-cao-cchc/2"
READ = (FORMAT, "bao-cao-cchc/1")
"""What is read: /1 said of each section that it is not internal, which none ever was."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a frozen version holds: the compilation and the text of every section as signed off."""

    compiled: Compiled
    texts: Mapping[str, str]


def as_json(compiled: Compiled, texts: Mapping[str, str] | None = None) -> str:
    """The whole as one text; `texts` are by section key, in the order of the sections."""
    order = [one.key for one in compiled.sections]
    kept = {key: texts[key] for key in order if texts and key in texts}
    whole = {
        "format": FORMAT,
        "heading": _plain(compiled.heading),
        "sections": [_plain(one) for one in compiled.sections],
        "texts": kept,
        "tables": [{"after": key, "grid": _grid(grid)} for key, grid in compiled.tables],
        "appendices": [_grid(grid) for grid in compiled.appendices],
        "figures": dict(compiled.figures),
        "indicators": [_plain(one) for one in compiled.indicators],
        "warnings": list(compiled.warnings),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def figures_json(compiled: Compiled) -> str:
    """The headline's figures alone, by name."""
    return json.dumps(dict(compiled.figures), ensure_ascii=False)


def amounts_of(figures: Iterable[IndicatorFigure]) -> dict[str, Amount]:
    """The figures of a number form by code."""
    return {one.code: Amount(exact(one.numerator), exact(one.denominator)) for one in figures}


def amounts_json(amounts: Mapping[str, Amount]) -> str:
    """Figures by code; parts are text, so that nothing is rounded: {"CT2.2": ["350", "512"]}."""
    held = {code: [_text(one.numerator), _text(one.denominator)] for code, one in amounts.items()}
    return json.dumps(held)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def amounts_from(text: str) -> dict[str, Amount]:
    """What `amounts_json` wrote; nothing for an empty text."""
    held = json.loads(text or "{}")
    return {
        code: Amount(*(None if one is None else Decimal(one) for one in parts))
        for code, parts in held.items()
    }


def sha256_of(text: str) -> str:
    """By which a frozen text is known, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str) -> Frozen:
    """What `as_json` wrote. Raises ValueError for a text of another format."""
    whole = json.loads(text)
    if whole.get("format") not in READ:
        raise ValueError(f"not a frozen compilation: {whole.get('format')!r}")
    compiled = Compiled(
        _heading(whole["heading"]),
        tuple(_section(one) for one in whole["sections"]),
        tuple((one["after"], _grid_of(one["grid"])) for one in whole["tables"]),
        tuple(_grid_of(one) for one in whole["appendices"]),
        tuple(whole["figures"].items()),
        tuple(whole["warnings"]),
        tuple(IndicatorFigure(**one) for one in whole.get("indicators", ())),
    )
    return Frozen(compiled, whole["texts"])


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass holds
    """Dataclasses, enums, days and instants as JSON has them."""
    held = asdict(value)
    return {name: _jsonable(one) for name, one in held.items()}


def _jsonable(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {name: _jsonable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(one) for one in value]
    if isinstance(value, Kind | Numbered | OriginKind):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _grid(grid: Grid) -> dict[str, Any]:
    """A day in a cell is {"day": …}, a row across all columns {"band": …}, sums {"total": …}."""
    return {
        "key": grid.key, "title": grid.title, "note": grid.note, "internal": grid.internal,
        "columns": [_plain(one) for one in grid.columns],
        "rows": [
            _told(row) for row in grid.rows
        ],
    }  # fmt: skip


def _told(row: GridRow) -> Any:  # noqa: ANN401 - JSON
    if isinstance(row, GridBand):
        return {"band": row.text}
    cells = [_cell(value) for value in row]
    return {"total": cells} if isinstance(row, GridTotal) else cells


def _cell(value: Value) -> Any:  # noqa: ANN401 - JSON
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _heading(held: dict[str, Any]) -> Heading:
    days = {name: date.fromisoformat(held[name]) for name in ("first", "last")}
    return Heading(**(held | days | {"known": datetime.fromisoformat(held["known"])}))


def _section(held: dict[str, Any]) -> Section:
    sentences = tuple(_sentence(one) for one in held["sentences"])
    known = {one.name: held[one.name] for one in fields(Section)}
    return Section(**(known | {"level": Numbered(held["level"]), "sentences": sentences}))


def _sentence(held: dict[str, Any]) -> Sentence:
    return Sentence(held["text"], tuple(_origin(one) for one in held["origins"]))


def _origin(held: dict[str, Any]) -> Origin:
    said = held["said_on"]
    return Origin(
        **(
            held
            | {
                "kind": OriginKind(held["kind"]),
                "obligation_ids": tuple(held["obligation_ids"]),
                "said_on": date.fromisoformat(said) if said else None,
            }
        )
    )


def _grid_of(held: dict[str, Any]) -> Grid:
    columns = tuple(GridColumn(**(one | {"kind": Kind(one["kind"])})) for one in held["columns"])
    rows = tuple(_row(one) for one in held["rows"])
    known = {one.name for one in fields(Grid)} - {"columns", "rows"}
    return Grid(columns=columns, rows=rows, **{name: held[name] for name in known})


def _row(held: Any) -> GridRow:  # noqa: ANN401 - JSON
    if isinstance(held, dict):
        return GridTotal(_cells(held["total"])) if "total" in held else GridBand(held["band"])
    return tuple(_cells(held))


def _cells(held: list[Any]) -> Iterator[Value]:
    return (date.fromisoformat(one["day"]) if isinstance(one, dict) else one for one in held)
