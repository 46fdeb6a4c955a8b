"""Repair: words split by a line break, hard wraps, end-of-line hyphens, mojibake, and the way back to the source."""

from onrecord.repair.repair import repair
from onrecord.repair.repaired import Alignment, Repaired

__all__ = ["Alignment", "Repaired", "repair"]
