"""A succession file: YAML text ↔ values. Every fault is named in Vietnamese, with its line."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from tracker.handover.rules import ENDING, MoveKind, MoveScope
from tracker.text import clean

KINDS = frozenset(MoveKind)
SCOPES = frozenset(MoveScope)
_CODE = re.compile(r"[A-Za-z0-9._-]{1,60}")
_LONGEST = {
    "code": 40, "unit": 40, "group": 40, "parent": 40, "from": 40, "to": 40, "field": 20,
    "task": 80, "name": 200, "short_name": 80, "place": 80, "superior": 200,
}  # fmt: skip
"""Characters that a value may have, by its name."""
LISTS = {
    "new_units": "Cơ quan mới", "names": "Tên mới", "group_members": "Thành viên nhóm",
    "moves": "Dòng bàn giao",
}  # fmt: skip
"""The lists of a file and how one of their rows is called."""
_MUST = {"names": ("unit", "name"), "group_members": ("group", "unit")}


class SuccessionFileError(Exception):
    """The file cannot be applied; the message lists every fault, one per line."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A body that begins on the effective day."""

    code: str
    kind: str
    order: int
    parent: str
    name: str
    short_name: str
    place: str
    superior: str
    source: str


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that a body bears from the effective day on."""

    unit: str
    name: str
    short_name: str
    place: str
    superior: str


@dataclass(frozen=True, slots=True)
class FileMove:
    """One move as the file tells it; `to_unit` is empty for a body that ends without an heir.

    `source` is the move's own, or else the file's.
    """

    from_unit: str
    to_unit: str
    kind: str
    scope: str
    field: str
    task: str
    note: str
    source: str = ""

    @property
    def ends_the_giver(self) -> bool:
        """Whether the giving body ceases with this move."""
        return self.scope == "whole" and self.kind in ENDING


@dataclass(frozen=True, slots=True)
class SuccessionFile:
    """One decision on who takes over what, from a day on."""

    code: str
    effective_on: date
    basis: str
    title: str
    source: str = ""
    new_units: tuple[NewUnit, ...] = ()
    names: tuple[NewName, ...] = ()
    group_members: tuple[tuple[str, str], ...] = ()
    moves: tuple[FileMove, ...] = field(default=())


def read_succession(text: str) -> SuccessionFile:
    """Read a succession file. Raises SuccessionFileError."""
    return succession_of(values_of(text))


def values_of(text: str) -> dict[str, Any]:
    """A succession file's values as they stand in it. Raises SuccessionFileError."""
    try:
        raw = yaml.load(text, _Plain)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError) as error:
        raise SuccessionFileError(f"Tệp không phải YAML hợp lệ: {error}") from error
    except RecursionError:
        raise SuccessionFileError("Tệp lồng quá nhiều cấp; xem lại cách thụt dòng.") from None
    if not isinstance(raw, dict):
        raise SuccessionFileError("Tệp phải có các mục code, effective_on, basis, moves.")
    return raw


class _Plain(yaml.SafeLoader):
    """Plain values only: references can make a small file endless."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise SuccessionFileError(
                "Tệp không được dùng tham chiếu (dấu *); ghi rõ từng giá trị."
            )
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def succession_of(raw: dict[str, Any]) -> SuccessionFile:
    """The file that these named values tell. Raises SuccessionFileError."""
    faults = [
        f"Thiếu mục “{name}”." for name in ("code", "effective_on", "basis") if not raw.get(name)
    ]
    if type(raw.get("effective_on")) is not date:
        faults.append("Mục “effective_on” phải là một ngày, ví dụ 2025-03-01.")
    if raw.get("code") and not _CODE.fullmatch(str(raw["code"])):
        faults.append("Mục “code” chỉ gồm chữ không dấu, số, dấu chấm, dấu gạch; tối đa 60 ký tự.")
    faults += _faults_of_lists(raw)
    if faults:
        raise SuccessionFileError("\n".join(faults))
    moves = [_move(item) for item in raw.get("moves") or []]
    for number, move in enumerate(moves, start=1):
        faults += [f"Dòng bàn giao {number}: {fault}" for fault in _faults_of(move)]
    if faults:
        raise SuccessionFileError("\n".join(faults))
    return SuccessionFile(
        code=str(raw["code"]),
        effective_on=raw["effective_on"],
        basis=str(raw["basis"]),
        title=_text(raw, "title"),
        source=_text(raw, "source"),
        new_units=tuple(_new_unit(item) for item in raw.get("new_units") or []),
        names=tuple(_new_name(item) for item in raw.get("names") or []),
        group_members=tuple(
            (_text(item, "group"), _text(item, "unit")) for item in raw.get("group_members") or []
        ),
        moves=tuple(moves),
    )


def _faults_of_lists(raw: dict[str, Any]) -> list[str]:
    """Lists hold named values; a new unit says its code, kind, name and order."""
    faults = []
    for name, row in LISTS.items():
        items = raw.get(name) or []
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            faults.append(f"Mục “{name}” phải là danh sách các dòng có tên, ví dụ from: STTTT.")
            continue
        for number, item in enumerate(items, start=1):
            where = f"{row} {_text(item, 'code') or number}"
            faults += [f"{where}: {fault}" for fault in _faults_of_item(name, item)]
    return faults


def _faults_of_item(name: str, item: dict[str, Any]) -> list[str]:
    must = ("code", "kind", "name") if name == "new_units" else _MUST.get(name, ())
    faults = [f"thiếu “{key}”." for key in must if not _text(item, key)]
    if name == "new_units" and not str(item.get("order") or "0").isdigit():
        faults.append("“order” phải là số.")
    return faults + [
        f"“{key}” dài quá {most} ký tự."
        for key, most in _LONGEST.items()
        if len(_text(item, key)) > most
    ]


def _text(item: dict[str, Any], name: str) -> str:
    return clean(str(item.get(name) or ""))


def _move(item: dict[str, Any]) -> FileMove:
    names = ("from", "to", "kind", "scope", "field", "task", "note", "source")
    return FileMove(*(_text(item, name) for name in names))


def _faults_of(move: FileMove) -> list[str]:
    faults = []
    if not move.from_unit:
        faults.append("thiếu cơ quan giao (from).")
    if move.kind not in KINDS:
        faults.append(
            f"loại “{move.kind}” không rõ; chọn một trong: {', '.join(sorted(MoveKind))}."
        )
    if move.scope not in SCOPES:
        faults.append(f"phạm vi “{move.scope}” không rõ; chọn whole, field hoặc task.")
    if move.kind != "dissolve" and not move.to_unit:
        faults.append("thiếu cơ quan nhận (to).")
    if move.to_unit and move.to_unit == move.from_unit:
        faults.append("cơ quan giao và cơ quan nhận là một.")
    if move.scope == "field" and not move.field:
        faults.append("phạm vi lĩnh vực mà thiếu mã lĩnh vực (field).")
    if move.scope == "task" and not move.task:
        faults.append("phạm vi nhiệm vụ mà thiếu mã nhiệm vụ (task).")
    return faults


def _new_unit(item: dict[str, Any]) -> NewUnit:
    return NewUnit(
        code=_text(item, "code"), kind=_text(item, "kind"), order=int(item.get("order") or 0),
        parent=_text(item, "parent"), name=_text(item, "name"),
        short_name=_text(item, "short_name"), place=_text(item, "place"),
        superior=_text(item, "superior"), source=_text(item, "source"),
    )  # fmt: skip


def _new_name(item: dict[str, Any]) -> NewName:
    names = ("unit", "name", "short_name", "place", "superior")
    return NewName(*(_text(item, name) for name in names))
