"""Which tests run in one process, one after the other, when several processes share the work.

Whole files; but tests on a template that takes seconds to make run where it is made, whatever their
file, and the long walks one by one, so that all processes finish at about the same time.
"""

from _pytest.nodeid import NodeId

PAPERS = {"seeded_app", "loaded_app", "opened_app", "merged_app"}
ONE_BY_ONE = {"ladder", "concurrency"}
LONGEST = {"test_weaker_policy_of_any_route_is_noticed"}
"""Begun before other single tests: whoever drew one of these last would let the others wait."""


def group_of(item) -> str | None:
    """The name of the group of a collected test; None for a test on its own."""
    folder, asked = item.path.parent.name, set(item.fixturenames)
    kind = item.callspec.params.get("database_kind") if hasattr(item, "callspec") else None
    if folder == "handover" or PAPERS & asked:
        return f"papers-{kind}"
    if folder == "browser" or ("demo_app" in asked and kind != "postgresql"):
        return "browser"
    if folder in ONE_BY_ONE:
        return None
    return f"demo-{kind}" if "demo_app" in asked else f"{folder}/{item.path.name}"


def tell_group(item) -> None:
    """Put the group where `--dist loadgroup` looks for it: at the end of the test's address.

    xdist 3.8 writes it into a field that pytest 9.2 no longer reads; a group that does not show
    would let every process make every costly template.
    """
    if group := group_of(item):
        item._id = NodeId.parse(f"{item.nodeid}@{group}")
        assert item.nodeid.endswith(f"@{group}")
