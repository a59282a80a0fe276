"""Lists under a name: kept, shared with one's unit, forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from tracker import history
from tracker.accounts.models import SavedView, User
from tracker.accounts.queries import PROVINCE
from tracker.extensions import db
from tracker.permissions import Actor, Viewer
from tracker.units.models import Unit

MOST = 100


class ViewRefused(Exception):
    """The list is not kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class KeptView:
    """A list under its name; `own`: the viewer's, `shared`: with a unit."""

    id: int
    name: str
    address: str
    own: bool
    shared: bool
    keeper: str


def views_of(viewer: Viewer) -> list[KeptView]:
    """One's own lists, then those shared with the units one works for, by name."""
    mine = SavedView.user_id == viewer.user_id
    query = (
        select(SavedView, User.name)
        .join(User, User.id == SavedView.user_id)
        .where(or_(mine, SavedView.unit_id.in_(_units_of(viewer))))
        .order_by(mine.desc(), SavedView.name, SavedView.id)
    )
    return [
        KeptView(
            row.id, row.name, row.address, row.user_id == viewer.user_id,
            row.unit_id is not None, keeper,
        )
        for row, keeper in db.session.execute(query)
    ]  # fmt: skip


def _units_of(viewer: Viewer) -> Sequence[int]:
    """The units of the viewer's grants, the bodies above them, and the province."""
    held = [grant.unit_id for grant in viewer.grants]
    above = select(Unit.parent_id).where(Unit.id.in_(held), Unit.parent_id.is_not(None))
    query = select(Unit.id).where(or_(Unit.id.in_(held), Unit.id.in_(above), Unit.kind == PROVINCE))
    return db.session.scalars(query).all() if held else ()


def keep_view(
    viewer: Viewer, name: str, address: str, *, shared: bool, actor: Actor, now: datetime
) -> SavedView:
    """Keep a list; the same name again takes the new address. Raises ViewRefused when too many."""
    query = select(SavedView).where(SavedView.user_id == viewer.user_id)
    kept = db.session.scalars(query).all()
    row = next((one for one in kept if one.name == name), None)
    if row is None and len(kept) >= MOST:
        raise ViewRefused(f"Đã lưu {MOST} cách xem: hãy xóa bớt rồi lưu lại.")
    if row is None:
        row = SavedView(user_id=viewer.user_id, name=name, created_at=now)
        db.session.add(row)
    row.address = address
    row.unit_id = _shared_with(viewer, shared=shared)
    db.session.flush()
    history.record(
        actor, "view.keep", at=now, subject=f"view:{row.id}", ids=(row.id,),
        detail={"address": address, "shared": row.unit_id is not None},
    )  # fmt: skip
    return row


def _shared_with(viewer: Viewer, *, shared: bool) -> int | None:
    return viewer.grants[0].unit_id if shared and viewer.grants else None


def own_view(viewer: Viewer, view_id: int) -> SavedView | None:
    """One of the viewer's own lists; None for anybody else's."""
    query = select(SavedView).where(SavedView.id == view_id, SavedView.user_id == viewer.user_id)
    return db.session.scalars(query).first()


def rename_view(
    viewer: Viewer, row: SavedView, name: str, *, shared: bool, actor: Actor, now: datetime
) -> None:
    """Call one's own list otherwise, share it or not. Raises ViewRefused for a taken name."""
    taken = select(SavedView.id).where(
        SavedView.user_id == row.user_id, SavedView.name == name, SavedView.id != row.id
    )
    if db.session.scalars(taken).first() is not None:
        raise ViewRefused(f"Đã có một cách xem tên “{name}”: hãy đặt tên khác.")
    row.name, row.unit_id = name, _shared_with(viewer, shared=shared)
    db.session.flush()
    history.record(
        actor, "view.rename", at=now, subject=f"view:{row.id}", ids=(row.id,),
        detail={"shared": row.unit_id is not None},
    )  # fmt: skip


def forget_view(viewer: Viewer, view_id: int, actor: Actor, now: datetime) -> bool:
    """Forget one of one's own lists; False when it is not there."""
    row = db.session.get(SavedView, view_id)
    if row is None or row.user_id != viewer.user_id:
        return False
    db.session.delete(row)
    history.record(actor, "view.forget", at=now, subject=f"view:{view_id}", ids=(view_id,))
    return True
