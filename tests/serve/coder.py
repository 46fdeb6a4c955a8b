"""A coder for tests of the desk: quick, and with a few ways to go wrong that a text can ask for."""

from __future__ import annotations

import os
import time

from onrecord.ingest import Document, InputError
from onrecord.record import Coder, Report, Source


class PlainCoder:
    """Reports that hold the text and nothing else."""

    def attempt(self, document: Document) -> Report | InputError:
        if "die now" in document.text:
            os._exit(1)
        if "sleep long" in document.text:
            time.sleep(60)
        if "slowly" in document.text:
            time.sleep(0.2)
        if "go wrong" in document.text:
            return InputError(document.uri or document.id, "not coded: it went wrong")
        source = Source(document.uri, document.outlet, document.headline, document.byline, document.published)
        return Report(document.id, source, document.text, Coder("test"), notes=list(document.notes))


def make() -> PlainCoder:
    return PlainCoder()
