"""Stand-ins while a room is being built."""

from __future__ import annotations

import hashlib
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.ingest.document import Document

try:
    from onrecord.ingest import InputError as InputError  # type: ignore[attr-defined,unused-ignore]
except ImportError:

    @dataclass
    class InputError:  # type: ignore[no-redef]
        name: str
        message: str


def verb(module: str, name: str) -> Any:
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None


def stage(module: str, name: str, empty: Any, **known: Any) -> Any:
    found = verb(module, name)
    if found is None:
        return empty
    parameters = inspect.signature(found).parameters
    return found(**{k: v for k, v in known.items() if k in parameters})


def text_id(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_inputs(paths: list[str], **options: Any) -> Iterator[Any]:
    found = verb("onrecord.ingest", "read_inputs")
    if found is not None:
        yield from found(paths, **options)
        return
    for name in paths:
        for path in sorted(Path(name).rglob("*.txt")) if Path(name).is_dir() else [Path(name)]:
            text = path.read_text(encoding="utf-8")
            yield Document(id=text_id(text), text=text, uri=str(path))

