import pytest

from tracker.permissions import (
    EVERYONE,
    MATRIX,
    WRITING,
    GrantValue,
    Permission,
    Role,
    Viewer,
    can,
)

# One row per permission, one column per role, read from the decided matrix by hand:
# administrator, compiler, leadership, head, focal, division.
TABLE = """
read_plans          x x x x x x
read_work           - x x x x x
update_work         - - - x x x
correct_work        - - - x x x
delegate            - - - x x -
ask_others          - - - x x -
enter_for           - x - - - -
confirm_work        - x - x x -
decide_extension    - x - - - -
close_year          - x - - - -
record_event        - x - x x -
read_overdue        - x x x x x
export_work         - x x x x x
read_files          - x x x x x
approve             - - - x - -
compile             - x - - - -
manage_rounds       - x - x - -
manage_accounts     x - - - - -
manage_units        x - - - - -
manage_plans        x x - - - -
manage_calendar     x - - - - -
hand_over           x - - - - -
set_up              x - - - - -
manage_reminders    x - - - - -
release_reminders   - x - - - -
manage_feeds        x - - - - -
manage_own_account  x x x x x x
"""
EXPECTED = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}


def viewer(*grants):
    return Viewer(1, "Cán bộ", grants)


def test_table_names_every_permission_and_role():
    assert set(EXPECTED) == {permission.value for permission in Permission}
    assert {len(row) for row in EXPECTED.values()} == {len(Role)}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_matrix_is_the_decided_one(permission, column, role):
    assert (permission in MATRIX[role]) == (EXPECTED[permission.value][column] == "x")


@pytest.mark.parametrize("role", Role)
def test_province_scope_covers_every_unit(role):
    someone = viewer(GrantValue(role, 1, None))
    for permission in MATRIX[role]:
        assert someone.scope(permission) is None
        assert can(someone, permission, unit_id=99)


def test_unit_scope_ends_at_the_unit_and_its_divisions():
    focal = viewer(GrantValue(Role.FOCAL, 5, frozenset({5, 51})))
    assert can(focal, Permission.UPDATE_WORK)
    assert can(focal, Permission.UPDATE_WORK, unit_id=51)
    assert not can(focal, Permission.UPDATE_WORK, unit_id=6)


def test_read_only_grant_never_writes():
    for role in Role:
        someone = viewer(GrantValue(role, 1, None, read_only=True))
        for permission in Permission:
            allowed = permission in MATRIX[role] and permission not in WRITING
            assert can(someone, permission) == allowed, (role, permission)


def test_scopes_of_several_grants_join_only_where_each_holds():
    both = viewer(
        GrantValue(Role.FOCAL, 5, frozenset({5})),
        GrantValue(Role.LEADERSHIP, 6, frozenset({6})),
    )
    assert both.scope(Permission.READ_WORK) == {5, 6}
    assert both.scope(Permission.UPDATE_WORK) == {5}


def test_nobody_without_grant_does_more_than_everyone():
    for permission in Permission:
        assert can(viewer(), permission) == (permission in EVERYONE)


def test_administrators_see_no_work():
    administrator = viewer(GrantValue(Role.ADMINISTRATOR, 1, None))
    assert administrator.scope(Permission.READ_WORK) == frozenset()
    assert not can(administrator, Permission.READ_FILES, unit_id=1)


def test_labels_are_vietnamese():
    assert Role.FOCAL.label == "Cán bộ đầu mối"
    assert Permission.READ_WORK.label == "Xem phần việc và tình hình thực hiện"
    assert Role("head") is Role.HEAD
