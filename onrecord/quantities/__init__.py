"""Quantities: numbers in words and figures with their bound, unit and what became of those counted.

Takes a reading and its times, gives `Quantity` records. What counts as what is in tables/kinds.toml. `Quantity.of`
stays empty here: the actors stage fills it from the noun that `counted` returns.
"""

from onrecord.quantities.finding import counted, find_quantities

__all__ = ["counted", "find_quantities"]
