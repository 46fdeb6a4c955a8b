"""Highlights overlap and nest; the text comes out whole, whatever they are."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.highlights import LAYERS, Highlight, highlights_of, pieces
from onrecord.serve.rendering import environment
from tests.conftest import make_report
from tests.serve.page import Parsed

# Anything a text may hold but what can't be in UTF-8 or in HTML.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@st.composite
def highlights(draw: st.DrawFn) -> list[Highlight]:
    spans = draw(st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=14))
    return [
        Highlight(start, end, draw(st.sampled_from(list(LAYERS))), f"x{n % 5}", draw(st.sampled_from(["", "content"])))
        for n, (start, end) in enumerate(spans)
    ]


@given(TEXTS, highlights())
def test_the_pieces_are_the_text(text: str, found: list[Highlight]) -> None:
    cut = pieces(text, found)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        assert piece.text == text[piece.start : piece.start + len(piece.text)]


@given(TEXTS, highlights())
def test_each_piece_knows_exactly_what_covers_it(text: str, found: list[Highlight]) -> None:
    for piece in pieces(text, found):
        for at in range(piece.start, piece.start + len(piece.text)):
            assert {h.id for h in piece.highlights} == {h.id for h in found if h.start <= at < h.end}
        lengths = [h.end - h.start for h in piece.highlights]
        assert lengths == sorted(lengths, reverse=True)
        begins = any(max(0, h.start) == piece.start and h.end > piece.start for h in found)
        assert piece.opens == begins or not piece.text


BODY = environment().from_string(
    '<p>before</p><div id="text">{% for piece in pieces %}{% if piece.highlights %}<a class="{{ piece.classes|join('
    '\' \') }}" href="#{{ piece.ids[0] }}">{{ piece.text|exactly }}</a>{% else %}{{ piece.text|exactly }}{% endif %}'
    "{% endfor %}</div><p>after</p>"
)


@given(TEXTS, highlights())
def test_the_text_content_of_what_is_written_is_the_text(text: str, found: list[Highlight]) -> None:
    page = BODY.render(pieces=pieces(text, found))
    assert "\r" not in page  # a browser would read a bare one as a line end
    assert Parsed(page).text == text


def test_a_trigger_within_what_was_said_is_the_innermost() -> None:
    plain: dict[str, Any] = make_report().to_dict()
    (killed,) = [p for p in pieces(plain["text"], highlights_of(plain)) if p.text == "killed"]
    assert killed.ids == ["e1", "s1"]
    assert killed.classes == ["on-statements", "is-content", "on-events", "is-trigger"]


def test_every_span_of_a_report_is_a_highlight() -> None:
    layers = {h.layer for h in highlights_of(make_report().to_dict())}
    assert layers == set(LAYERS)


def test_a_word_that_tells_an_event_and_a_statement_opens_the_event() -> None:
    both = [Highlight(4, 11, "statements", "s1", "cue"), Highlight(4, 11, "events", "e1", "trigger")]
    for found in (both, both[::-1]):
        (accused,) = [piece for piece in pieces("She accused them.", found) if piece.text == "accused"]
        assert accused.ids == ["e1", "s1"]
