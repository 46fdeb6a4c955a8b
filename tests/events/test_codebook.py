"""Codebooks: the shipped maps, and a user's own types and maps."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.events.codebook import SHIPPED, CodebookError, parse, read_codebook
from onrecord.events.ontology import types
from onrecord.record import Event


def event(kind: str, mode: str | None = None, status: str = "happened", cameo: str | None = None) -> Event:
    return Event("e1", kind, mode, [], cameo, ["a1"], [], [(0, 3)], 0, status=status)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["cameo", "polecat", "quad"])
@pytest.mark.parametrize("kind", sorted(types()))
def test_full_maps_know_every_type(name: str, kind: str) -> None:
    assert read_codebook(name).map(event(kind)) is not None


def test_map_keys_are_types_and_modes_that_exist() -> None:
    for name in SHIPPED:
        for key in read_codebook(name).types:
            kind, _, mode = key.partition(":")
            assert kind in types(), (name, key)
            assert not mode or mode in types()[kind].modes, (name, key)


def test_quad_agrees_with_the_ontology() -> None:
    for kind, t in types().items():
        mapped = read_codebook("quad").map(event(kind))
        assert mapped is not None
        assert mapped["quad"] == str(t.quad)


def test_an_events_own_cameo_code_counts_more_than_the_map() -> None:
    assert read_codebook("cameo").map(event("CONSULT", "visit", cameo="043")) == {"root": "04", "code": "043"}
    assert read_codebook("cameo").map(event("CONSULT", "visit")) == {"root": "04", "code": "042"}


def test_acled_counts_only_what_happened_and_only_its_kinds() -> None:
    acled = read_codebook("acled")
    assert acled.map(event("ASSAULT", "aerial")) == {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
    }
    assert acled.map(event("ASSAULT", "aerial", "threatened")) is None
    assert acled.map(event("REQUEST")) is None


MINE = """
name = "mine"
fields = ["class"]
[types]
ASSAULT = ["violence"]
[[add]]
type = "LANDGRAB"
definition = "Takes land from those who use it"
verbs = ["grab | obj=farmland/land | LANDGRAB | | 171 | subj | from"]
examples = ["Settlers grabbed farmland from villagers."]
maps = { mine = ["land"] }
"""


def test_a_users_codebook_adds_a_type(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    book = read_codebook(path)
    assert book.map(event("LANDGRAB")) == {"class": "land"}
    assert book.extend().verbs["grab"][0].type == "LANDGRAB"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name =", "not valid TOML"),
        ("fields = []", "`name` is missing"),
        ('name = "x"\nfields = ["a", "b"]\n[types]\nASSAULT = ["1"]', "needs 2 values"),
        ('name = "x"\n[[add]]\ntype = "T"', "needs `type` and `verbs` or `nouns`"),
    ],
)
def test_a_bad_codebook_is_a_clear_error(text: str, says: str) -> None:
    with pytest.raises(CodebookError, match=says):
        parse(text, "x.toml")


def test_a_bad_row_names_itself() -> None:
    book = parse('name = "x"\n[[add]]\ntype = "T"\nverbs = ["grab | obj=@nosuch | T"]', "x.toml")
    with pytest.raises(CodebookError, match="grab"):
        book.extend()
