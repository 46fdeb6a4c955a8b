"""Writes the parts of docs/ that are made from the code: the file list, and the codebook.

python -m docs.generate            rewrite them
python -m docs.generate --check    say which are out of date; exit status 1 where any is
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import io
import re
import sys
import tokenize
import tomllib
import typing
from pathlib import Path

from onrecord import record

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "onrecord"
BEGIN, END = "<!-- generated: files -->", "<!-- end -->"

# The rooms in the order of the data; what is not named here follows in alphabetical order.
ORDER = (
    "", "ingest", "repair", "article", "language", "mentions", "actors", "places", "times", "quantities", "statements",
    "events", "store", "export", "serve", "cli",
)  # fmt: skip

# Tables say in their first comment what they hold; these kinds of file can't.
BINARY = {
    ".onnx": "a trained network (ONNX)",
    ".npz": "trained weights (NumPy)",
    ".npy": "trained weights (NumPy)",
    ".bin": "packed table",
    ".xz": "compressed table",
    ".gz": "compressed table",
    ".db": "packed table (SQLite)",
    ".json": "settings or labels of a model",
    ".md": "model card",
    ".svg": "a picture",
}
LEFT_OUT = {".pyc", ".typed"}
MADE = frozenset({"__pycache__", "built"})
"""Folders of files that are made from others and not kept."""


def purpose(path: Path) -> str:
    """What a file is for, in its own first words."""
    if path.suffix == ".py":
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        return first_sentence(doc)
    if path.suffix in BINARY:
        return BINARY[path.suffix]
    comment: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "--", "//", "/*", "{#")):
            break
        comment.append(line.strip("#-/*{} "))
    return first_sentence(" ".join(comment))


def first_sentence(text: str) -> str:
    """The first sentence or paragraph of a text, on one line, without its full stop."""
    line = " ".join(text.split("\n\n")[0].split())
    return re.split(r"(?<=[^A-Z.])\. (?=[A-Z`])", line)[0].rstrip(".:")


def file_list() -> str:
    """A line a file of the package, room by room."""
    rooms: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix not in LEFT_OUT and not MADE.intersection(path.parts):
            parts = path.relative_to(PACKAGE).parts
            rooms.setdefault(parts[0] if len(parts) > 1 else "", []).append(path)
    out: list[str] = []
    for room in sorted(rooms, key=lambda r: (ORDER.index(r) if r in ORDER else len(ORDER), r)):
        out += [f"### `onrecord/{room}{'/' if room else ''}`", "", "| file | what it is |", "|---|---|"]
        for path in sorted(rooms[room], key=lambda p: (p.name != "__init__.py", p.suffix != ".py", str(p))):
            inner = path.relative_to(PACKAGE / room if room else PACKAGE).as_posix()
            out.append(f"| `{inner}` | {purpose(path).replace('|', chr(92) + '|')} |")
        out.append("")
    return "\n".join(out)


def architecture(current: str) -> str:
    """The architecture page with its file list brought up to date."""
    head, rest = current.split(BEGIN)
    return f"{head}{BEGIN}\n\n{file_list()}\n{END}{rest.split(END, 1)[1]}"


def field_docs(source: str) -> dict[str, dict[str, str]]:
    """Class -> field -> the comment that stands behind it in the data model's source."""
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    return {
        node.name: {
            item.target.id: comments.get(item.end_lineno or 0, "")
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


def type_words(annotation: object) -> str:
    """A type as the reader of a JSON report needs it: `text`, `list of spans`, `one of a, b`."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation == record.Span:
        return "span"
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{a}`" for a in args)
    if origin is list:
        inner = type_words(args[0])
        return f"list of {inner}{'' if inner[0] in '`[' else 's'}"
    if origin is dict:
        return "object"
    if type(None) in args:
        return type_words(next(a for a in args if a is not type(None))) + " or null"
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "text", int: "integer", float: "number"}.get(typing.cast(type, annotation), "any")


def codebook() -> str:
    """Every record and field of a report, and the event types, as docs/codebook.md."""
    docs = field_docs((PACKAGE / "record.py").read_text(encoding="utf-8"))
    out = [
        "# Codebook",
        "",
        "Generated by `make docs` from `onrecord/record.py` and `onrecord/events/data/ontology.toml`; don't edit.",
        "",
        "A report is one JSON object (`onrecord code --format jsonl`). A span is `[start, end)`, offsets in Unicode",
        "code points into `text`, or into the source with `--spans source`. Absent is `null` or an empty list.",
        "",
    ]
    classes = [getattr(record, name) for name in docs]
    for cls in sorted(classes, key=lambda c: c is not record.Report):
        hints = typing.get_type_hints(cls)
        doc = " ".join((cls.__doc__ or "").split())
        out += [f"## {cls.__name__}", "", doc, "", "| field | type | what it says |", "|---|---|---|"]
        for item in dataclasses.fields(cls):
            out.append(f"| `{item.name}` | {type_words(hints[item.name])} | {docs[cls.__name__][item.name]} |")
        out.append("")
    return "\n".join(out) + event_types()


def event_types() -> str:
    """The PLOVER types with their modes, from the events room's own table."""
    path = PACKAGE / "events" / "data" / "ontology.toml"
    quads = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
    types = tomllib.loads(path.read_text(encoding="utf-8"))["types"]
    out = [
        "## Event types",
        "",
        "PLOVER's types (openeventdata/PLOVER, manual draft 2.0, CC BY-SA 4.0); the score runs from -10 (conflict) to",
        "10 (cooperation), a mode's own score stands in brackets.",
        "",
        "| type | class | score | CAMEO root | modes |",
        "|---|---|---:|---|---|",
    ]
    for name, t in types.items():
        modes = ", ".join(f"{mode} ({score:g})" for mode, score in t["modes"].items())
        out.append(f"| {name} | {quads[t['quad']]} | {t['score']:g} | {t['cameo']} | {modes} |")
    return "\n".join(out) + "\n"


def pages() -> dict[Path, str]:
    """Each generated page and what it should hold."""
    plan = ROOT / "docs" / "architecture.md"
    return {plan: architecture(plan.read_text(encoding="utf-8")), ROOT / "docs" / "codebook.md": codebook()}


def main() -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description="Bring the generated parts of docs/ up to date.")
    parser.add_argument("--check", action="store_true", help="only say which pages are out of date")
    check = parser.parse_args().check
    stale = [p for p, text in pages().items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date; run `make docs`' if check else 'written'}")
        if not check:
            path.write_text(pages()[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
