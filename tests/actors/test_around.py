"""The country of an office or body of state that names none, from what the article around it names."""

from __future__ import annotations

import pytest

from onrecord.actors.around import lands_around

CASES = [
    ("nothing is named", 3, [], None),
    ("the article speaks of one country", 9, [(0, "KEN"), (1, "KEN"), (2, "KEN"), (4, "KEN"), (5, "UGA")], "KEN"),
    ("two names are too few", 9, [(0, "KEN"), (1, "KEN")], None),
    ("the only one in the sentence, and half of all", 4, [(4, "UGA"), (0, "UGA"), (1, "KEN")], "UGA"),
    ("the only one in the two sentences before", 4, [(3, "UGA"), (2, "UGA"), (9, "KEN")], "UGA"),
    ("named once, it may be the other party", 4, [(4, "UGA")], None),
    ("two in the sentence", 4, [(4, "UGA"), (4, "KEN"), (3, "UGA")], None),
    ("beside it another one than the most named", 4, [(4, "UGA"), (0, "KEN"), (1, "KEN")], None),
]


@pytest.mark.parametrize(("why", "sentence", "named", "land"), CASES, ids=[c[0] for c in CASES])
def test_lands_around(why: str, sentence: int, named: list[tuple[int, str]], land: str | None) -> None:
    found = lands_around(sentence, named)
    assert (found[0] if found else None) == land
    assert found is None or land in found[1]
