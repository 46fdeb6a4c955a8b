"""The report to be read: the article with what was found marked in colour, then the records under it.

Colour is used on a terminal only and never where NO_COLOR is set; in a pipe the article stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.export.wording import Wording, one_line, printable
from onrecord.record import Report

# What each kind of record looks like in the article; listed once above it as the key.
STYLES = {
    "speaker": "bold cyan",
    "cue": "cyan",
    "said": "italic yellow",
    "event": "bold red",
    "time": "green",
    "place": "magenta",
    "repaired": "underline",
}

# Width of the page in a pipe, and the widest on a terminal: longer lines are hard to read.
PAGE = 100


class TextWriter:
    """Writes one readable page a report; `colour` forces colour on (True) or off (False)."""

    def __init__(self, out: TextIO, colour: bool | None = None) -> None:
        self._out = out
        self._console = Console(file=out, highlight=False, soft_wrap=False, force_terminal=colour, emoji=False)
        self._console.width = min(self._console.width, PAGE) if self._console.is_terminal else PAGE
        self._pages = 0

    def write(self, report: Report) -> None:
        """Write the page of one report."""
        with self._console.capture() as captured:
            self._print(report)
        # Rich fills lines up to the page's width; nobody wants those spaces.
        self._out.write("".join(line.rstrip(" ") + "\n" for line in captured.get().split("\n")[:-1]))

    def _print(self, report: Report) -> None:
        if self._pages:
            self._console.print("─" * min(40, self._console.width), end="\n\n")
        self._pages += 1
        self._console.print(_head(report))
        if self._console.is_terminal and not self._console.no_color:
            self._console.print(_key())
        self._console.print()
        self._console.print(marked(report))
        self._console.print()
        for title, lines in sections(report):
            self._console.print(Text(title, "bold"))
            grid = Table.grid(padding=(0, 1))
            for id, line in lines:
                grid.add_row(Text(f"  {id:<3}", "dim"), line)
            self._console.print(grid)
            self._console.print()


def _head(report: Report) -> Text:
    source = report.source
    head = Text(one_line(source.headline or report.id), "bold")
    facts = [source.outlet, source.published, source.byline, source.agency, source.uri]
    line = " · ".join(one_line(f) for f in facts if f)
    return head.append(f"\n{line}" if line else "", "not bold dim")


def _key() -> Text:
    return Text("marked: ", "dim").append_text(Text(" ").join(Text(name, style) for name, style in STYLES.items()))


def marked(report: Report) -> Text:
    """The article with its records marked. Needs a report whose spans index its own text."""
    shown = printable(report.text)  # one character for one: the spans stay true
    page = Text(shown)

    def mark(style: str, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            page.stylize(STYLES[style], start, end)

    for s in report.statements:
        mark("said", s.content)
        mark("speaker", s.source)
        mark("cue", s.cue)
    mark("time", ((t.start, t.end) for t in report.times))
    mark("place", ((p.start, p.end) for p in report.places))
    for e in report.events:
        mark("event", e.trigger)
    mark("repaired", ((r.start, r.end) for r in report.repairs if r.kind != "hard-wrap"))
    return page


def sections(report: Report) -> Iterator[tuple[str, list[tuple[str, Text]]]]:
    """The records in words, kind by kind; kinds of which there are none are left out."""
    say = Wording(report)

    def line(id: str, *parts: tuple[str, str]) -> tuple[str, Text]:
        text = Text()
        for words, style in parts:
            text.append(words, style)
        return id, text

    said = []
    for s in report.statements:
        facts = [s.kind, *([s.date] if s.date else []), *(["denied"] if s.polarity == "denied" else [])]
        if s.addressees:
            facts.append(f"to {say.names(s.addressees)}")
        if s.venue:
            facts.append(one_line(s.venue.text))
        if s.within:
            facts.append(f"within {s.within}")
        said.append(
            line(
                s.id,
                (say.speaker(s), STYLES["speaker"]),
                (f" {say.spans(s.cue)}" if s.cue else "", STYLES["cue"]),
                (f" [{', '.join(facts)}] ", "dim"),
                (say.spans(s.content), STYLES["said"]),
            )
        )
    done = [
        line(
            e.id,
            (say.event_kind(e), STYLES["event"]),
            (f" {say.event_sides(e)} ", ""),
            (f"[{'; '.join(say.event_facts(e))}] ", "dim"),
            (f"“{say.spans(e.trigger)}”", ""),
        )
        for e in report.events
    ]
    actors = [
        line(
            a.id,
            (one_line(a.name), "bold"),
            (f"  {a.code or a.type}", STYLES["cue"]),
            (f"  {one_line(a.role)}" if a.role else "", ""),
            (f"  {len(a.mentions)} mention{'s' if len(a.mentions) != 1 else ''}", "dim"),
        )
        for a in report.actors
    ]
    places = [
        line(
            p.id,
            (one_line(p.text), STYLES["place"]),
            (f"  {say.place(p.id)}  {p.feature}", ""),
            (f"  {p.lat:.2f}, {p.lon:.2f}" if p.lat is not None and p.lon is not None else "  no point", "dim"),
            (f"  {p.part}" if p.part else "", ""),
        )
        for p in report.places
    ]
    times = [line(t.id, (one_line(t.text), STYLES["time"]), (f"  {say.time(t)}", "")) for t in report.times]
    counts = [
        line(
            q.id,
            (one_line(q.text), "bold"),
            (f"  {say.quantity(q)}", ""),
            (f"  of {say.actor(q.of)}" if q.of else "", ""),
        )
        for q in report.quantities
    ]
    notes = [line("", (one_line(note), "")) for note in report.notes]
    for title, lines in (
        ("Who said what", said),
        ("Who did what to whom", done),
        ("Actors", actors),
        ("Places", places),
        ("Times", times),
        ("Numbers", counts),
        ("Notes", notes),
    ):
        if lines:
            yield title, lines
