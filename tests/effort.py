"""The work a call does, counted rather than timed: the same on a busy machine and on an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def effort(run: Callable[[], object]) -> int:
    """How many calls (of Python functions and of built-in ones) `run` makes; time inside a built-in is not seen."""
    count = 0

    def see(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
