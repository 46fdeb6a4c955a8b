"""Python's collector of garbage in a process that codes one document after another."""

from __future__ import annotations

import gc

SELDOM = 50_000  # objects made beyond those let go before the collector looks: a few reports, some megabytes


def collect_seldom() -> None:
    """Let the collector pass over what is loaded by now (models, tables) and look seldom at the rest.

    Hardly anything that coding makes refers back to itself, so nearly all goes without the collector, which costs a
    twentieth of the time where it looks as often as Python has it do. For processes of our own, once the models are
    loaded: a library does not change it for who calls it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
