"""The ordered list of stages that turn a document into its report; the only file that knows the order."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from onrecord import __version__, record
from onrecord.actors import give_home, resolve_actors
from onrecord.actors.dictionary import with_dictionaries
from onrecord.actors.tables.lexicon import shipped
from onrecord.article import lay_out
from onrecord.article.layout import BlockKind, Layout
from onrecord.events import find_events
from onrecord.events.codebook import Codebook
from onrecord.ingest import Document, InputError
from onrecord.ingest.fields import content_id
from onrecord.language import LanguageModel, Reader, Reading
from onrecord.mentions import find_mentions, link_speakers
from onrecord.places import find_places
from onrecord.quantities import find_quantities
from onrecord.record import Report, Time
from onrecord.repair import repair
from onrecord.source_view import source_view
from onrecord.statements import find_statements
from onrecord.times import find_times
from onrecord.workers import failure, in_processes

SpanBase = Literal["text", "source"]

# The blocks of an article that are read as prose; a publication line is read for its date alone.
READ_BLOCKS: tuple[BlockKind, ...] = ("headline", "heading", "body", "caption")

# Characters of the longest text that is coded as one article; all stages are linear, but this many take minutes.
LONGEST = 2_000_000


class Coder:
    """Codes articles into reports. Loads the language model once; safe to reuse for any number of articles.

    `spans` says what the spans of a report index: its repaired `text`, or the `source` text as it came in.
    The same document gives the same report, whatever was coded before it. `codebook` adds a user's own event types,
    `actors` are files of a user's own actors (docs/actors.md), which go before the shipped tables, later ones first.
    `reader` takes the place of the shipped language model (docs/readers.md).
    Raises DictionaryError for such a file that cannot be read.
    """

    def __init__(
        self,
        *,
        spans: SpanBase = "text",
        codebook: Codebook | None = None,
        actors: Sequence[Path] = (),
        reader: Reader | None = None,
    ) -> None:
        self.spans = spans
        self.codebook = codebook
        self.actors = tuple(actors)
        self._lexicon = with_dictionaries(self.actors) if self.actors else shipped()
        self.reader = reader
        self._model: Reader = LanguageModel.load() if reader is None else reader
        self.version = record.Coder(
            version=__version__,
            models={"language": self._model.version},
        )

    def code_text(
        self,
        text: str,
        *,
        id: str | None = None,
        published: str | None = None,
        outlet: str | None = None,
        headline: str | None = None,
        uri: str | None = None,
    ) -> Report:
        """The report of one article given as plain text; `published` is an ISO date, without it relative times stay
        relative. Raises ValueError for a `published` that is no ISO date.
        """
        if published is not None:
            date.fromisoformat(published)
        return self.code(
            Document(
                id=id or content_id(text.encode("utf-8", "surrogatepass")),
                text=text,
                uri=uri,
                outlet=outlet,
                headline=headline,
                published=published,
            )
        )

    def code(self, document: Document) -> Report:
        """The report of one document.

        Raises ValueError for a text beyond `LONGEST`; a stage that fails raises its own exception. `attempt` and
        `stream` make an error of either.
        """
        if len(document.text) > LONGEST:
            raise ValueError(f"{len(document.text):,} characters are no one article (at most {LONGEST:,}); split it")
        repaired = repair(document.text)
        text = repaired.text
        layout = lay_out(text, document)
        source = layout.source
        report = Report(
            id=document.id,
            source=source,
            text=text,
            coder=self.version,
            repairs=list(repaired.repairs),
            notes=list(document.notes),
        )
        if source.language not in (None, "en"):
            report.notes.append(f"language {source.language}: coded no further than its layout")
        else:
            self._read(report, self._model.read(text, layout.spans(*READ_BLOCKS)), layout)
        if self.spans == "source":
            return source_view(report, repaired.to_source)
        return report

    def _read(self, report: Report, reading: Reading, layout: Layout) -> None:
        """Everything that rests on the reading, each stage on the ones before it."""
        source = report.source
        published = _day(source.published)
        if published is None:
            report.notes.append("no publication date: relative times stay relative")
        filed = _day(source.dateline.date) if source.dateline else None
        report.sentences = [(s.start, s.end) for s in reading.sentences]
        times = find_times(reading, published, filed)
        if dated := layout.spans("publication"):
            times = in_order([*times, *find_times(self._model.read(report.text, dated), published, filed)])
        report.times = times
        report.quantities = quantities = find_quantities(reading, times)
        report.mentions = mentions = find_mentions(reading, self._lexicon)
        located = find_places(reading, mentions, layout)
        report.actors = actors = resolve_actors(
            reading, mentions, source, times, quantities, published, self._lexicon, located.lands
        )
        report.places = places = located.places
        give_home(reading, actors, mentions, places, source)
        report.statements = statements = find_statements(reading, mentions, actors, times, places, layout)
        # Who "I" is within quotation marks is known once the statements are.
        if link_speakers(reading, mentions, statements):
            for actor in actors:
                actor.mentions = [m.id for m in mentions if m.actor == actor.id]
        report.events = find_events(
            reading, mentions, actors, places, times, quantities, statements, filed or published, self.codebook
        )

    def attempt(self, document: Document) -> Report | InputError:
        """The report, or where a stage raises one error that names the input, the failing place and the reason."""
        try:
            return self.code(document)
        except Exception as error:  # one bad article must not end a night's run
            return failure(document, f"{where(error)}: {type(error).__name__}: {error}")

    def stream(self, documents: Iterable[Document | InputError], workers: int = 1) -> Iterator[Report | InputError]:
        """One result a document, in order, whatever `workers` (processes) is; input errors pass through in their place.

        Only a few documents a worker are held at a time. With more than one worker the processes are spawned, so a
        script that calls this needs the usual `if __name__ == "__main__":`.
        """
        if workers > 1:
            make = partial(Coder, spans=self.spans, codebook=self.codebook, actors=self.actors, reader=self.reader)
            yield from in_processes(documents, workers, make)
            return
        for document in documents:
            yield document if isinstance(document, InputError) else self.attempt(document)


def code_all(
    documents: Iterable[Document | InputError],
    *,
    workers: int = 1,
    spans: SpanBase = "text",
    codebook: Codebook | None = None,
    actors: Sequence[Path] = (),
) -> Iterator[Report | InputError]:
    """`Coder.stream` without a coder at hand: with several workers only they load the models."""
    if workers > 1:
        return in_processes(documents, workers, partial(Coder, spans=spans, codebook=codebook, actors=tuple(actors)))
    return Coder(spans=spans, codebook=codebook, actors=actors).stream(documents)


def in_order(times: list[Time]) -> list[Time]:
    """Times of several readings in text order, their ids given anew."""
    ordered = sorted(times, key=lambda t: (t.start, t.end))
    return [replace(t, id=f"t{n}") for n, t in enumerate(ordered, 1)]


def where(error: BaseException) -> str:
    """The innermost place of ours in the traceback: `onrecord.times.calendar:120`."""
    place = "onrecord"
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("onrecord."):
            place = f"{module}:{line}"
    return place


def _day(value: str | None) -> date | None:
    """The day of an ISO date or date and time; None where there is none."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
