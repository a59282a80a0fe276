"""The accounts of a demonstration: one per role and body, all with one password."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.accounts import operations, passwords
from tracker.accounts.models import User
from tracker.accounts.operations import NewAccount, NewGrant
from tracker.administration.demo.reading import Script
from tracker.administration.demo.values import Body
from tracker.permissions import Actor, Role

FIRST_DAY = date(2025, 1, 1)
MARK = "dữ liệu minh họa"
"""Ends the label of everything that is loaded, so that nobody takes it for a real record."""


@dataclass(slots=True)
class Accounts:
    """Creates accounts and remembers who speaks for a body."""

    script: Script
    units: dict[str, int]
    actor: Actor
    now: datetime
    speakers: dict[tuple[str, Role], Actor]
    hashed: str = ""

    @property
    def administrator(self) -> Actor:
        """Who hands duties over when bodies merge."""
        return Actor(None, f"Quản trị hệ thống ({MARK})", role=Role.ADMINISTRATOR.value)

    def open_named(self) -> None:
        """Administrator, leadership, compilers."""
        for named in self.script.accounts:
            self._open(named.login, named.name, Role(named.role), named.unit)

    def open_for(self, body: Body) -> None:
        """Head and focal officer of a body; one officer of a division."""
        if body.kind == "province":
            return
        if body.kind == "phong":
            name = f"Cán bộ {body.name}"
            self._open(f"cv.{body.login}", name, Role.DIVISION, body.code, body)
            return
        self._open(f"ld.{body.login}", f"Lãnh đạo {body.name}", Role.HEAD, body.code, body)
        self._open(f"dm.{body.login}", f"Cán bộ đầu mối {body.name}", Role.FOCAL, body.code, body)

    def speaker(self, body: Body, *, head: bool) -> Actor:
        """Who records a word of the body: mostly the focal officer."""
        if body.kind == "phong":
            return self.speakers[body.code, Role.DIVISION]
        return self.speakers[body.code, Role.HEAD if head else Role.FOCAL]

    def _open(self, login: str, name: str, role: Role, unit: str, body: Body | None = None) -> User:
        self.hashed = self.hashed or passwords.hash_password(self.script.password)
        account = NewAccount(
            login, name, self.hashed, must_change_password=False, demo_note=self.script.password
        )
        user = operations.create_user(account, self.actor, now=self.now)
        leaves = body.leaves_on if body else None
        grant = NewGrant(role, self.units[unit], FIRST_DAY, leaves)
        operations.grant_role(user, grant, self.actor, now=self.now)
        if leaves:
            operations.disable_user(user, self.actor, now=self.now)
        if body:
            label = f"{name} ({MARK})"
            self.speakers[body.code, role] = Actor(user.id, label, body.name, role.value)
        return user
