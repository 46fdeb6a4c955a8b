"""The embedded gazetteer: about 280,000 places and their names in one read-only file that is mapped, not read.

The file is built by `training/build_gazetteer.py`. It opens in under a millisecond and a name is looked up in a few
microseconds: names are kept as 48-bit fingerprints (BLAKE2b of the folded name), sorted, in 65,536 buckets; a name
that is not in the gazetteer is taken for one that is about once in 500 million look-ups.

Layout (little endian): 8 bytes magic, u32 length of a JSON directory, the directory ({"meta", "sections": {name:
[offset, length]}}, offsets from the end of the directory), then the sections named in `SECTIONS`. Places are ordered
regions, countries, admin 1, admin 2, towns; a place is its index in that order.
"""

from __future__ import annotations

import functools
import json
import math
import mmap
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from onrecord.places.folding import fold

MAGIC = b"ORGAZ\x00\x00\x01"
SECTIONS = {
    "lat": "f", "lon": "f", "geonames": "I", "name_at": "I", "admin1": "H", "admin2": "H",
    "country": "B", "kind": "B", "population": "B", "radius": "B", "bucket": "I", "print": "I", "posting": "I",
}  # fmt: skip
NONE16 = 0xFFFF
# The columns that the ranker reads many places of at once.
_ARRAYS = (
    ("kind", np.uint8), ("country", np.uint8), ("admin1", np.uint16), ("admin2", np.uint16), ("lat", np.float32),
    ("lon", np.float32), ("population", np.uint8),
)  # fmt: skip
PLACE_BITS = 20
_PLACE = (1 << PLACE_BITS) - 1

Kind = Literal["continent", "region", "water", "site", "other", "country", "admin1", "admin2", "city", "capital"]
KINDS: tuple[Kind, ...] = (
    "continent", "region", "water", "site", "other", "country", "admin1", "admin2", "city", "capital",
)  # fmt: skip
How = Literal["main", "alternate", "historic", "abbreviation", "nickname", "demonym", "code"]
HOWS: tuple[How, ...] = ("main", "alternate", "historic", "abbreviation", "nickname", "demonym", "code")
DEFAULT_PATH = Path(__file__).with_name("gazetteer.bin")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a gazetteer.

    `population` is rounded to about 4 %; `radius_km` is a rough size; `admin1` and `admin2` are the entries' indexes
    that it lies in (None where unknown); `country` is ISO 3166-1 alpha-3 ("XKX": Kosovo), None for what spans several.
    """

    index: int
    name: str
    lat: float
    lon: float
    country: str | None
    kind: Kind
    admin1: int | None
    admin2: int | None
    population: int
    radius_km: float
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """A place that bears the name looked up, and how it bears it (`main` name, `historic` name, ...)."""

    entry: Entry
    how: How


class NameSource(Protocol):
    """What the resolver needs of a gazetteer; the user's own has it too."""

    def lookup(self, name: str) -> list[Match]: ...


_PARTS = struct.Struct(">HI").unpack
_EMPTY = blake2b(digest_size=6)  # copied, which is cheaper than to make another


def fingerprint(key: str) -> tuple[int, int]:
    """Bucket (16 bits) and print (32 bits) of a folded name."""
    digest = _EMPTY.copy()
    digest.update(key.encode())
    bucket, rest = _PARTS(digest.digest())
    return bucket, rest


def pack_size(value: float, step: float) -> int:
    """A count or length as one byte on a logarithmic scale."""
    return min(255, round(step * math.log1p(max(0.0, value))))


def unpack_size(byte: int, step: float) -> float:
    return math.expm1(byte / step)


REMEMBERED = 50_000  # names whose look-up is kept
ENTRIES = 4_096  # entries that are kept: a text names the same countries and capitals as the one before
POPULATION_STEP = 12.0
RADIUS_STEP = 25.0
# By the byte that they are packed in.
_POPULATIONS = [round(unpack_size(byte, POPULATION_STEP)) for byte in range(256)]
_RADII = [round(unpack_size(byte, RADIUS_STEP), 1) for byte in range(256)]


class Gazetteer:
    """The embedded gazetteer, open. Cheap to share between threads; never written to."""

    def __init__(self, path: Path = DEFAULT_PATH) -> None:
        with open(path, "rb") as handle:
            self._map = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[:8] != MAGIC:
            raise ValueError(f"{path}: not a gazetteer of this version")
        (length,) = struct.unpack_from("<I", self._map, 8)
        directory: dict[str, Any] = json.loads(self._map[12 : 12 + length])
        base = 12 + length
        self.meta: dict[str, Any] = directory["meta"]
        self.countries: list[str] = self.meta["countries"]
        self.country_number = {code: number for number, code in enumerate(self.countries)}
        whole = memoryview(self._map)
        self.columns: dict[str, memoryview] = {}
        for name, code in SECTIONS.items():
            at, size = directory["sections"][name]
            self.columns[name] = whole[base + at : base + at + size].cast(code)  # type: ignore[call-overload]
        at, size = directory["sections"]["names"]
        self._names = whole[base + at : base + at + size]
        at, size = directory["sections"]["codes"]
        self._codes = whole[base + at : base + at + size]
        self._bucket, self._print, self._posting = (self.columns[n] for n in ("bucket", "print", "posting"))

        self.arrays: dict[str, npt.NDArray[Any]] = {
            name: np.frombuffer(self.columns[name], dtype=kind) for name, kind in _ARRAYS
        }
        self._asked: dict[str, list[tuple[int, int]]] = {}
        self.entry = functools.lru_cache(maxsize=ENTRIES)(self._entry)
        self.brief = functools.lru_cache(maxsize=ENTRIES)(self._brief)

    def __len__(self) -> int:
        return len(self.columns["kind"])

    def postings(self, key: str) -> list[tuple[int, int]]:
        """`(place, how)` as numbers for a folded name, the most important place first; the resolver's fast path.

        The list may be shared with later calls: read it only.
        """
        known = self._asked.get(key)
        if known is None:
            known = self.look_up(key)
            if len(self._asked) < REMEMBERED and len(key) < 60:
                self._asked[key] = known
        return known

    def look_up(self, key: str) -> list[tuple[int, int]]:
        """The same, for who remembers the answer."""
        bucket, want = fingerprint(key)
        low = self._bucket[bucket]
        prints = self._print[low : self._bucket[bucket + 1]].tolist()  # nine or so
        if want not in prints:
            return []
        first = low + prints.index(want)
        return [(p & _PLACE, p >> PLACE_BITS) for p in self._posting[first : first + prints.count(want)].tolist()]

    def lookup(self, name: str) -> list[Match]:
        """The places called `name` in any of its spellings, the most important first; demonyms are left out."""
        return [Match(self.entry(i), HOWS[h]) for i, h in self.postings(fold(name)) if HOWS[h] != "demonym"]

    def knows(self, name: str) -> bool:
        """Whether any place is called that."""
        return any(HOWS[h] != "demonym" for _, h in self.postings(fold(name)))

    def name(self, index: int) -> str:
        """The main name of the place with this index."""
        at = self.columns["name_at"]
        return bytes(self._names[at[index] : at[index + 1]]).decode("utf-8")

    def is_called(self, index: int, name: bytes) -> bool:
        """Whether that (UTF-8) is the main name of the place with this index, letter for letter."""
        at = self.columns["name_at"]
        first, last = at[index], at[index + 1]
        return bool(last - first == len(name) and bytes(self._names[first:last]) == name)

    def _entry(self, index: int) -> Entry:
        """The place with this index; raises IndexError."""
        c = self.columns
        admin1, admin2, country = c["admin1"][index], c["admin2"][index], c["country"][index]
        return Entry(
            index,
            self.name(index),
            round(c["lat"][index], 4),
            round(c["lon"][index], 4),
            self.countries[country] or None,
            KINDS[c["kind"][index]],
            None if admin1 == NONE16 else admin1,
            None if admin2 == NONE16 else admin2,
            _POPULATIONS[c["population"][index]],
            _RADII[c["radius"][index]],
            c["geonames"][index] or None,
        )

    def _brief(self, index: int) -> tuple[str, str | None, int | None]:
        """Name, country and GeoNames id of the place with this index: what a runner-up is told of."""
        c = self.columns
        return self.name(index), self.countries[c["country"][index]] or None, c["geonames"][index] or None

    def country(self, name: str) -> Entry | None:
        """The country of that name, abbreviation or ISO 3166-1 alpha-3 code; None where there is none."""
        index = self._country_of_code.get(name)
        if index is None:
            kind = self.columns["kind"]
            index = next((i for i, h in self.postings(fold(name)) if KINDS[kind[i]] == "country" and h != 5), None)
        return None if index is None else self.entry(index)

    def demonym(self, word: str) -> str | None:
        """ISO 3166-1 alpha-3 code of the country whose people or adjective `word` is ("Afghan"), or None."""
        return next(
            (self.countries[self.columns["country"][i]] for i, h in self.postings(fold(word)) if HOWS[h] == "demonym"),
            None,
        )

    def capital_of(self, name: str) -> str | None:
        """ISO 3166-1 alpha-3 code of the country whose capital `name` is ("Kabul"), or None."""
        kind = self.columns["kind"]
        for i, h in self.postings(fold(name)):
            if KINDS[kind[i]] == "capital" and h < 5:
                return self.countries[self.columns["country"][i]]
        return None

    @functools.cached_property
    def first_town(self) -> int:
        """Index of the first town: all places from there on are towns."""
        return len(self) - int(np.count_nonzero(self.arrays["kind"] >= KINDS.index("city")))

    @functools.cached_property
    def admin1_of_code(self) -> dict[str, int]:
        """Index of an admin 1 by GeoNames code ("US.CA")."""
        codes = bytes(self._codes).decode("ascii").split("\n")
        return {code: self.meta["country_range"][1] + i for i, code in enumerate(codes)}

    def iso3(self, iso2: str) -> str | None:
        """ISO 3166-1 alpha-3 code of an alpha-2 code, or None."""
        return self._iso3.get(iso2)

    @functools.cached_property
    def _iso3(self) -> dict[str, str]:
        country = self.columns["country"]
        return {code.split(".")[0]: self.countries[country[i]] for code, i in self.admin1_of_code.items()}

    @functools.cached_property
    def _country_of_code(self) -> dict[str, int]:
        kind, country = self.columns["kind"], self.columns["country"]
        first, last = self.meta["country_range"]
        return {self.countries[country[i]]: i for i in range(first, last) if KINDS[kind[i]] == "country"}


@functools.lru_cache(maxsize=1)
def embedded() -> Gazetteer:
    """The gazetteer that comes with the package, opened once a process."""
    return Gazetteer()


def write(
    path: Path,
    columns: dict[str, Iterable[float]],
    names: list[str],
    postings: Iterator[tuple[str, int, int]],
    meta: dict[str, Any],
    admin1_codes: Iterable[str] = (),
) -> None:
    """Write a gazetteer file; used by the builder and by tests.

    `columns` holds the per-place values under their section names (lat, lon, geonames, admin1, admin2, country, kind,
    population, radius; the last two as bytes already); `postings` gives (folded name, place, how), the most important
    place of a name first.
    """
    import array

    sections: dict[str, bytes] = {}
    for name in ("lat", "lon", "geonames", "admin1", "admin2", "country", "kind", "population", "radius"):
        code = SECTIONS[name]
        sections[name] = array.array(code, columns[name]).tobytes()
    blobs = [n.encode("utf-8") for n in names]
    starts, at = array.array("I"), 0
    for blob in blobs:
        starts.append(at)
        at += len(blob)
    starts.append(at)
    sections["codes"] = "\n".join(admin1_codes).encode("ascii")
    sections["name_at"], sections["names"] = starts.tobytes(), b"".join(blobs)
    rows = sorted(((*fingerprint(k), n, (h << PLACE_BITS) | p) for n, (k, p, h) in enumerate(postings)))
    buckets = array.array("I", bytes(4 * 65537))
    for bucket, *_ in rows:
        buckets[bucket + 1] += 1
    for i in range(65536):
        buckets[i + 1] += buckets[i]
    sections["bucket"] = buckets.tobytes()
    sections["print"] = array.array("I", (r[1] for r in rows)).tobytes()
    sections["posting"] = array.array("I", (r[3] for r in rows)).tobytes()
    directory: dict[str, Any] = {"meta": meta, "sections": {}}
    order = [n for n, code in SECTIONS.items() if code in "fI"] + [
        n for n, code in SECTIONS.items() if code not in "fI"
    ]
    body = bytearray()
    for name in [*order, "names", "codes"]:
        body += bytes(-len(body) % 8)
        directory["sections"][name] = [len(body), len(sections[name])]
        body += sections[name]
    head = json.dumps(directory, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    head += b" " * (-(12 + len(head)) % 8)
    path.write_bytes(MAGIC + struct.pack("<I", len(head)) + head + bytes(body))
