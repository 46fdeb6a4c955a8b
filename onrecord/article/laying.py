"""Laying out an article: each paragraph's part in it, and what the layout says of where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.article.datelines import FoundDateline, filed_day, find_dateline
from onrecord.article.languages import identify_language
from onrecord.article.layout import Block, BlockKind, Layout
from onrecord.article.patterns import patterns
from onrecord.ingest.days import MONTH, find_day
from onrecord.ingest.document import Document
from onrecord.record import Dateline, Source, Span

_EDGE = 6  # bylines stand among so many first, publication lines among so many first or last paragraphs
_LONGEST_HEADLINE = 160
_LONGEST_HEADING = 80
_LONGEST_STANDFIRST = 300
_STOPS = (".", "!", "?", "…", ":", ";", ",", "”", '"', "’", ")")
_DAY_LINE = re.compile(
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?:{MONTH})\b\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})\b\.?,? \d{{4}})(?:[ ,|at]*\d{{1,2}}[:.]\d\d.{{0,12}})?\.?$",
    re.IGNORECASE,
)


def lay_out(text: str, document: Document) -> Layout:
    """The layout of an article: its source as far as the input or the page says it, and its blocks in text order.

    What the input says of outlet, headline, byline and day wins over what is read off the text. Every character that
    is no space lies in exactly one block or in the dateline. What is doubtful is body: a lost paragraph is the worst
    error.
    """
    source = Source(
        uri=document.uri,
        outlet=document.outlet,
        headline=document.headline,
        byline=document.byline,
        published=document.published,
        language=identify_language(text),
    )
    parts = list(_paragraphs(text))
    parts = _without_tails(text, parts)
    kinds: list[BlockKind] = ["body"] * len(parts)
    first = _headline(text, parts, kinds, document, source)
    for k in range(len(parts)):
        if kinds[k] == "body":
            kinds[k] = _kind(text, parts, k, len(parts), k >= first, source)
    _headings(text, parts, kinds, first)
    if parts and not any(kind == "body" for kind in kinds):
        # Nothing but furniture: then what looked like it is the text.
        kinds = ["body" if kind in ("boilerplate", "caption", "heading", "headline") else kind for kind in kinds]
    blocks = [Block(kind, start, end) for kind, (start, end) in zip(kinds, parts, strict=True)]
    blocks = _dateline(text, blocks, source)
    return Layout(source, blocks)


def _paragraphs(text: str) -> Iterator[Span]:
    for m in re.finditer(r"[^\n]+", text):
        line = m.group()
        start, end = m.start() + len(line) - len(line.lstrip()), m.start() + len(line.rstrip())
        if start < end:
            yield start, end


def _without_tails(text: str, parts: list[Span]) -> list[Span]:
    """Credits and publication lines that were glued to the end of one of the last paragraphs, as parts of their own."""
    out = []
    for k, (start, end) in enumerate(parts):
        cut = None
        if k >= len(parts) - 3:
            window = max(start, end - 400)
            for pattern in patterns().tails:
                m = pattern.search(text, window, end)
                if m and m.start() > start and text[m.start() - 1].isspace():
                    cut = m.start()
                    break
        if cut is None:
            out.append((start, end))
        else:
            out += [(start, start + len(text[start:cut].rstrip())), (cut, end)]
    return out


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _headline(text: str, parts: list[Span], kinds: list[BlockKind], document: Document, source: Source) -> int:
    """Marks the headline; gives the index of the first part after it."""
    if not parts:
        return 0
    if document.headline:
        return _given_headline(text, parts, kinds, document.headline.strip())
    start, end = parts[0]
    line = text[start:end]
    opening = next((k for k, part in enumerate(parts[1:5], 1) if _opens(text[slice(*part)])), None)
    following = next((text[slice(*p)] for p in parts[1:6] if not _is_line_of_source(text[slice(*p)])), "")
    if len(parts) < 2 or not (
        _like_headline(line, following) or (opening is not None and opening <= 2 and _one_sentence(line))
    ):
        return 0
    kinds[0] = "headline"
    source.headline = line.rstrip(".") if not line.endswith("..") else line
    return 1


def _given_headline(text: str, parts: list[Span], kinds: list[BlockKind], given: str) -> int:
    """The headline that the input gave, where it stands at the head of the text too, alone or glued to what follows."""
    wanted = _letters(given)
    for k, (start, end) in enumerate(parts[:3]):
        line = text[start:end]
        if _same_headline(line, given, wanted):
            kinds[k] = "headline"
            return k + 1
        if k == 0 and line.startswith(given) and line[len(given) : len(given) + 2].strip(" ") in (".", "", ":"):
            cut = start + len(given) + (1 if line[len(given) : len(given) + 1] == "." else 0)
            rest = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
            if rest < end:
                parts[0:1] = [(start, cut), (rest, end)]
                kinds[0:1] = ["headline", "body"]
                return 1
        if end - start > _LONGEST_HEADLINE:
            break
    return 0


def _same_headline(line: str, given: str, wanted: str) -> bool:
    """The line is the headline, but for marks and a site's name after a bar or dash (`Quay to move | Tern Gazette`)."""
    letters = _letters(line)
    if letters == wanted or not letters or not wanted:
        return bool(letters) and letters == wanted
    site = re.compile(r" [|–—-] [^|–—]+$")
    return letters == _letters(site.sub("", given)) or wanted == _letters(site.sub("", line))


def _is_line_of_source(line: str) -> bool:
    """A byline, a publication line or a day: what stands between a headline and the text."""
    return len(line) <= 130 and bool(
        _matches(line, "bylines") or _matches(line, "publications") or _DAY_LINE.match(line)
    )


def _opens(line: str) -> bool:
    """The line is a byline, or opens with a dateline: what stands before is the headline."""
    if _is_line_of_source(line):
        return True
    found = find_dateline(line)
    return found is not None and (found.sure or line[:3].isupper())


def _one_sentence(line: str) -> bool:
    return (
        2 <= len(line.split()) <= 28
        and len(line) <= _LONGEST_HEADLINE
        and not re.search(r"[a-z][.!?]['\"”’]? [\"“‘']?[A-Z]", line)
        and not _opens(line)
        and not _matches(line, "boilerplate")
        and not _matches(line, "captions")
    )


def _like_headline(line: str, following: str) -> bool:
    words = line.split()
    if not 2 <= len(words) <= 28 or len(line) > _LONGEST_HEADLINE or (not line[0].isalnum() and line[0] not in "‘“\"'"):
        return False
    if find_dateline(line) or _matches(line, "bylines") or _matches(line, "publications") or _DAY_LINE.match(line):
        return False
    if _matches(line, "boilerplate") or _matches(line, "captions"):
        return False
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    flat = line.isupper() and following.isupper()  # a text in capitals throughout
    titled = bool(long) and not flat and sum(w[0].isupper() for w in long) >= 0.75 * len(long)
    if line.endswith((".", "!", "…")):
        return titled and not line.endswith("..") and not re.search(r"[a-z][.!?] [A-Z]", line)
    if line.endswith((",", ";", ":")):
        return False
    if line.endswith(("”", '"', "’", "?")) and not titled:
        return line.endswith("?") and len(following) > len(line)
    return len(following) > 0.6 * len(line) or titled


def _matches(line: str, table: str) -> re.Match[str] | None:
    found: list[re.Pattern[str]] = getattr(patterns(), table)
    return next((m for p in found if (m := p.match(line))), None)


def _kind(text: str, parts: list[Span], k: int, count: int, after_headline: bool, source: Source) -> BlockKind:
    start, end = parts[k]
    if end - start > 340:
        return "body"
    line = text[start:end]
    at_edge = k < _EDGE or k >= count - _EDGE
    if at_edge:
        m = _matches(line, "publications")
        if m or (k < _EDGE and _DAY_LINE.match(line)):
            source.published = source.published or find_day(line)
            if m and m.groupdict().get("outlet") and not find_day(m.group("outlet")):
                source.outlet = source.outlet or m.group("outlet").strip().removesuffix(".")
            return "publication"
        m = _matches(line, "bylines")
        if m and len(line) <= 130 and len(line.split()) <= 18:
            source.byline = source.byline or m.group("author").strip()
            return "byline"
        if k < _EDGE and line.strip("()") in patterns().agencies and count > 1:
            source.agency = source.agency or patterns().agencies[line.strip("()")]
            return "byline"
    if _matches(line, "captions"):
        return "caption"
    if _matches(line, "boilerplate"):
        return "boilerplate"
    if not any(c.isalnum() for c in line):
        return "boilerplate"  # rules and stars between sections
    return "body"


def _headings(text: str, parts: list[Span], kinds: list[BlockKind], first: int) -> None:
    """Short lines that no stop ends, between paragraphs of running text."""
    for k in range(first if first else 1, len(parts) - 1):
        start, end = parts[k]
        line, following = text[start:end], text[slice(*parts[k + 1])]
        if kinds[k] != "body" or kinds[k + 1] != "body" or len(line) > _LONGEST_HEADING:
            continue
        if (
            not line.endswith(_STOPS)
            and line[0].isupper()
            and len(line.split()) <= 10
            and len(following) > 2 * len(line)
            and not ((found := find_dateline(line)) and found.sure)
        ):
            kinds[k] = "heading"


def _dateline(text: str, blocks: list[Block], source: Source) -> list[Block]:
    """Takes the dateline off the paragraph that opens with it, or else the place off a byline (`By Ana in Kabul`)."""
    candidates: list[int] = []
    for i, block in enumerate(blocks):
        if block.kind == "body":
            candidates.append(i)
            if len(candidates) == 3 or block.end - block.start > _LONGEST_STANDFIRST:
                break
    for i in candidates:
        block = blocks[i]
        found = find_dateline(text[block.start : min(block.end, block.start + 200)])
        if found is None or (i != candidates[0] and not (found.sure or _is_opening(text, block))):
            continue
        if _is_speaker(text, block, found):
            break
        day = filed_day(found, source.published)
        if source.published is None and found.year is not None:
            source.published = day
        source.agency = source.agency or found.agency
        start = block.start + found.end
        end = block.start + len(text[block.start : start].rstrip())
        source.dateline = Dateline(
            block.start, end, None, day, found.agency, block.start + found.place_start, block.start + found.place_end
        )
        if start >= block.end:
            return [*blocks[:i], *blocks[i + 1 :]]
        return [*blocks[:i], Block(block.kind, start, block.end), *blocks[i + 1 :]]
    for i, block in enumerate(blocks):
        if block.kind == "byline":
            m = _matches(text[block.start : block.end], "bylines")
            if m and m.groupdict().get("place"):
                start, end = block.start + m.start("place"), block.start + m.end("place")
                source.dateline = Dateline(start, end, None, None, None, start, end)
                cut = block.start + len(text[block.start : start].rstrip())
                after = [Block("byline", end, block.end)] if end < block.end else []
                return [*blocks[:i], Block("byline", block.start, cut), *after, *blocks[i + 1 :]]
    return blocks


def _is_opening(text: str, block: Block) -> bool:
    """The paragraph's place stands in capitals: `LIMA: ` under a standfirst."""
    return text[block.start : block.start + 3].isupper()


def _is_speaker(text: str, block: Block, found: FoundDateline) -> bool:
    """`MINISTER:` opening several paragraphs is who speaks in an interview, no place."""
    label = text[block.start : block.start + found.end].rstrip()
    return label.endswith(":") and text.count("\n" + label) + text.startswith(label) > 1
