"""On Record: who said what, who did what to whom, where, when, and on whose word.

    import onrecord

    coder = onrecord.Coder()
    report = coder.code_text("KABUL, Jan 20 - Police said on Saturday ...", published="2018-01-20")
    for statement in report.statements:
        ...

`Coder` loads the language model once; use one `Coder` for many articles, or `Coder.stream` for several processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.record import Report

if TYPE_CHECKING:
    from onrecord.pipeline import Coder

__version__ = "0.1.0"
__all__ = ["Coder", "Report", "__version__"]


def __getattr__(name: str) -> Any:
    """Import the pipeline only when it is asked for: `onrecord --help` needs no model runtime."""
    if name == "Coder":
        from onrecord.pipeline import Coder

        return Coder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
