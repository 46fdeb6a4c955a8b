"""A page taken apart: its elements, their attributes, and the text within one of them."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "rect", "circle", "path", "line"}


class Parsed(HTMLParser):
    """The elements of a page in order, with their attributes; `text` is what stands within `#text`."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._depth = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if self._depth or dict(attrs).get("id") == "text":
            self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text += data

    @property
    def structure(self) -> list[tuple[str, tuple[str, ...]]]:
        """Elements with the names of their attributes."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]

    def values(self, *names: str) -> list[str]:
        """The values of attributes of these names."""
        return [a[name] or "" for _, a in self.elements for name in names if name in a]
