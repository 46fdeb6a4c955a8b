"""Places: which place gold names mean, and finding them in text, on LGL and GeoVirus; and the speed of both.

    python -m bench.places [--data ../shared/data] [--no-finding]

Resolution is given gold spans. Its shipped weights are fitted on the same two sets, so `resolution` is in sample;
`out_of_fold` fits them anew for each of five parts of the documents without that part (needs scipy, as training does).

Finding is scored three ways. `overlap`: the report's places, which are literal, against all that gold marks.
`overlap_literal`: the same with the peoples and languages that LGL marks ("Russian") set aside, as the scorer does with
names that are classed associative. `overlap_any_use`: names of places whatever they stand for, and peoples, which is
what LGL and GeoVirus mark. LGL marks the town in "Dublin Mayor" and "Levy County Sheriff's Office" too.

Documents a second are of CPU time on one core, the middle of three passes, given the spans (`resolution`) or the
readings (`finding`), all of which are at hand when the clock starts, as in the bench of times. Tables are read before
it; every pass is a first one, that remembers no name of the texts. `documents_a_second_known` is of the pass after it:
of a process that has seen the names, as most are in an archive; `documents_a_second_just_read` of a first pass in
which the model reads 64 texts, with the clock stopped, before each 64 are searched: what the processor keeps at hand is
then the model's. The collector of garbage looks as seldom as in a process of `onrecord code`.
"""

from __future__ import annotations

import argparse
import gc
import json
import pickle
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent / "scorers"))
from score_geo import score  # type: ignore[import-not-found]

from onrecord.collector import collect_seldom
from onrecord.language.reading import Reading
from onrecord.places.candidates import candidates
from onrecord.places.find import KNOWN
from onrecord.places.folding import fold
from onrecord.places.gazetteer import embedded
from onrecord.places.name_groups import PlaceName
from onrecord.places.resolving import resolve
from onrecord.record import Place

SETS = ("lgl", "geovirus")
PASSES = 7  # how often each is timed; the middle counts
BATCH = 64  # documents that are read, then searched with the clock on, in the pass that reads


def gold(data: Path, name: str) -> dict[str, dict[str, Any]]:
    """The gold documents of a set by id."""
    with (data / "geo" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return {d["id"]: d for d in map(json.loads, lines)}


def forget() -> None:
    """Open the gazetteer anew: what was asked of it before this is not remembered."""
    embedded.cache_clear()
    fold.cache_clear()


def resolution(docs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The scorer's figures with gold spans given, documents a second, and how often the country is right."""
    texts = [(k, d["text"], [PlaceName(t["start"], t["end"]) for t in d["toponyms"]]) for k, d in docs.items()]
    passes: list[tuple[float, float]] = []
    for _ in range(PASSES):
        forget()
        resolve(*texts[0][1:])  # the tables are read before the clock starts, as a model is loaded
        start = time.process_time()
        resolved = {k: resolve(text, names) for k, text, names in texts}
        between = time.process_time()
        for _, text, names in texts:
            resolve(text, names)
        passes.append((between - start, time.process_time() - between))
    first, second = (sorted(seconds)[PASSES // 2] for seconds in zip(*passes, strict=True))
    predicted, same, asked = {}, 0, 0
    for key, _, names in texts:
        places = []
        for name, found in zip(names, resolved[key], strict=True):
            e = found.entry
            places.append(
                {
                    "start": name.start,
                    "end": name.end,
                    "lat": e and e.lat,
                    "lon": e and e.lon,
                    "geonames": e and e.geonames,
                }
            )
        predicted[key] = {"id": key, "places": places}
        for top, found in zip(docs[key]["toponyms"], resolved[key], strict=True):
            if top.get("country") and found.entry:
                want = embedded().country(top["country"])
                asked += want is not None
                same += want is not None and want.country == found.entry.country
    out: dict[str, Any] = score(docs, predicted)
    figures: dict[str, Any] = dict(out["resolution"])
    figures["by_kind"] = out.get("by_kind")
    figures["documents_a_second"] = round(len(texts) / first)
    figures["documents_a_second_known"] = round(len(texts) / second)
    figures["country_right"] = round(same / asked, 4) if asked else None
    return figures


def names_of_any_use(reading: Reading) -> list[dict[str, Any]]:
    """Place names whatever they stand for, and peoples: what LGL and GeoVirus mark, literal or not."""
    gazetteer = embedded()
    found = [{"start": f.start, "end": f.end} for f in candidates(reading, gazetteer) if f.score >= KNOWN]
    taken = {p for f in found for p in range(f["start"], f["end"])}
    for sentence in reading.sentences:
        for token in sentence:
            if token.text[:1].isupper() and token.start not in taken and gazetteer.demonym(token.text):
                found.append({"start": token.start, "end": token.end})
    return found


def classed(toponym: dict[str, Any]) -> dict[str, Any]:
    """The gold toponym, classed associative where it is a people or a language by its word alone."""
    gazetteer, word = embedded(), toponym["text"]
    people = gazetteer.demonym(word) is not None and not gazetteer.knows(word)
    return {**toponym, "class": "associative"} if people else toponym


def out_of_fold(data: Path) -> dict[str, dict[str, float]]:
    """Resolution by weights that have not seen the document; empty where training's packages are not installed."""
    try:
        from training import train_place_ranker
    except ImportError:
        return {}
    sets = {name: train_place_ranker.read_cases(data / "geo" / f"{name}.jsonl") for name in SETS}
    return train_place_ranker.out_of_fold(data, sets)


def _find(docs: dict[str, dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any], float, float]:
    """The places found, the names of any use, and seconds of CPU: with the model's work just before, 64 texts at a
    time, and the middle of passes over all readings at hand."""
    from onrecord.language import LanguageModel
    from onrecord.places import find_places

    model = LanguageModel.load()
    probe = model.read("Gunmen fled 30 km north of Mosul in Iraq.", [(0, 41)])

    def timed(readings: list[Reading], found: list[list[Place]] | None = None) -> float:
        """Seconds of CPU; what is found goes into `found`, or is let go, as an archive's reports are."""
        # The readings that wait for the clock's sake are nothing the collector would else walk through.
        gc.collect()
        gc.freeze()
        start = time.process_time()
        for reading in readings:
            places = find_places(reading, []).places
            if found is not None:
                found.append(places)
        spent = time.process_time() - start
        gc.unfreeze()
        return spent

    predicted, every, blobs, just_read = {}, {}, {}, 0.0
    items = list(docs.items())
    forget()
    find_places(probe, [])  # reads the tables
    for at in range(0, len(items), BATCH):
        readings = {key: model.read(d["text"], [(0, len(d["text"]))]) for key, d in items[at : at + BATCH]}
        for key, reading in readings.items():
            reading.later.clear()  # heads that places do not ask
            blobs[key] = pickle.dumps(reading)
        found: list[list[Place]] = []
        just_read += timed(list(readings.values()), found)
        for key, places in zip(readings, found, strict=True):
            points = [
                {"start": p.start, "end": p.end, "lat": p.lat, "lon": p.lon, "geonames": p.geonames} for p in places
            ]
            predicted[key] = {"id": key, "places": points}
            every[key] = {"id": key, "places": names_of_any_use(readings[key])}
    passes = []
    for _ in range(PASSES):
        forget()
        find_places(probe, [])
        # Made anew, for a reading remembers its trees once it was asked for them.
        passes.append(timed([pickle.loads(blob) for blob in blobs.values()]))
    return predicted, every, just_read, sorted(passes)[PASSES // 2]


def finding(docs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The scorer's figures from the raw text: finding, and end to end; documents a second given the reading."""
    predicted, every, just_read, seconds = _find(docs)
    out: dict[str, Any] = score(docs, predicted)
    literal = {key: {**doc, "toponyms": [classed(t) for t in doc["toponyms"]]} for key, doc in docs.items()}
    return {
        "overlap_literal": score(literal, predicted, "literal")["recognition"]["overlap"],
        "overlap_any_use": score(docs, every)["recognition"]["overlap"],
        "overlap": out["recognition"]["overlap"],
        "exact": out["recognition"]["exact"],
        "end_to_end_acc161": out["resolution"]["acc161_of_all_gold"],
        "documents_a_second": round(len(docs) / seconds),
        "documents_a_second_just_read": round(len(docs) / just_read),
    }


def run(data: Path, with_finding: bool = True) -> dict[str, Any]:
    """Figures by set: `resolution` and `finding`."""
    out: dict[str, Any] = {}
    collect_seldom()  # as every process that codes does
    honest = out_of_fold(data)
    for name in SETS:
        docs = gold(data, name)
        out[name] = {"resolution": resolution(docs), "out_of_fold": honest.get(name, {})}
        if with_finding:
            out[name]["finding"] = finding(docs)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--no-finding", action="store_true")
    args = parser.parse_args()
    print(json.dumps(run(args.data, not args.no_finding), indent=1))


if __name__ == "__main__":
    main()
