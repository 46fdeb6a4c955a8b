"""Which place a name means, on invented sentences."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.candidate_table import Home, candidate_table
from onrecord.places.gazetteer import embedded
from onrecord.places.name_groups import PlaceName
from onrecord.places.ranking import HOPELESS, rank, shipped_weights, together
from onrecord.places.resolving import Resolution, resolve
from tests.effort import effort


def resolved(text: str, home: Home | None = None) -> list[Resolution]:
    """Resolve the names in [[double brackets]]."""
    names, plain = [], ""
    for part in re.split(r"(\[\[.*?\]\])", text):
        if part.startswith("[["):
            names.append(PlaceName(len(plain), len(plain) + len(part) - 4))
            part = part[2:-2]
        plain += part
    return resolve(plain, names, home)


# text, then for each name (main name's beginning, country, kind)
CASES = [
    ("He farms near [[Ennis]], Co. Clare.", [("IRL", "city")]),
    ("British banks may leave [[London]], said a broker in [[Chicago]] and one in [[Atlanta]].",
     [("GBR", "capital"), ("USA", "city"), ("USA", "city")]),
    ("Canadian and Mexican ministers met in [[Ottawa]] while he spoke in [[Bangor]], [[Maine]].",
     [("CAN", "capital"), ("USA", "city"), ("USA", "admin1")]),
    ("Riots shook [[Greece]]. In [[Athens]] the cafes were shut.",
     [("GRC", "country"), ("GRC", "capital")]),
    ("Rep. Ada Holt, R-[[Ala]]., spoke after Sen. Jon Mirle (D-[[Fla]].).", [("USA", "admin1"), ("USA", "admin1")]),
    ("He left [[Georgia]] for [[Tbilisi]] and [[Armenia]].", [("GEO", "country"), ("GEO", None), ("ARM", "country")]),
    (
        "A fire in [[Atlanta]], [[Georgia]], spread to [[Alabama]].",
        [("USA", None), ("USA", "admin1"), ("USA", "admin1")],
    ),
    ("Police in [[Long Beach]], [[California]], said so.", [("USA", "city"), ("USA", "admin1")]),
    (
        "A farmer from [[Paris]], [[Texas]], won. [[Paris]] cheered.",
        [("USA", "city"), ("USA", "admin1"), ("USA", "city")],
    ),
    ("The Texas town of [[Paris]] voted.", [("USA", "city")]),
    (
        "Envoys of [[France]] and [[China]] met in [[New York]].",
        [("FRA", "country"), ("CHN", "country"), ("USA", "city")],
    ),
    ("A shop burned in the [[Cumbria]] town on Monday.", [("GBR", None)]),
    ("Ships sailed from [[Taiwan]] on Monday.", [("TWN", "country")]),
    ("A court in [[Taipei]], [[Taiwan]], jailed a former minister.", [("TWN", None), ("TWN", "country")]),
    ("Farmers of [[Taiwan]] province met.", [("TWN", "admin1")]),
    ("A [[Kansas]] town voted to shut its school.", [("USA", "admin1")]),
    ("The singer moved to [[New York]], her agent said.", [("USA", "city")]),
    ("Fans marched from [[Brooklyn]], [[New York]], over the bridge.", [("USA", None), ("USA", "city")]),
    ("A plant in [[Ohio]] will close, said the firm in [[New York]], said.", [("USA", "admin1"), ("USA", "city")]),
    ("Snow fell in [[New Jersey]], [[New York]] and [[Connecticut]].", [("USA", "admin1")] * 3),
    ("The lorry was stopped near the [[New York]] border.", [("USA", "admin1")]),
    ("She was then a senator from [[New York]].", [("USA", "admin1")]),
    ("The mayor of [[New York]] spoke.", [("USA", "city")]),
    ("A law of [[New York]] bans it, and a court in [[Albany]] upheld that.", [("USA", "admin1"), ("USA", "city")]),
    ("A bus left [[Buffalo]], [[New York]], for [[Canada]].", [("USA", "city"), ("USA", "admin1"), ("CAN", "country")]),
    (
        "Cases were found in [[Alberta]], in [[New Brunswick]], and in [[Quebec]].",
        [("CAN", "admin1"), ("CAN", "admin1"), ("CAN", "admin1")],
    ),
    (
        "Plants in [[Wixom]], [[Michigan]], in [[Ohio]] and in [[St. Louis]] will close.",
        [("USA", "city"), ("USA", "admin1"), ("USA", "admin1"), ("USA", "city")],
    ),
    ("Talks in [[Paris]] between ministers from [[Lyon]].", [("FRA", None), ("FRA", None)]),
    ("Fighting in the northern province of [[Balkh]] in [[Afghanistan]].", [("AFG", "admin1"), ("AFG", "country")]),
    ("Doctors in [[Hyderabad]], [[Pakistan]], and in [[Karachi]].", [("PAK", None), ("PAK", "country"), ("PAK", None)]),
    ("Doctors in [[Hyderabad]], [[India]], and in [[Mumbai]].", [("IND", None), ("IND", "country"), ("IND", None)]),
    ("The Libyan city of [[Tripoli]] was calm.", [("LBY", None)]),
    ("Shops in [[Tripoli]], [[Lebanon]], were shut.", [("LBN", None), ("LBN", "country")]),
    ("[[Mexico]] and [[Guatemala]] agreed.", [("MEX", "country"), ("GTM", "country")]),
    ("The [[Mississippi River]] rose in [[Minnesota]].", [("USA", "water"), ("USA", "admin1")]),
    ("Crews in [[Birmingham]], [[Ala.]], worked all night.", [("USA", "city"), ("USA", "admin1")]),
    ("Ministers met in [[Moscow]].", [("RUS", "capital")]),
    ("Shells fell in [[Idlib]].", [("SYR", "city")]),
    ("Shells fell in [[Idlib]] province.", [("SYR", "admin1")]),
    ("Crews in [[Birmingham]] and [[Coventry]] worked.", [("GBR", "city"), ("GBR", "city")]),
    ("Officials from [[Hamilton]], [[Ontario]], flew to [[Hamilton]], [[New Zealand]].",
     [("CAN", "city"), ("CAN", "admin1"), ("NZL", "city"), ("NZL", "country")]),
    ("Sheriff's deputies and high school teachers met in [[Lancaster]].", [("USA", "city")]),
    ("Councillors and a crown court judge met in [[Lancaster]].", [("GBR", "city")]),
    ("He died in [[Kiev]].", [("UKR", "capital")]),
    ("The trial at the [[Old Bailey]] began.", [("GBR", "site")]),
    ("Police in [[Manchester]] made an arrest.", [("GBR", "city")]),
    ("A parish in [[Manchester]], [[Jamaica]], was cut off.", [("JAM", "admin1"), ("JAM", "country")]),
    ("Police in [[York]] made an arrest.", [("GBR", "city")]),
    ("Police in [[Sofia]] made an arrest.", [("BGR", "capital")]),
    ("Police in [[Athens]] made an arrest.", [("GRC", "capital")]),
    ("Police in [[Buenos Aires]] made an arrest.", [("ARG", "capital")]),
    ("He won [[Iowa]] and [[Ohio]] and went back to [[Washington]].",
     [("USA", "admin1"), ("USA", "admin1"), ("USA", "capital")]),
    ("Crews from [[Seattle]] and [[Spokane]] worked all over [[Washington]].",
     [("USA", "city"), ("USA", "city"), ("USA", "admin1")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), CASES)
def test_cases(text: str, want: list[tuple[str, str | None]]) -> None:
    got = resolved(text)
    for found, (country, kind) in zip(got, want, strict=True):
        assert found.entry is not None
        assert found.entry.country == country
        assert kind is None or found.entry.kind == kind


def test_one_unknown_name_spoils_nothing() -> None:
    with_unknown = resolved("In [[Xyzzyburg]] and [[Herat]], [[Afghanistan]].")
    assert with_unknown[0].entry is None
    assert with_unknown[0].confidence == 0.0
    assert with_unknown[1].entry is not None
    assert with_unknown[1].entry.country == "AFG"


def test_runners_up_are_kept() -> None:
    (found,) = resolved("A fire in [[Springfield]].")
    assert found.entry is not None
    assert len(found.candidates) == 3
    assert 0.0 < found.confidence < 1.0
    assert all(c.score <= found.confidence for c in found.candidates)


def test_home_decides_between_equals() -> None:
    (abroad,) = resolved("The council in [[Richmond]] met.", Home(outlet="Virginia"))
    assert abroad.entry is not None
    assert abroad.entry.country == "USA"


def test_same_answer_twice() -> None:
    text = "From [[Cambridge]] to [[Oxford]], [[Ohio]]."
    assert resolved(text) == resolved(text)


def test_ten_thousand_names_in_linear_time() -> None:
    text = ", ".join(["Springfield", "Kabul", "San Jose", "Victoria", "Richmond"] * 2000)
    names = [PlaceName(m.start(), m.end()) for m in re.finditer(r"[^,]+(?=,|$)", text)]
    assert len(resolve(text, names)) == 10_000
    tenth = effort(lambda: resolve(text, names[:1000]))
    assert effort(lambda: resolve(text, names)) < 10 * tenth * 1.5


@given(st.text(max_size=60), st.integers(0, 50), st.integers(1, 30))
def test_any_span_of_any_text(text: str, start: int, length: int) -> None:
    start = min(start, max(0, len(text) - 1))
    (found,) = resolve(text, [PlaceName(start, min(len(text), start + length))])
    assert 0.0 <= found.confidence <= 1.0


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shelling was heard near Avdiivka on Monday.", "Avdiivka", "UKR"),
        ("Families left Tal Afar at dawn.", "Tal Afar", "IRQ"),
        ("Police in Miramar, California, made an arrest.", "Miramar", None),
        ("Police in Miramar, Florida, made an arrest.", "Miramar", "USA"),
        ("Cafes near the Acropolis were shut.", "Acropolis", None),
        ("It was bought by a Boston, New York and Chicago firm.", "Boston", "USA"),
        # a preposition is no abbreviation of a state
        ("In the town of Camana, residents waited.", "Camana", "PER"),
        ("IN the town of Paoli, residents waited.", "Paoli", "USA"),
    ],
)
def test_other_names_and_states_without_such_a_town(text: str, name: str, country: str | None) -> None:
    at = text.index(name)
    (found,) = resolve(text, [PlaceName(at, at + len(name))])
    assert (found.entry.country if found.entry else None) == country


def test_the_ranker_weighs_what_together_tells() -> None:
    text = "Floods hit Springfield and Alton. Crews from Peoria, Illinois, drove to Springfield and to Paris."
    spans = [m.span() for m in re.finditer(r"Springfield|Alton|Peoria|Illinois|Paris", text)]
    table = candidate_table(text, [PlaceName(*span) for span in spans], Home(), embedded()).table
    weights = shipped_weights()
    first = table.softmax(table.alone @ weights.first)
    small = table.at(np.flatnonzero(first >= HOPELESS))
    p = first[first >= HOPELESS]
    for _ in range(2):
        p = small.softmax(np.concatenate((small.alone, together(small, p)), 1) @ weights.second)
    assert len(p) > 10
    np.testing.assert_allclose(rank(table, weights)[first >= HOPELESS], p, rtol=1e-9)
