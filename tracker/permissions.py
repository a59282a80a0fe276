"""Who may do what: roles, permissions, the matrix as data, and the values that carry them.

Pure: no Flask, no database. The matrix is shown to users on /tro-giup/quyen.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tracker.text import Labelled


class Role(Labelled):
    """A role granted to a person for a scope unit."""

    ADMINISTRATOR = "administrator", "Quản trị hệ thống"
    COMPILER = "compiler", "Cán bộ tổng hợp"
    LEADERSHIP = "leadership", "Lãnh đạo chỉ đạo, điều hành"
    HEAD = "head", "Lãnh đạo đơn vị"
    FOCAL = "focal", "Cán bộ đầu mối"
    DIVISION = "division", "Cán bộ phòng chuyên môn"


class Permission(Labelled):
    """One thing that a person may do, within a scope of units."""

    READ_PLANS = "read_plans", "Xem kế hoạch, đề án đã ban hành"
    READ_WORK = "read_work", "Xem phần việc và tình hình thực hiện"
    UPDATE_WORK = "update_work", "Cập nhật tình hình thực hiện"
    CORRECT_WORK = "correct_work", "Đính chính nội dung đã cập nhật"
    DELEGATE = "delegate", "Giao việc trong đơn vị"
    ASK_OTHERS = "ask_others", "Đề nghị phối hợp, xin gia hạn và trả lời"
    ENTER_FOR = "enter_for", "Nhập thay đơn vị đã trả lời bằng cách khác"
    CONFIRM_WORK = "confirm_work", "Xác nhận kết quả, đề nghị bổ sung, hoàn thiện"
    DECIDE_EXTENSION = "decide_extension", "Ghi ý kiến về đề nghị gia hạn"
    CLOSE_YEAR = "close_year", "Kết thúc năm kế hoạch"
    RECORD_EVENT = "record_event", "Ghi nhận sự kiện phát sinh thời hạn"
    READ_OVERDUE = "read_overdue", "Xem danh sách quá hạn"
    EXPORT_WORK = "export_work", "Tải danh sách về máy"
    READ_FILES = "read_files", "Mở tệp minh chứng"
    APPROVE = "approve", "Duyệt báo cáo của đơn vị"
    COMPILE = "compile", "Tổng hợp báo cáo"
    MANAGE_ROUNDS = "manage_rounds", "Quản lý chế độ, kỳ báo cáo"
    MANAGE_ACCOUNTS = "manage_accounts", "Quản lý tài khoản, vai trò"
    MANAGE_UNITS = "manage_units", "Quản lý cơ quan, đơn vị"
    MANAGE_PLANS = "manage_plans", "Quản lý kế hoạch, nhiệm vụ"
    MANAGE_CALENDAR = "manage_calendar", "Quản lý ngày nghỉ, ngày làm bù"
    HAND_OVER = "hand_over", "Bàn giao nhiệm vụ giữa các cơ quan"
    SET_UP = "set_up", "Thiết lập hệ thống"
    MANAGE_REMINDERS = "manage_reminders", "Thiết lập và theo dõi nhắc việc"
    RELEASE_REMINDERS = "release_reminders", "Phát hành nhắc việc gửi lãnh đạo"
    MANAGE_FEEDS = "manage_feeds", "Thiết lập đăng ký lịch"
    MANAGE_OWN_ACCOUNT = "manage_own_account", "Quản lý tài khoản của mình"


P = Permission

EVERYONE = frozenset({P.READ_PLANS, P.MANAGE_OWN_ACCOUNT})
"""What every signed-in person may do, whatever the grants."""

WRITING = frozenset(
    {
        P.UPDATE_WORK,
        P.CORRECT_WORK,
        P.DELEGATE,
        P.ASK_OTHERS,
        P.ENTER_FOR,
        P.CONFIRM_WORK,
        P.DECIDE_EXTENSION,
        P.CLOSE_YEAR,
        P.RECORD_EVENT,
        P.APPROVE,
        P.COMPILE,
        P.MANAGE_ROUNDS,
        P.MANAGE_ACCOUNTS,
        P.MANAGE_UNITS,
        P.MANAGE_PLANS,
        P.MANAGE_CALENDAR,
        P.HAND_OVER,
        P.SET_UP,
        P.MANAGE_REMINDERS,
        P.RELEASE_REMINDERS,
        P.MANAGE_FEEDS,
    }
)
"""What a read-only grant never gives."""

_READING = frozenset({P.READ_WORK, P.READ_OVERDUE, P.EXPORT_WORK, P.READ_FILES})
_DOING = frozenset({P.UPDATE_WORK, P.CORRECT_WORK})
_FOR_THE_UNIT = frozenset({P.DELEGATE, P.ASK_OTHERS, P.CONFIRM_WORK, P.RECORD_EVENT})
_FOR_THE_WHOLE = frozenset(
    {
        P.RECORD_EVENT,
        P.COMPILE,
        P.MANAGE_ROUNDS,
        P.ENTER_FOR,
        P.CONFIRM_WORK,
        P.DECIDE_EXTENSION,
        P.CLOSE_YEAR,
        P.MANAGE_PLANS,
        P.RELEASE_REMINDERS,
    }
)

MATRIX: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: EVERYONE
    | {P.MANAGE_ACCOUNTS, P.MANAGE_UNITS, P.MANAGE_PLANS, P.MANAGE_CALENDAR}
    | {P.HAND_OVER, P.SET_UP, P.MANAGE_REMINDERS, P.MANAGE_FEEDS},
    Role.COMPILER: EVERYONE | _READING | _FOR_THE_WHOLE,
    Role.LEADERSHIP: EVERYONE | _READING,
    Role.HEAD: EVERYONE | _READING | _DOING | _FOR_THE_UNIT | {P.APPROVE, P.MANAGE_ROUNDS},
    Role.FOCAL: EVERYONE | _READING | _DOING | _FOR_THE_UNIT,
    Role.DIVISION: EVERYONE | _READING | _DOING,
}


@dataclass(frozen=True)
class GrantValue:
    """One role in force; `unit_ids` is None for the whole province, else the units covered.

    `parent_id` is known of a division: the unit that may hand its work to it.
    """

    role: Role
    unit_id: int
    unit_ids: frozenset[int] | None
    read_only: bool = False
    parent_id: int | None = None

    def gives(self, permission: Permission) -> bool:
        """Whether this grant carries the permission at all."""
        if self.read_only and permission in WRITING:
            return False
        return permission in MATRIX[self.role]


@dataclass(frozen=True)
class Handed:
    """What a division officer has a part in beside the division's own work.

    Obligations of `owners` that were handed to one of `divisions` or to the person `holder_id`.
    """

    owners: frozenset[int]
    divisions: frozenset[int]
    holder_id: int

    def holds(self, unit_id: int, division_id: int | None, holder_id: int | None) -> bool:
        """Whether work of this unit, handed on like this, is among it."""
        return unit_id in self.owners and (
            division_id in self.divisions or holder_id == self.holder_id
        )


@dataclass(frozen=True)
class Viewer:
    """A signed-in person as the rest of the program sees them."""

    user_id: int
    label: str
    grants: tuple[GrantValue, ...] = ()
    followed_field_ids: AbstractSet[int] = field(default_factory=frozenset)

    def scope(self, permission: Permission) -> frozenset[int] | None:
        """The unit ids in which the permission holds; None means all, empty means none."""
        covered: frozenset[int] = frozenset()
        for grant in self.grants:
            if not grant.gives(permission):
                continue
            if grant.unit_ids is None:
                return None
            covered |= grant.unit_ids
        return covered

    def handed(self, permission: Permission) -> Handed | None:
        """What was handed to this person or their division; None for those who need no handing.

        Only an officer of a division has a part in the unit's work by its being handed on.
        """
        through = [
            grant
            for grant in self.grants
            if grant.role is Role.DIVISION and grant.gives(permission) and grant.unit_ids
        ]
        owners = frozenset(grant.parent_id for grant in through if grant.parent_id is not None)
        scope = self.scope(permission)
        if scope is None or owners <= scope:
            return None
        divisions = frozenset(unit for grant in through for unit in grant.unit_ids or ())
        return Handed(owners, divisions, self.user_id)

    def has_role(self, role: Role) -> bool:
        """Whether any grant in force is of this role."""
        return any(grant.role is role for grant in self.grants)


@dataclass(frozen=True)
class Actor:
    """Who did something, as append-only rows keep it: labels, not references."""

    user_id: int | None
    label: str
    unit: str = ""
    role: str = ""
    address: str = ""


def can(viewer: Viewer, permission: Permission, unit_id: int | None = None) -> bool:
    """Whether the viewer may do this: anywhere at all, or for one unit when it is named."""
    if permission in EVERYONE:
        return True
    scope = viewer.scope(permission)
    if scope is None:
        return True
    return bool(scope) if unit_id is None else unit_id in scope


def may_act_on(
    viewer: Viewer, permission: Permission, unit_id: int, handed_to: tuple[int | None, int | None]
) -> bool:
    """Whether the viewer may do this with one obligation of a unit.

    `handed_to` names the division and the officer to whom the unit handed it.
    """
    if can(viewer, permission, unit_id):
        return True
    handed = viewer.handed(permission)
    return handed is not None and handed.holds(unit_id, *handed_to)
