"""A `Reading` as CoNLL-U text and back.

Written: one block a sentence with `# newpar`, `# sent_id`, `# text`; columns ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD
and DEPREL; in MISC `start_char` and `end_char` (code points into the text that was read), `NER=B-person` and so on,
`NameKind=facility` on the first word of a name whose words tell, and `SpaceAfter=No`. The first comment holds the whole
text and the paragraphs as JSON, so that what is written reads back to the same `Reading` (scores apart, which have no
place there).

Read: any CoNLL-U. Where there are no offsets the text is rebuilt from `SpaceAfter`, sentences joined by a space and
paragraphs (`# newpar`, `# newdoc`) by an empty line. Multiword tokens and empty nodes are passed over; the words are
the tokens.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast, get_args

from onrecord.language.name_kinds import kind_of
from onrecord.language.reading import Name, NameType, Reading, Sentence
from onrecord.record import Span

_READING = "# onrecord.reading = "
_TYPES = get_args(NameType)


class ConlluError(ValueError):
    """The text is not CoNLL-U; the message names the line."""


def to_conllu(reading: Reading) -> str:
    """The reading as CoNLL-U text, ending with an empty line; "" becomes one comment line."""
    lines = [_READING + json.dumps({"text": reading.text, "paragraphs": reading.paragraphs})]
    paragraph = -1
    for sentence in reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            lines.append(f"# newpar id = p{paragraph + 1}")
        lines.append(f"# sent_id = {sentence.index + 1}")
        lines.append("# text = " + " ".join(reading.text[sentence.start : sentence.end].split()))
        tags, feats = _tags(sentence), sentence.feats
        kinds = {name.first: name.kind for name in sentence.names if name.kind}
        for i, word in enumerate(sentence.words):
            misc = [f"start_char={sentence.starts[i]}", f"end_char={sentence.ends[i]}"]
            if tags[i] != "O":
                misc.append(f"NER={tags[i]}")
            if i in kinds:
                misc.append(f"NameKind={kinds[i]}")
            if i + 1 < len(sentence) and sentence.starts[i + 1] == sentence.ends[i]:
                misc.append("SpaceAfter=No")
            lines.append(
                "\t".join(
                    (
                        str(i + 1),
                        word,
                        sentence.lemmas[i] or "_",
                        sentence.upos[i] or "_",
                        sentence.xpos[i] or "_",
                        feats[i] or "_",
                        str(sentence.heads[i] + 1),
                        sentence.deprels[i] or "_",
                        "_",
                        "|".join(misc),
                    )
                )
            )
        lines.append("")
    return "\n".join(lines) + "\n"


def from_conllu(content: str) -> Reading:
    """The reading that a CoNLL-U text holds. Raises ConlluError with the line where it is malformed."""
    reading = Reading(text="", paragraphs=[], sentences=[])
    known = False  # whether the text came with it
    comments: list[str] = []
    rows: list[list[str]] = []
    at = 0
    for number, line in enumerate([*content.split("\n"), ""], 1):
        line = line.rstrip("\r")
        if line.startswith(_READING):
            reading.text, reading.paragraphs = _head(line, number)
            known = True
        elif line.startswith("#"):
            comments.append(line)
        elif line:
            row = line.split("\t")
            if len(row) != 10:
                raise ConlluError(f"line {number}: {len(row)} columns where CoNLL-U has 10")
            if row[0].isdigit():
                rows.append(row)
            elif "-" in row[0]:
                comments.append(f"#{row[0]} {row[9]}")
        elif rows:
            new = any(c.startswith(("# newpar", "# newdoc")) for c in comments)
            at = _add(reading, rows, comments, number, known, new, at)
            comments, rows = [], []
    return reading


def _head(line: str, number: int) -> tuple[str, list[Span]]:
    try:
        head = json.loads(line[len(_READING) :])
        return str(head["text"]), [(int(a), int(b)) for a, b in head["paragraphs"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ConlluError(f"line {number}: the comment with the text is damaged ({error})") from error


def _add(
    reading: Reading, rows: list[list[str]], comments: list[str], number: int, known: bool, new: bool, at: int
) -> int:
    """Adds a sentence to the reading; returns where its text ends, space included."""
    index = len(reading.sentences)
    try:
        heads = [int(row[6]) - 1 if row[6] != "_" else -1 for row in rows]
    except ValueError as error:
        raise ConlluError(f"line {number - 1}: a head that is no number ({error})") from error
    if any(not -1 <= h < len(rows) for h in heads):
        raise ConlluError(f"line {number - 1}: a head outside its sentence")
    starts, ends = [], []
    if known:
        for row in rows:
            misc = dict(m.split("=", 1) for m in row[9].split("|") if "=" in m)
            try:
                starts.append(int(misc["start_char"]))
                ends.append(int(misc["end_char"]))
            except (KeyError, ValueError) as error:
                raise ConlluError(f"line {number - 1}: a word without start_char and end_char") from error
        paragraph = next((k for k, (a, b) in enumerate(reading.paragraphs) if a <= starts[0] < b), 0)
    else:
        if index and new:
            reading.text = reading.text.rstrip(" ") + "\n\n"
            at = len(reading.text)
        glued = _glued(rows, comments)
        for row, close in zip(rows, glued, strict=True):
            starts.append(at)
            ends.append(at + len(row[1]))
            piece = row[1] + ("" if close else " ")
            reading.text += piece
            at += len(piece)
        if not index or new:
            reading.paragraphs.append((starts[0], ends[-1]))
        else:
            reading.paragraphs[-1] = (reading.paragraphs[-1][0], ends[-1])
        paragraph = len(reading.paragraphs) - 1
    reading.sentences.append(
        Sentence(
            index=index,
            paragraph=paragraph,
            starts=starts,
            ends=ends,
            words=[row[1] for row in rows],
            lemmas=[row[2] for row in rows],
            upos=[row[3] for row in rows],
            xpos=["" if row[4] == "_" else row[4] for row in rows],
            heads=heads,
            deprels=["" if row[7] == "_" else row[7] for row in rows],
            names=_names(rows),
            given_feats=["" if row[5] == "_" else row[5] for row in rows]
            if any(row[5] != "_" for row in rows)
            else None,
        )
    )
    return at


def _glued(rows: list[list[str]], comments: list[str]) -> list[bool]:
    """Whether each word stands directly before the next one, multiword tokens taken into account."""
    glued = ["SpaceAfter=No" in row[9].split("|") for row in rows]
    for comment in comments:
        span, _, misc = comment[1:].partition(" ")
        first, _, last = span.partition("-")
        if first.isdigit() and last.isdigit() and int(last) <= len(rows):
            for i in range(int(first) - 1, int(last) - 1):
                glued[i] = True
            glued[int(last) - 1] = "SpaceAfter=No" in misc.split("|")
    return glued


def _tags(sentence: Sentence) -> list[str]:
    tags = ["O"] * len(sentence)
    for name in sentence.names:
        for i in range(name.first, name.last):
            tags[i] = ("B-" if i == name.first else "I-") + name.type
    return tags


def _names(rows: list[list[str]]) -> list[Name]:
    names: list[Name] = []
    for i, row in enumerate(rows):
        tag = next((m[4:] for m in row[9].split("|") if m.startswith("NER=")), "O")
        prefix, _, kind = tag.partition("-")
        if kind not in _TYPES:
            continue
        if prefix == "I" and names and names[-1].last == i and names[-1].type == kind:
            names[-1] = Name(names[-1].first, i + 1, names[-1].type)
        else:
            names.append(Name(i, i + 1, cast(NameType, kind)))
    words = [row[1] for row in rows]
    return [replace(n, kind=kind_of(words[n.first : n.last], n.type)) for n in names]
