"""Names of places: which of a source's spellings can stand in English news, and what their generic words are."""

from __future__ import annotations

import itertools
import re
import unicodedata

# Generic words of administrative names; "Pointe Coupee Parish" is also called "Pointe Coupee".
GENERIC = re.compile(
    r"^(?:(?:Provincia|Departamento|Department|Province|Region|Région|Governorate|Muḩāfaz̧at|Wilaya|Wilāyat|Estado|State|District"
    r"|County|Oblast|Municipality|Prefecture|Municipio|Distrito|Republic|Emirate|Canton|Royal Borough|London Borough"
    r"|City and Borough|City and County|City|Borough|Landkreis|Kreis|Kabupaten|Kota|Kota Administrasi|Arrondissement"
    r"|Comarca|Gouvernorat|Comunidad Autónoma|Autonomous Region|Autonomous Republic|Regione|Provincia autonoma)"
    r"(?: of| de| del| di| d')? ?)(?=[A-ZÀ-Ž])|"
    r" (?:County|Parish|Province|Governorate|Oblast’?|Oblast|District|Prefecture|Region|State|Municipality|Department"
    r"|Rayon|Raion|Borough|Census Area|City|Emirate|Canton|Division|Regency|Shire|Republic|Krai|Autonomous Okrug"
    r"|Voivodeship|Zone|Area|Sub-Region|Wilaya|Territory|Special Region|Shi|Sheng|Autonomous Region|Metropolitan Area"
    r"|Principality)$"
)

# Countries whose towns' names GeoNames transliterates from Arabic script.
ARABIC_SCRIPT = frozenset(
    ["SY", "IQ", "YE", "LY", "EG", "LB", "JO", "PS", "SA", "SD", "OM", "AE", "KW", "QA", "BH", "AF", "TN", "DZ", "MA"]
)
LARGE_TOWN = 20_000  # people; a smaller town is not called without its article
MOST_SPELLINGS = 12
_DOUBLED = re.compile(r"([bcdfgjklmnpqrstvwxz])\1")


def press_spellings(key: str, words: dict[str, list[str]], bare: bool) -> list[str]:
    """Other spellings of a folded Arabic name: "maarat al numan" for "maarrat an numan", "tel abyad" for "tall abyad".

    `words` gives the press spellings of words; `bare` adds the name without its article ("hawija").
    """
    tokens = key.split()
    options: list[list[str]] = []
    for i, token in enumerate(tokens):
        article = "al" in words.get(token, [])
        forms = [token]
        if not article or i + 1 < len(tokens):
            forms += words.get(token, [])
        if not article:
            forms += [_DOUBLED.sub(r"\1", token)]
            forms += [f.removesuffix("h") for f in list(forms) if len(f) > 4 and f.endswith("ah")]
        options.append(list(dict.fromkeys(forms)))
    found = [" ".join(pick) for pick in itertools.islice(itertools.product(*options), 4 * MOST_SPELLINGS)]
    # Articles all in one way: "al", not "al ... an".
    found = [f for f in found if "al" not in f.split() or not ARTICLES.intersection(f.split())]
    if bare:
        found += [f.split(" ", 1)[1] for f in found if f.startswith("al ") and len(f) > 7]
    return [f for f in dict.fromkeys(found) if f != key][:MOST_SPELLINGS]


ARTICLES = frozenset(["an", "ad", "as", "ash", "ar", "az", "at", "adh"])


def newsworthy(name: str, population: float) -> bool:
    """Whether an alternate name can stand in English news: Latin letters, begins like a name, is no code."""
    if not 3 <= len(name) <= 34 or any(c.isdigit() or c in '=,;()/[]"' for c in name):
        return False
    if not all(
        ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "‘’ʻʼʿʾ–-" or unicodedata.combining(c) for c in name
    ):
        return False
    if name.isupper():
        return False
    first = name.lstrip("'‘’ʻʼʿʾ`")
    if not first or not (
        first[0].isupper() or re.match(r"(?:al|el|ad|an|ar|as|at|az|ash|es|la|le|los|las|de|il)[- ][A-ZÀ-Ž]", first)
    ):
        return False
    # Machine transliterations (from Chinese, Indic, Ethiopic and other scripts) have words in lower case throughout.
    words = first.replace("-", " ").split()
    lower = sum(w[0].islower() and w.lower() not in _SMALL for w in words)
    return lower == 0


_SMALL = {
    "al",
    "el",
    "de",
    "del",
    "di",
    "da",
    "do",
    "dos",
    "das",
    "du",
    "des",
    "la",
    "le",
    "les",
    "los",
    "las",
    "en",
    "am",
    "an",
    "der",
    "den",
    "und",
    "a",
    "au",
    "aux",
    "sur",
    "sous",
    "sul",
    "of",
    "the",
    "and",
    "upon",
    "on",
    "in",
    "y",
    "e",
    "i",
    "ez",
    "es",
    "o",
    "as",
    "at",
    "ad",
    "ar",
    "az",
    "ash",
    "il",
    "na",
    "nad",
    "pod",
    "ve",
    "bei",
    "im",
}
