"""What `python -m bench.ROOM` does: run the room's benchmark and print its figures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

DATA = Path("../shared/data")


def main(run: Callable[[Path], Mapping[str, float]]) -> None:
    """Run a benchmark from the command line; exit status 2 where its data is not there."""
    parser = argparse.ArgumentParser(description=(sys.modules["__main__"].__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help=f"the data folder (default {DATA})")
    data = parser.parse_args().data
    if not data.is_dir():
        parser.exit(2, f"{data}: no such folder\n")
    for name, value in run(data).items():
        print(f"{name:48} {value:12,.4g}")
