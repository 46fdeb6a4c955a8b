"""What repair mends, what it leaves alone, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.repair import repair

LONG = (
    "The delegation arrived late on Monday and the talks about the northern harbour went on until well after midnight "
)

# (what came in, what was written, the kinds of the repairs)
CASES = [
    (LONG + "in A\nfghanistan, officials said.", LONG + "in Afghanistan, officials said.", ["split-word"]),
    (LONG + "and o\nthers left.", LONG + "and others left.", ["split-word"]),
    (LONG + "as identifyin\ng marks.", LONG + "as identifying marks.", ["split-word"]),
    (LONG + "but the\nsoldiers stayed.", LONG + "but the soldiers stayed.", ["hard-wrap"]),
    (LONG + "with\nout them.", LONG + "without them.", ["split-word"]),
    (LONG + "in the\nharbour town.", LONG + "in the harbour town.", ["hard-wrap"]),
    (LONG + "of the govern-\nment there.", LONG + "of the government there.", ["hyphenation"]),
    (LONG + "of a well-\nknown lawyer.", LONG + "of a well-known lawyer.", ["hyphenation"]),
    (LONG + "in pre- and\npost-war years.", LONG + "in pre- and post-war years.", ["hard-wrap"]),
    (
        LONG + "in\nA\nfghanistan, officials said.",
        LONG + "in Afghanistan, officials said.",
        ["hard-wrap", "split-word"],
    ),
    (
        LONG + "and o\nthers found\n“no\nthing at all” there.",
        LONG + "and others found “nothing at all” there.",
        ["split-word", "hard-wrap", "split-word"],
    ),
    (
        LONG + "to o\nthers, and Ines\nBelo left. Ines Belo is ill.",
        LONG + "to others, and Ines Belo left. Ines Belo is ill.",
        ["split-word", "hard-wrap"],
    ),
    (
        LONG + "with o\nthers.\nIn the end,\nNorland agreed to all of it, and to the second plan too.",
        LONG + "with others.\nIn the end, Norland agreed to all of it, and to the second plan too.",
        ["split-word", "hard-wrap"],
    ),
    ("He said â€œnoâ€\x9d at the cafÃ©.", "He said “no” at the café.", ["mojibake", "mojibake", "mojibake"]),
    ("It\x92s late.", "It’s late.", ["mojibake"]),
    ("The oﬃcer ﬂed.", "The officer fled.", ["ligature", "ligature"]),
    ("the gov\u00adernment", "the government", ["soft-hyphen"]),
    ("ten\u00a0men\u200b left", "ten men left", ["space", "zero-width"]),
    ("He said ``no'' twice.", 'He said "no" twice.', ["quotation-mark", "quotation-mark"]),
    ("One line.\r\nAnother line.", "One line.\nAnother line.", ["line-ending"]),
]

HEALTHY = [
    "",
    "\n",
    "Minister quits\nThe transport minister resigned on Tuesday.\nHe gave no reason.",
    "One paragraph ends here.\n\nAnother begins — with “curly” marks and a naïve café.",
    "Ports closed:\n- Arden\n- Velm\n- Tarsk",
    "apples\npears\nplums",
    "The dogs’ owner said ‘no’ to São Paulo’s Ångström institute.",
    "Harbour Plan Angers Fishing Towns\nPort Chief Answers Critics\nThe plan was presented on Monday in the capital.",
    "“It was late and we saw nothing of it at all.” ― Ana Belo\n“We saw the ship leave.” ― Tomas Verel",
    "the army denied it today. it gave no reason.\n\na spokesman said nothing more.",
    "THE ARMY DENIED IT TODAY IN THE CAPITAL OF THE NORTHERN PROVINCE.\nIT GAVE NO REASON.",
    "نص عربي قصير\nسطر آخر",
    "Русский текст.\nВторая строка.",
]

WRAPPED = (
    "The transport minister of Norland said on Tuesday that no plan to close the\n"
    "harbour existed, and that the paper which two newspapers had printed was an\n"
    "old draft that nobody in the government had ever agreed to. He would resign,\n"
    "he said, before he signed such a thing.\n"
    "\n"
    "Port workers who had marched for three days said they would wait until the\n"
    "end of the week before they believed him."
)


@pytest.mark.parametrize(("broken", "written", "kinds"), CASES)
def test_broken_text_is_mended(broken: str, written: str, kinds: list[str]) -> None:
    mended = repair(broken)
    assert mended.text == written
    assert [r.kind for r in mended.repairs] == kinds


@pytest.mark.parametrize("text", HEALTHY)
def test_healthy_text_is_left_alone(text: str) -> None:
    mended = repair(text)
    assert mended.text == text
    assert mended.repairs == []


def test_hard_wraps_become_spaces_and_paragraphs_stay() -> None:
    assert repair(WRAPPED).text.split("\n\n") == [" ".join(p.split("\n")) for p in WRAPPED.split("\n\n")]


def test_a_text_of_which_some_paragraphs_are_wrapped() -> None:
    long = LONG + "in the capital. " + LONG + "in the hills."
    assert repair(long + "\n\n" + WRAPPED + "\n\n" + long).text == "\n\n".join(
        [long, *(" ".join(p.split("\n")) for p in WRAPPED.split("\n\n")), long]
    )


def test_a_word_split_where_both_halves_are_words_is_joined_on_evidence_only() -> None:
    assert (
        "the rapist"
        in repair(LONG + "when the police caught the\nrapist near the harbour, said the rapist was armed.").text
    )
    assert "when therapist" in repair(LONG + "when the\nrapist was heard. A therapist helps; a therapist says so.").text


def test_the_whole_word_is_reported() -> None:
    (found,) = repair(LONG + "in A\nfghanistan, officials said.").repairs
    assert (found.before, found.after) == ("A\nfghanistan", "Afghanistan")


PIECES = st.lists(
    st.sampled_from(
        [
            "The minister said so",
            " Afghan",
            "istan",
            "\n",
            "\r\n",
            "\n\n",
            "-\n",
            " ",
            "\u00a0",
            "\u00ad",
            "ﬁ",
            "â€œ",
            "Ã©",
            "\x92",
            *["o", "thers", "govern", "ment", ".", ",", "“", "”", "''", "\ufeff", "é", "\x00", "UN", "’s", "A"],
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=80)))
def test_repairs_rebuild_the_text_and_spans_map_both_ways(source: str) -> None:
    mended = repair(source)
    out, last = [], 0
    for r in mended.repairs:
        assert source[r.source_start : r.source_end] == r.before
        assert mended.text[r.start : r.end] == r.after
        assert r.source_start >= last
        out += [source[last : r.source_start], r.after]
        last = r.source_end
    out.append(source[last:])
    assert "".join(out) == mended.text
    before = (0, 0)
    for k in range(len(mended.text)):
        start, end = mended.to_source((k, k + 1))
        assert 0 <= start <= end <= len(source)
        assert start >= before[0]
        assert end >= before[1]
        before = (start, end)
    before = (0, 0)
    for k in range(len(source)):
        start, end = mended.to_text((k, k + 1))
        assert 0 <= start <= end <= len(mended.text)
        assert start >= before[0]
        assert end >= before[1]
        before = (start, end)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["The harbour closed.", "He said “no”.", "Ten men left — in haste."]), max_size=8))
def test_healthy_paragraphs_are_themselves(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    assert repair(text).text == text
    assert repair(text).to_source((0, len(text))) == (0, len(text))
