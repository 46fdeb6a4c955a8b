"""Events in the columns of other event data sets: one row for each actor with each recipient.

The columns are those of the data set, filled with what we know; a column that we can't fill is empty. Countries are
ISO 3166-1 alpha-3 codes throughout. See docs/exports.md for what differs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from onrecord.export.countries import countries, divisions
from onrecord.export.csv_tables import csv_lines
from onrecord.export.event_records import Party, counted, day_of, event_records, pairs
from onrecord.export.exporter import Exporter, encoded
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import intensity, quad_of


@cache
def _map(name: str) -> dict[str, list[str]]:
    """A map of our types onto another scheme, by `TYPE:mode` or `TYPE`; read as data, the events room is not needed."""
    text = (files("onrecord") / f"events/data/maps/{name}.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)["types"]
    return found


def _mapped(name: str, event: Row) -> list[str] | None:
    table = _map(name)
    return table.get(f"{event['type']}:{event['mode']}") or table.get(event["type"])


def _cameo(event: Row) -> str:
    return event["cameo"] or (_mapped("cameo", event) or ["", ""])[1]


def _strength(event: Row) -> float | str:
    found = intensity(event["type"], event["mode"])
    return "" if found is None else found


def _id(event: Row) -> str:
    return f"{event['article']}/{event['id']}"


def _polecat(event: Row, one: Party, other: Party) -> Row:
    scheme = _mapped("polecat", event) or [event["type"], ""]

    def side(name: str, party: Party) -> Row:
        return {
            f"{name} Name": party.name, f"{name} Country": party.country,
            f"Primary {name} Sector": party.sectors[0] if party.sectors else None,
            f"{name} Sectors": ", ".join(party.sectors), f"{name} Title": party.role, f"{name} Name Raw": party.name,
            f"Wikidata {name} ID": party.wikidata,
        }  # fmt: skip

    return {
        "Event ID": _id(event), "Event Date": day_of(event), "Event Type": scheme[0], "Event Mode": event["mode"],
        "Intensity": _strength(event), "Quad Code": scheme[1], "Contexts": ", ".join(event["contexts"]),
        **side("Actor", one), **side("Recipient", other), "Placename": event["place"], "Country":
        event["place_country"], "Latitude": event["lat"], "Longitude": event["lon"], "GeoNames ID": event["geonames"],
        "Raw Placename": event["place_text"], "Feature Type": event["feature"], "Source": event["outlet"],
        "Publication Date": event["published"], "Headline": event["headline"], "Event Text": event["sentence"],
        "Status": event["status"], "Attributed To": event["speaker"], "Language": event["language"],
        "Version": event["coder"],
    }  # fmt: skip


def _icews(event: Row, one: Party, other: Party) -> Row:
    def side(name: str, party: Party) -> Row:
        return {
            f"{name} Name": party.name,
            f"{name} Sectors": ",".join(party.sectors),
            f"{name} Country": party.country,
        }

    first, second = divisions(event["geonames"])
    return {
        "Event ID": _id(event), "Event Date": day_of(event), **side("Source", one), "Event Text": event["trigger"],
        "CAMEO Code": _cameo(event), "Intensity": _strength(event), **side("Target", other),
        "Story ID": event["article"], "Sentence Number": event["sentence_number"] + 1, "Publisher": event["outlet"],
        "City": event["place"] if event["feature"] == "city" else None, "District": second,
        "Province": first or (event["place"] if event["feature"] == "admin" else None),
        "Country": event["place_country"],
        "Latitude": event["lat"], "Longitude": event["lon"],
    }  # fmt: skip


# What GDELT calls how exactly a place is known: country, US state, US city, city, state.
_GEO_TYPE = {"country": 1, "admin": 5, "region": 5, "city": 4, "site": 4, "water": 4, "other": 4}


def _gdelt(event: Row, one: Party, other: Party) -> Row:
    day = day_of(event) or ""
    code = _cameo(event)

    def side(n: int, party: Party) -> Row:
        kinds = [*party.sectors[:3], None, None, None]
        return {
            f"Actor{n}Code": party.code, f"Actor{n}Name": party.name, f"Actor{n}CountryCode": party.country,
            **dict.fromkeys([f"Actor{n}{part}" for part in ("KnownGroupCode", "EthnicCode", "Religion1Code",
                                                            "Religion2Code")]),
            **{f"Actor{n}Type{k}Code": kinds[k - 1] for k in (1, 2, 3)},
        }  # fmt: skip

    def geo(name: str, known: bool) -> Row:
        return {
            f"{name}Geo_Type": _GEO_TYPE.get(event["feature"], 0) if known else 0,
            f"{name}Geo_FullName": event["place"] if known else None,
            f"{name}Geo_CountryCode": event["place_country"] if known else None,
            f"{name}Geo_ADM1Code": None, f"{name}Geo_ADM2Code": None,
            f"{name}Geo_Lat": event["lat"] if known else None, f"{name}Geo_Long": event["lon"] if known else None,
            f"{name}Geo_FeatureID": event["geonames"] if known else None,
        }  # fmt: skip

    return {
        "GLOBALEVENTID": event["key"], "SQLDATE": day.replace("-", ""), "MonthYear": day[:7].replace("-", ""),
        "Year": day[:4], "FractionDate": _fraction(day), **side(1, one), **side(2, other),
        "IsRootEvent": int(event["sentence_number"] == 0), "EventCode": code, "EventBaseCode": code[:3],
        "EventRootCode": code[:2], "QuadClass": quad_of(event["type"]), "GoldsteinScale": _strength(event),
        "NumMentions": event["tellings"],
        "NumSources": event["outlets"], "NumArticles": event["reports"], "AvgTone": None, **geo("Actor1", False),
        **geo("Actor2", False), **geo("Action", True), "DATEADDED": (event["published"] or "")[:10].replace("-", ""),
        "SOURCEURL": event["uri"],
    }  # fmt: skip


def _fraction(day: str) -> str:
    return f"{int(day[:4]) + ((int(day[5:7]) - 1) * 30 + int(day[8:10])) / 365:.4f}" if len(day) == 10 else ""


# ACLED's kinds of actors, as its codebook numbers them, by our sectors.
STATE, REBELS, MILITIA, RIOTERS, PROTESTERS, CIVILIANS, OTHERS = 1, 2, 3, 5, 6, 7, 8
_INTER = {
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY"), STATE), "REB": REBELS,
    **dict.fromkeys(("PRM", "UAF", "CRM"), MILITIA),
    **dict.fromkeys(("AGR", "BUS", "CVL", "EDU", "ELI", "JRN", "JUD", "LAB", "LEG", "MED", "OPP", "PTY", "REF", "REL",
                     "SOC"), CIVILIANS),
}  # fmt: skip
_IN_THE_STREET = {"Protests": PROTESTERS, "Riots": RIOTERS}
_EXCESSIVE = "Excessive force against protesters"
_DISORDER = {
    "Protests": "Demonstrations", "Violent demonstration": "Demonstrations",
    _EXCESSIVE: "Political violence; Demonstrations", "Strategic developments": "Strategic developments",
}  # fmt: skip
ACLED_STATUS = ("happened", "ongoing")


def _inter(party: Party, place_country: str | None, acts_in: str = "") -> int | None:
    """The kind of a party, None where there is none; forces of a state abroad are others, who protests a protester."""
    if party.name is None:
        return None
    kind = next((_INTER[sector] for sector in party.sectors if sector in _INTER), OTHERS)
    if kind == STATE:
        return OTHERS if place_country and party.country and party.country != place_country else STATE
    return _IN_THE_STREET.get(acts_in, kind)


def _interaction(one: int | None, other: int | None) -> int | None:
    """Both kinds in one number, the smaller first; one alone with a zero."""
    kinds = sorted(kind for kind in (one, other) if kind is not None)
    return (kinds[0] * 10 + (kinds[1] if len(kinds) > 1 else 0)) if kinds else None


def acled_row(event: Row, one: Party, other: Party) -> Row | None:
    """The event of two parties in ACLED's columns; None where ACLED does not count such a thing."""
    scheme = _mapped("acled", event)
    if scheme is None or event["status"] not in ACLED_STATUS:
        return None
    day = day_of(event)
    country = countries().get(event["place_country"] or "")
    first, second = divisions(event["geonames"])
    exact = event["earliest"] is not None and event["earliest"] == event["latest"]
    inter = (
        _inter(one, event["place_country"], scheme[0]),
        _inter(other, event["place_country"], scheme[0] if scheme[1] == _EXCESSIVE else ""),
    )
    disorder = _DISORDER.get(scheme[1], _DISORDER.get(scheme[0], "Political violence"))
    return {
        "event_id_cnty": _id(event), "event_date": day, "year": (day or "")[:4], "time_precision": 1 if exact else 2,
        "disorder_type": disorder,
        "event_type": scheme[0], "sub_event_type": scheme[1], "actor1": one.name, "assoc_actor_1": None,
        "inter1": inter[0], "actor2": other.name, "assoc_actor_2": None, "inter2": inter[1],
        "interaction": _interaction(*inter),
        "civilian_targeting": "Civilian targeting"
        if inter[1] == CIVILIANS and disorder == "Political violence" else None,
        "iso": country and country.numeric, "region": country and country.region, "country": event["place_country"],
        "admin1": first, "admin2": second, "admin3": None,
        "location": event["place"], "latitude": event["lat"], "longitude": event["lon"],
        "geo_precision": {"city": 1, "site": 1, "admin": 2, "region": 2}.get(event["feature"] or "", 3),
        "source": event["outlet"], "source_scale": None, "notes": event["sentence"],
        "fatalities": int(counted(event, "killed")), "tags": ", ".join(event["contexts"]), "timestamp": None,
    }  # fmt: skip


EMPTY = {  # an event of which nothing is known
    "key": 0, "article": "", "uri": None, "outlet": None, "headline": None, "published": None, "language": None,
    "coder": "", "id": "", "n": 0, "day": "", "type": "ASSAULT", "mode": None, "cameo": None, "date": None,
    "earliest": None, "latest": None, "status": "happened", "confidence": 0, "trigger": "", "sentence_number": 0,
    "sentence": "", "place_id": None, "place_text": None, "place": None, "lat": None, "lon": None,
    "place_country": None, "feature": None, "geonames": None, "speaker": None, "attributed_to": None, "actors": [],
    "recipients": [], "contexts": [], "quantities": [], "tellings": 1, "outlets": 1, "reports": 1,
}  # fmt: skip

Shape = Callable[[Row, Party, Party], Row | None]


def _exporter(name: str, says: str, shape: Shape, delimiter: str) -> Exporter:
    # The columns are those of a row, whatever is in it.
    columns = tuple(shape(EMPTY, Party(), Party()) or {})

    def rows(reader: Reader, filters: Filters) -> Iterator[Row]:
        for event in event_records(reader, filters):
            for one, other in pairs(event):
                row = shape(event, one, other)
                if row is not None:
                    yield row

    def make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
        return encoded(csv_lines(rows(reader, filters), columns, delimiter=delimiter))

    kind = ("text/csv", ".csv") if delimiter == "," else ("text/tab-separated-values", ".tsv")
    return Exporter(name, says, kind[1], f"{kind[0]}; charset=utf-8", make)


POLECAT = _exporter("polecat", "events in the columns of POLECAT", _polecat, "\t")
ICEWS = _exporter("icews", "events in the columns of ICEWS (CAMEO)", _icews, "\t")
GDELT = _exporter("gdelt", "events in the columns of GDELT 2.0 (CAMEO), with a line of names", _gdelt, "\t")
ACLED = _exporter("acled", "events that happened in the columns of ACLED; other types are left out", acled_row, ",")
