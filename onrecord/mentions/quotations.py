"""Where a text's quotations begin and end."""

from __future__ import annotations

from functools import lru_cache

from onrecord.language.reading import Reading


@lru_cache(maxsize=1)  # asked for every phrase of the same reading
def quotes_of(reading: Reading) -> list[int]:
    """For each character of interest, which quotation it is in: start offsets of quotations as alternating marks
    `[open, close, ...]`.

    Curly marks pair by form, straight ones by turns; a paragraph break closes what is open.
    """
    edges: list[int] = []
    for a, b in reading.paragraphs or [(0, len(reading.text))]:
        opened = False
        for k in range(a, b):
            c = reading.text[k]
            if (c in "“«„" and not opened) or (c == '"' and not opened):
                edges.append(k)
                opened = True
            elif (c in "”»" or c == '"') and opened:
                edges.append(k)
                opened = False
        if opened:
            edges.append(b)
    return edges
