"""Decisions about the accounts of an office: login names, loaded rows, unused accounts (pure)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.accounts.rules import LOGIN_RULE, contact_problems, is_login
from tracker.permissions import Role
from tracker.text import fold

UNUSED_AFTER = timedelta(days=45)
"""TCVN 14423:2026: accounts not used for 45 days are looked at."""

MOST_ROWS = 300

_PREFIX = {
    Role.ADMINISTRATOR: "qt", Role.COMPILER: "th", Role.LEADERSHIP: "lanhdao", Role.HEAD: "ld",
    Role.FOCAL: "dm", Role.DIVISION: "cv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row of the spreadsheet as typed; `number` is its row in the sheet."""

    number: int
    name: str
    unit: str
    role: str
    login: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A row that can be loaded: its unit and role are known, its login is free."""

    number: int
    name: str
    unit_id: int
    unit: str
    unit_code: str
    role: Role
    login: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit with the words that name it; `ended` tells that it does not exist any more."""

    id: int
    code: str
    name: str
    short_name: str
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are held against: units, logins in use, who has which role already."""

    units: tuple[KnownUnit, ...]
    logins: frozenset[str]
    holders: Mapping[tuple[str, int, str], str]
    """login by (role, unit id, folded name)"""


@dataclass(slots=True)
class Checked:
    """What can be loaded, and what is wrong with the rest: (row in the sheet, sentence)."""

    people: list[NewPerson] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def login_for(role: Role, unit_code: str, taken: Collection[str]) -> str:
    """A free login name such as "dm.stp"; a number follows when that one is taken."""
    code = re.sub(r"[^a-z0-9]+", ".", fold(unit_code)).strip(".")
    stem = f"{_PREFIX[role]}.{code}"[:50]
    number = 1
    login = stem
    while login in taken:
        number += 1
        login = f"{stem}{number}"
    return login


def role_named(text: str) -> Role | None:
    """The role of this label, marks and case aside."""
    return next((role for role in Role if fold(role.label) == fold(text)), None)


def units_named(text: str, units: Iterable[KnownUnit]) -> list[KnownUnit]:
    """The units that this text names, by name, short name or code, marks and case aside."""
    wanted = fold(text)
    return [
        one for one in units if wanted in {fold(one.name), fold(one.short_name), fold(one.code)}
    ]


def is_unused(last_used: datetime | None, created: datetime, now: datetime) -> bool:
    """Whether an account was not used for 45 days (never used: since it was made)."""
    return (last_used or created) < now - UNUSED_AFTER


def check_rows(rows: Sequence[GivenRow], known: Known) -> Checked:
    """Every row held against what is known; a row is loaded only when nothing is wrong with it."""
    desk = _Desk(known, set(known.logins) | {row.login for row in rows if row.login})
    for row in rows:
        desk.take(row)
    return desk.found


@dataclass(slots=True)
class _Desk:
    """Takes rows one by one; `taken` are the logins that cannot be made up any more."""

    known: Known
    taken: set[str]
    found: Checked = field(default_factory=Checked)
    typed: set[str] = field(default_factory=set)
    people: set[tuple[str, int, str]] = field(default_factory=set)

    def take(self, row: GivenRow) -> None:
        """Put the row among the people, or what is wrong with it among the problems."""
        role, (unit, of_unit) = role_named(row.role), _unit(row.unit, self.known.units)
        problems = contact_problems(row.name, row.email, row.phone)
        problems += [*of_unit, *self._login_problems(row)]
        if role is None:
            labels = ", ".join(one.label for one in Role)
            problems.append(f"Vai trò “{row.role}” không có trong danh mục: {labels}.")
        elif unit is not None:
            problems += self._repeated(role, unit, row.name)
        self.found.problems += [(row.number, problem) for problem in problems]
        if unit and role and not problems:
            self._add(row, unit, role)

    def _login_problems(self, row: GivenRow) -> list[str]:
        if row.login and not is_login(row.login):
            return [LOGIN_RULE]
        twice = row.login in self.known.logins or row.login in self.typed
        if not row.login or not twice:
            self.typed.add(row.login)
            return []
        return [f"Tên đăng nhập {row.login} đã có."]

    def _repeated(self, role: Role, unit: KnownUnit, name: str) -> list[str]:
        key = (role.value, unit.id, fold(name))
        if key in self.known.holders:
            login = self.known.holders[key]
            return [f"Người này đã có tài khoản {login} với vai trò này."]
        if key in self.people:
            return ["Dòng này lặp lại một dòng ở trên."]
        self.people.add(key)
        return []

    def _add(self, row: GivenRow, unit: KnownUnit, role: Role) -> None:
        login = row.login or login_for(role, unit.code, self.taken)
        self.taken.add(login)
        self.found.people.append(
            NewPerson(
                row.number, row.name, unit.id, unit.name, unit.code, role, login, row.email,
                row.phone,
            )
        )  # fmt: skip


def _unit(text: str, units: Iterable[KnownUnit]) -> tuple[KnownUnit | None, list[str]]:
    """The one living unit that the text names, or what is wrong."""
    if not text:
        return None, ["Chưa có cơ quan, đơn vị."]
    named = units_named(text, units)
    living = [one for one in named if not one.ended]
    if len(living) == 1:
        return living[0], []
    if living:
        codes = ", ".join(one.code for one in living)
        return None, [f"“{text}” là tên của nhiều đơn vị; ghi mã đơn vị thay tên: {codes}."]
    if named:
        return None, [f"“{text}” {named[0].ended}."]
    return None, [f"Không có cơ quan, đơn vị nào tên “{text}”; xem trang tính “Danh mục”."]
