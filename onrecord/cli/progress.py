"""How far a run is: articles, rate and time left on a terminal's standard error; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from onrecord.record import Report

Item = TypeVar("Item")


def expected(inputs: Iterable[str]) -> int | None:
    """About how many articles the inputs hold (files, and lines of JSONL files); None where that can't be known."""
    total = 0
    for name in inputs:
        path = Path(name)
        if name == "-":
            return None
        for file in path.rglob("*") if path.is_dir() else [path]:
            try:
                if file.is_file():
                    total += _lines(file) if file.suffix.lower() in (".jsonl", ".ndjson") else 1
            except OSError:
                continue  # reading it will say why
    return total


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


class Progress:
    """A context manager: shows a line of progress while inside, where `shown`."""

    def __init__(self, inputs: list[str], shown: bool) -> None:
        self._bar: Any = None
        self._words = 0
        if shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("coding"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeElapsedColumn(),
                TextColumn("left"),
                TimeRemainingColumn(),
                console=Console(file=sys.stderr),
                transient=True,
            )
            self._task = self._bar.add_task("coding", total=expected(inputs), rate="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items; where more come than were expected the total grows with them."""
        for n, item in enumerate(items, 1):
            if self._bar is not None:
                total = self._bar.tasks[0].total
                if total is not None and n > total:
                    self._bar.update(self._task, total=n)
            yield item

    def coded(self, report: Report) -> None:
        """Count one more report."""
        if self._bar is None:
            return
        self._words += report.text.count(" ") + 1
        elapsed = self._bar.tasks[0].elapsed or 0
        rate = f"{self._words / elapsed:,.0f} words/s" if elapsed > 0.5 else ""
        self._bar.update(self._task, advance=1, rate=rate)

    def say(self, line: str) -> None:
        """One line on standard error, above the progress where it is shown."""
        line = " ".join(line.split())
        if self._bar is not None:
            self._bar.console.print(line, highlight=False, markup=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr)
