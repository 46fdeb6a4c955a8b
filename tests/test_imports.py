"""The rooms and what each may import: the way of the data, enforced.

Reads the syntax tree of every module, imports inside functions included. A room may import itself, the data model and
the rooms named beside it, never one that comes later.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "onrecord"

# Room (a package or a single module of onrecord) -> the rooms whose modules it may import, in the order of the data.
ROOMS: dict[str, set[str]] = {
    "record": set(),
    "source_view": {"record"},
    "consistency": {"record"},
    "ingest": {"record"},
    "repair": {"record", "ingest"},
    "article": {"record", "ingest", "repair"},
    "language": {"record", "ingest", "repair", "article"},
    "times": {"record", "language"},
    "quantities": {"record", "language", "times"},
    "mentions": {"record", "article", "language", "times", "quantities"},
    "actors": {"record", "article", "language", "times", "quantities", "mentions"},
    "places": {"record", "article", "language", "times", "quantities", "mentions", "actors"},
    "statements": {"record", "article", "language", "times", "quantities", "mentions", "actors", "places"},
    "events": {"record", "article", "language", "times", "quantities", "mentions", "actors", "places", "statements"},
    "stories": {"record"},
    "store": {"record", "consistency", "stories"},
    "export": {"record", "store", "language"},
}
STAGES = set(ROOMS) - {"stories", "store", "export"}
ROOMS["collector"] = set()
ROOMS["workers"] = {"record", "ingest", "collector"}
ROOMS["pipeline"] = STAGES | {"workers"}
ROOMS["serve"] = {"record", "ingest", "workers", "pipeline", "store", "export"}
ROOMS["client"] = {"record"}
ROOMS["cli"] = set(ROOMS)

# Tables and look-ups that rest on the data model and the reading alone, so that earlier rooms may use them too.
TABLES = {"onrecord.actors.tables", "onrecord.places.gazetteer"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """`onrecord.times.rules` -> times; None for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def imports(tree: ast.AST, module: str, is_package: bool) -> set[str]:
    """Every module of ours that `tree` imports, dotted; names imported from a package count as its modules."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = module.split(".")[: len(module.split(".")) - node.level + is_package]
                base = ".".join([*up, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "onrecord"}


@pytest.mark.parametrize("path", MODULES, ids=[dotted(p) for p in MODULES])
def test_imports_point_back_along_the_way_of_the_data(path: Path) -> None:
    module = dotted(path)
    room = room_of(module)
    if room is None:
        return  # the package's face: version, Coder, Report
    assert room in ROOMS, f"{room} is a new room: add it to ROOMS and to docs/architecture.md"
    allowed = ROOMS[room] | {room}
    for name in imports(ast.parse(path.read_text(encoding="utf-8")), module, path.name == "__init__.py"):
        target = room_of(name)
        table = any(name == t or name.startswith(t + ".") for t in TABLES)
        if target in (None, "__version__") or table:
            continue
        assert target in allowed, f"{module} imports {name}: {room} may import only {sorted(allowed)}"


def test_tables_rest_on_the_data_model_and_the_reading_alone() -> None:
    for path in MODULES:
        module = dotted(path)
        if not any(module == t or module.startswith(t + ".") for t in TABLES):
            continue
        own = {room_of(module), "record", "language", None}
        for name in imports(ast.parse(path.read_text(encoding="utf-8")), module, path.name == "__init__.py"):
            assert room_of(name) in own, f"{module} imports {name}"


def test_the_check_sees_a_wrong_import() -> None:
    tree = ast.parse("def f():\n    from onrecord.events import find_events\n    from ..places import x\n")
    assert imports(tree, "onrecord.times.rules", False) == {"onrecord.events.find_events", "onrecord.places.x"}
    assert "events" not in ROOMS["times"]
