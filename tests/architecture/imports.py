"""Reads every module's imports and says which go against the direction of the rooms."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

ROOMS = {
    **dict.fromkeys(("work", "overview", "administration"), 9),
    **dict.fromkeys(("handover", "intake"), 8),
    **dict.fromkeys(("reminders", "feeds"), 7),
    "reports": 6,
    "criteria": 5,
    "tasks": 4,
    **dict.fromkeys(("rounds", "plans"), 3),
    "accounts": 3,
    "units": 2,
    **dict.fromkeys(("documents", "workdays", "province"), 1),
}
KNOW_ACCOUNTS = {"accounts", "work", "overview", "administration", "handover", "reminders", "feeds"}
BOTTOM = {
    "append_only", "calendar", "clock", "config", "db", "extensions", "history", "kept",
    "mail", "migrating", "permissions", "refusals", "statements", "text", "word_index",
}  # fmt: skip
TOP = {"app", "commands", "__main__"}
KINDS = {"rules": 1, "models": 2, "queries": 3, "operations": 4, "forms": 4,
         "views": 5, "commands": 5, "jobs": 5}  # fmt: skip
READ_THE_CLOCK = {"views", "commands", "jobs"}
USE_THE_WEB = {"views", "forms"}
WORDS_OF_PAGES = {"tracker.web.marks"}  # pure: the helpers of pages use it as they use text
PURE = {"calendar", "text", "permissions", "refusals"}
IMPURE = {"flask", "sqlalchemy", "flask_sqlalchemy", "flask_login"}


class Import(NamedTuple):
    """One import: which module it stands in, what it names, whether inside a function."""

    importer: str
    imported: str
    inside: bool


def sources() -> dict[str, str]:
    """Every module of the program by dotted name."""
    found = {}
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path.read_text()
    return found


def imports_of(modules: dict[str, str]) -> list[Import]:
    """All imports; `from package import module` names the module."""
    return [
        Import(importer, f"{package}.{name}" if f"{package}.{name}" in modules else package, inside)
        for importer, source in modules.items()
        for package, name, inside in _named(source)
    ]


@cache
def _named(source: str) -> list[tuple[str, str, bool]]:
    """Each import of a module's text: the package, the name taken, whether inside a function."""
    return list(_walk(ast.parse(source), inside=False))


def _walk(node: ast.AST, *, inside: bool) -> Iterator[tuple[str, str, bool]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, "", inside) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from ((node.module or "", alias.name, inside) for alias in node.names)
    inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield from _walk(child, inside=inside)


def breaches(modules: dict[str, str]) -> list[str]:
    """Every import that goes the wrong way, one sentence each."""
    every = imports_of(modules)
    ours = [one for one in every if one.imported.split(".")[0] == "tracker"]
    found = [
        f"{one.importer} is pure and imports {one.imported}"
        for one in every
        if _is_pure(one.importer) and one.imported.split(".")[0] in IMPURE
    ]
    found += [f"{one.importer} imports {one.imported} inside a function"
              for one in ours if one.inside]  # fmt: skip
    found += [f"{one.importer} imports {one.imported}: {reason}"
              for one in ours if (reason := _refusal(one.importer, one.imported))]  # fmt: skip
    return found + _cycles(ours)


def _place(module: str) -> tuple[str, str]:
    """The room (or bottom module) of a dotted name, and the kind of file in it."""
    parts = module.split(".")
    return (parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else "")


def _is_pure(module: str) -> bool:
    return _place(module)[0] in PURE or "rules" in module.split(".")[2:]


def _kind(module: str) -> str:
    """The kind of file, also one room deeper (administration/seeding/commands.py)."""
    return next((part for part in module.split(".")[2:] if part in KINDS), "")


def _refusal(importer: str, imported: str) -> str:
    """Why the import is not allowed; empty when it is."""
    room, other = _place(importer)[0], _place(imported)[0]
    if room in TOP or not other or imported in WORDS_OF_PAGES:
        return ""
    if room == "web" or room in BOTTOM:
        return "" if other in BOTTOM | {room} else "the bottom knows no rooms"
    return _refusal_in_room(room, _kind(importer), other, _kind(imported))


def _refusal_in_room(room: str, kind: str, other: str, other_kind: str) -> str:
    """Why a file of this kind in a room may not import that."""
    checks = (
        (other in TOP, "nothing imports the top"),
        (other == "clock" and kind not in READ_THE_CLOCK,
         "only views, commands and jobs read the clock"),
        (other == "web" and kind not in USE_THE_WEB, "only views and forms use the web room"),
        (other == "accounts" and room not in KNOW_ACCOUNTS, "people are met as viewer and actor"),
        (other in ROOMS and room != other and ROOMS[room] <= ROOMS[other],
         "the room stands above or beside"),
        (other in ROOMS and KINDS.get(kind, 5) < KINDS.get(other_kind, 0),
         f"{kind} may not know {other_kind}"),
    )  # fmt: skip
    return next((reason for refused, reason in checks if refused), "")


def _cycles(ours: list[Import]) -> list[str]:
    """Modules that import each other round about."""
    after: dict[str, set[str]] = {}
    for one in ours:
        if one.importer != one.imported:
            after.setdefault(one.importer, set()).add(one.imported)
    done: set[str] = set()
    found: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            found.append("cycle: " + " -> ".join((*path[path.index(module) :], module)))
        elif module not in done:
            for other in sorted(after.get(module, ())):
                visit(other, (*path, module))
            done.add(module)

    for module in sorted(after):
        visit(module, ())
    return found
