"""The attribution head's training labels."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    path = Path(__file__).parents[2] / "training" / "roles.py"
    spec = importlib.util.spec_from_file_location("training_roles", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


roles = _load()


def label(text: str, source: list[str], cue: list[str], content: list[str], discard: list[str] | None = None) -> str:
    def at(parts: list[str]) -> list[list[int]]:
        return [[text.index(p), text.index(p) + len(p)] for p in parts]

    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    given = [{"source": at(source), "cue": at(cue), "content": at(content)}]
    names = roles.role_labels(text, spans, given, at(discard or []))
    short = {"O": "-", "B-source": "S", "I-source": "s", "B-cue": "C", "I-cue": "c", "B-content": "T", "I-content": "t"}
    return "".join("x" if n == roles.IGNORED else short[roles.LABELS[n]] for n in names)


CASES = [
    (("She said it rained.", ["She"], ["said"], ["it rained"]), "SCTt-"),
    (("“It rained,” Ann Roe said.", ["Ann Roe"], ["said"], ["“It rained,”"]), "TttttSsC-"),
    (("“It,” she said, “rained.”", ["she"], ["said"], ["“It,”", "“rained.”"]), "TtttSC-Tttt"),
    (("It rained, a source said.", [], [], []), "-------"),
    (("She said it rained.", ["She"], ["said"], ["it", "rained"]), "SCTt-"),
]


@pytest.mark.parametrize(("given", "expected"), CASES)
def test_labels(given: tuple[str, list[str], list[str], list[str]], expected: str) -> None:
    assert label(*given) == expected


def test_discarded_tokens_are_marked() -> None:
    assert label("She said it rained. More here.", ["She"], ["said"], ["it rained"], ["More here."]) == "SCTt-xxx"


def test_a_shared_source_is_one_fragment() -> None:
    text = "Ann said it rained and warned of floods."
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    one = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]}
    two = {"source": [[0, 3]], "cue": [[23, 29]], "content": [[33, 39]]}
    assert roles.role_labels(text, spans, [one, two]) == [1, 3, 5, 6, 0, 3, 0, 5, 0]


def test_overlapping_statements_keep_the_cue() -> None:
    text = "Ann said Bob denied it."
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    outer = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 22]]}
    inner = {"source": [[9, 12]], "cue": [[13, 19]], "content": [[20, 22]]}
    assert roles.role_labels(text, spans, [outer, inner]) == [1, 3, 1, 3, 5, 0]
