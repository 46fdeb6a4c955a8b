"""Several processes: order, few documents in flight, and a document that kills its process costs itself alone."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

from onrecord.collector import SELDOM, collect_seldom
from onrecord.ingest import InputError
from onrecord.ingest.document import Document
from onrecord.record import Coder, Report, Source
from onrecord.workers import IN_FLIGHT, in_processes


class Fragile:
    """Codes by copying; a document with the text `die` ends its process at once, as a lack of memory would."""

    def attempt(self, document: Document) -> Report | InputError:
        if document.text == "die":
            os._exit(1)
        return Report(id=document.id, source=Source(), text=document.text, coder=Coder("test"))


def documents(texts: list[str]) -> Iterator[Document]:
    return (Document(id=str(n), text=text) for n, text in enumerate(texts))


def test_results_come_in_the_order_of_the_documents() -> None:
    results = list(in_processes(documents([str(n) for n in range(40)]), 3, Fragile))
    assert [r.id for r in results if isinstance(r, Report)] == [str(n) for n in range(40)]


def test_a_document_that_kills_its_process_costs_itself_alone() -> None:
    texts = ["a", "die", "b", "c", "die", *"defghij"]
    results = list(in_processes(documents(texts), 2, Fragile))
    assert len(results) == len(texts)
    for text, result in zip(texts, results, strict=True):
        if text == "die":
            assert not isinstance(result, Report)
            assert "process was ended" in str(result)
        else:
            assert isinstance(result, Report)
            assert result.text == text


def test_few_documents_are_held_at_a_time() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield Document(id=str(taken), text="")

    results = in_processes(endless(), 2, Fragile)
    for _ in range(5):
        next(results)
    assert taken <= 5 + 2 * IN_FLIGHT
    results.close()  # type: ignore[attr-defined]


def test_the_collector_passes_over_what_is_loaded_and_looks_seldom() -> None:
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() == (SELDOM, *before[1:])
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
