"""An HTML page: its article's text and what the page says of it.

The article is found by trafilatura, as trees of the parsed page. Where that finds nothing (a page of one line, a page
nested beyond its depth), the text of the page's paragraphs is taken as it stands.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from onrecord.ingest.days import read_day

_DEPTH = 1500  # nesting that the tree parsers still handle; beyond it the page is read as a stream of tags
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section", "article", "blockquote", "ul", "ol", "td",  # noqa: E501
     "header", "footer", "figure", "figcaption", "title", "main", "table"}
)  # fmt: skip
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "nav", "form", "select", "button", "iframe"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_TITLE = re.compile(r"<title[^>]*>([^<]{1,400})</title>", re.IGNORECASE)
_LINK = 60  # characters a menu's line has at most
_LISTS = re.compile(
    r"(?:most (?:read|popular|viewed|shared)"
    r"|related(?: (?:articles?|stories|links?|content|news|topics))?|trending(?: now)?"
    r"|more (?:stories|news)|more from .{2,40}|recommended(?: for you)?"
    r"|you (?:may|might) also like|top stories|latest news)"
    r"\s*:?",
    re.IGNORECASE,
)
_VOID = frozenset(
    {"br", "img", "hr", "meta", "link", "input", "source", "area", "base", "col", "embed", "track", "wbr", "p", "li"}
)


@dataclass(slots=True)
class Page:
    """What a page holds: the article's text, paragraphs on lines of their own, and its data where the page has them."""

    text: str
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    outlet: str | None = None
    uri: str | None = None
    note: str | None = None


class _Plain(HTMLParser):
    """The text of a page in paragraphs, whatever its shape."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title = ""
        self._now: list[str] = []
        self._silent = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS:
            self._flush()
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self._flush()
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._silent:
            self._now.append(data)

    def _flush(self) -> None:
        line = " ".join("".join(self._now).split())
        self._now = []
        if line:
            self.lines.append(line)

    def close(self) -> None:
        super().close()
        self._flush()


def read_page(html: str) -> Page:
    """The article of a page. A page without text gives an empty text."""
    if _deep(html):
        return _plain(html, "nested too deeply for its article to be told from the rest of the page")
    try:
        import trafilatura

        logging.getLogger("trafilatura").addHandler(logging.NullHandler())
        found: Any = trafilatura.bare_extraction(
            html,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Only dates the page itself declares: a guess out of its text is left to the article's layout.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
        LookupError,
        AssertionError,
        ImportError,
    ):
        found = None
    text = (found.text or "") if found is not None else ""
    if found is None or not text.strip():
        return _plain(html, "the article could not be told from the rest of the page")
    return Page(
        text=_trimmed(text.strip(), _one_line(found.title)),
        headline=_one_line(found.title),
        byline=_one_line(found.author),
        published=read_day(found.date) if found.date else None,
        outlet=_one_line(found.sitename) or _outlet_of_title(html, _one_line(found.title)),
        uri=found.url if isinstance(found.url, str) and found.url.startswith("http") else None,
    )


def _trimmed(text: str, headline: str | None) -> str:
    """Without the menu before the headline and the lists of links after the story, which old pages' tables leave in."""
    lines = text.split("\n")
    if headline in lines[:40]:
        first = lines.index(headline)
        if all(len(line) <= _LINK and not line.endswith((".", "!", "?")) for line in lines[:first]):
            lines = lines[first:]
    for k in range(len(lines) // 2, len(lines)):
        if _LISTS.fullmatch(lines[k].strip()) and all(len(line) <= 100 for line in lines[k:]):
            return "\n".join(lines[:k]).rstrip()
    return "\n".join(lines)


def _outlet_of_title(html: str, headline: str | None) -> str | None:
    """The site's name where the page's title is its headline and a name behind it: `Quay to move | Tern Gazette`."""
    m = _TITLE.search(html)
    title = _one_line(unescape(m.group(1))) if m else None
    if not title or not headline or not title.startswith(headline):
        return None
    name = re.fullmatch(r"\s*[|–—-]\s+(.{2,50})", title[len(headline) :])
    return name.group(1) if name and name.group(1)[0].isupper() and len(name.group(1).split()) <= 6 else None


def _one_line(value: object) -> str | None:
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return line or None


def _plain(html: str, note: str) -> Page:
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return Page(text="\n".join(parser.lines), headline=_one_line(parser.title), note=note)


def _deep(html: str) -> bool:
    depth = deepest = 0
    for m in _TAG.finditer(html):
        if m.group(3) or m.group(2).lower() in _VOID:
            continue
        depth = max(0, depth - 1) if m.group(1) else depth + 1
        deepest = max(deepest, depth)
        if deepest > _DEPTH:
            return True
    return False
