"""What the fields of the data model mean: the comments beside them, read from the source."""

from __future__ import annotations

import inspect
import re
from functools import cache

from onrecord import record


@cache
def comments(model: type) -> dict[str, str]:
    """Field -> the comment on its line."""
    return dict(re.findall(r"^    (\w+):[^#\n]*#\s*(.+?)\s*$", inspect.getsource(model), re.MULTILINE))


def meaning(name: str) -> str:
    """What `Event.mode` means; '' where it has no comment, since its name says it."""
    model, _, field = name.partition(".")
    return comments(getattr(record, model)).get(field, "")
