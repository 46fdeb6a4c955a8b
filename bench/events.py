"""Events: types, parties, contexts, relevance on the event sets of the data folder, from raw text through all stages.

    python -m bench.events [--data ../shared/data]

All sets but MUC-4 are out of fold: the head, the gate and the contexts are trained without the fold's sentences (five
folds, of plv by `sentence_id`, else by the letters of a text; needs scikit-learn, else the shipped models are used and
the figure's name says `plv_in_sample`). Only plover_gsr and petrarch_gsr are coded with the shipped head, which saw
plover_gsr_train.
plover_gsr was coded before PLOVER's draft 2.0: its older context names (`OLDER`) are read as today's, and its one code
for international bodies, IGO, stands for our UNO, EUR and NGO; petrarch_gsr's CAMEO codes write `---` for no country.
MUC-4 (lower-cased reports): an incident is found where an event of its type (ASSAULT; PROTEST for work stoppages) has a
perpetrator, target or victim of the template among its parties; an event is right where it so matches some template.
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from bench.command import main
from bench.event_cases import figures as case_figures
from bench.scorers.score_events import dyads, gold_spans, read, score
from onrecord.events import find_events, gate
from onrecord.events.contexts import Contexts
from onrecord.events.features import dyad_features
from onrecord.events.gate import Gate
from onrecord.events.head import Head, unpack
from onrecord.events.lexicon import load
from onrecord.language import LanguageModel
from onrecord.pipeline import Coder

Row = dict[str, Any]
SHIPPED_HEAD = ("plover_gsr", "cameo_annot", "petrarch_gsr", "cameo_class", "aw_wikievents")
UNSEEN_HEAD = ("cameo_annot", "cameo_class")
"""Of these, the sets that are coded with heads out of fold; the gate and the contexts are out of fold for all."""
FOLDS = 5
PASSES = 3
"""Passes by which the cost is measured: single ones swing by a tenth on a shared machine."""
OLDER = {
    "resource": "natural_resource",
    "refugee": "migration",
    "refugees": "migration",
    "political": "political_institutions",
    "politics": "political_institutions",
    "government": "executive",
    "religion": "religion_ethnicity",
    "discrimination": "inequality",
    "rights": "rights_freedoms",
}
"""Context names of older drafts of PLOVER, by what draft 2.0 calls them."""
BODIES = ("UNO", "EUR", "NGO")


@dataclass(frozen=True, slots=True)
class Models:
    """Learned parts of the events room that saw nothing of a fold; None for the shipped ones."""

    head: Head | None = None
    gate: Gate | None = None
    contexts: Contexts | None = None


@contextmanager
def using(models: Models, with_head: bool = True) -> Iterator[None]:
    """Events are found with these models."""
    with ExitStack() as stack:
        for name, part in (("head", models.head if with_head else None), ("gate", models.gate),
                           ("contexts", models.contexts)):  # fmt: skip
            if part is not None:
                stack.enter_context(mock.patch(f"onrecord.events.{name}.load", return_value=part))
        yield


def report(coder: Coder, row: Row) -> Row:
    """The report of one row, under the row's own id."""
    published = row.get("date")
    plain = coder.code_text(row["text"], published=published if len(str(published)) == 10 else None).to_dict()
    plain["id"] = row["id"]
    return plain


def as_plover_gsr(rows: list[Row], reports: list[Row]) -> tuple[list[Row], list[Row]]:
    """Gold with today's context names, and reports with its one code for international bodies."""
    gold = [r | {"context": [OLDER.get(c, c) for c in r.get("context") or []]} for r in rows]
    for report_ in reports:
        for a in report_["actors"]:
            if any(str(a.get(k) or "").startswith(BODIES) for k in ("code", "country")):
                a["code"] = "IGO"
    return gold, reports


def as_cameo(reports: list[Row]) -> list[Row]:
    """Reports with CAMEO's actor codes: IGO for bodies of no state, `---` for a country that the text doesn't give."""
    for report_ in reports:
        for a in report_["actors"]:
            code = str(a.get("code") or "")
            if code.startswith(BODIES):
                a["code"] = "IGO"
            elif code and not a.get("country") and not code.startswith(("IGO", "IMG", "ISM", "MNC")):
                a["code"] = f"---{code}"
    return reports


def fold_models(data: Path) -> tuple[list[Models], bool, Callable[[str], int]]:
    """Models for each fold, whether they are out of fold, and the fold of a text."""
    try:
        from training import train_event_contexts, train_event_gate, train_events
    except ImportError:
        return [Models()] * FOLDS, False, lambda _: 0
    known = train_event_gate.plv_folds(data)
    items = train_events.dyad_items(data, train_events.Texts())
    judged = train_events.Judged.read(data)
    proposed = train_event_gate.items_of(train_event_gate.all_texts(data))
    shipped = gate.load()
    about = train_event_contexts.fold_models(data)
    models = []
    with tempfile.TemporaryDirectory() as folder:
        for k in range(FOLDS):
            path = Path(folder) / f"{k}.npz"
            train_events.save(items, judged, 0.65, k, path)
            judge = train_event_gate.without(proposed, k)
            opinion = shipped.opinion if shipped is not None else judge.opinion
            models.append(Models(unpack(path.read_bytes()), Gate(judge.model, opinion), about[k]))
    return models, True, lambda text: known.get(text, train_event_gate.fold_of(text))


def given(rows: list[Row], models: list[Models]) -> dict[str, float]:
    """Figures with the parties given."""
    reader, predictions = LanguageModel.load(), {}
    for row in rows:
        actor, recipient = gold_spans(row, "actor"), gold_spans(row, "recipient")
        trained = models[int(row["sentence_id"]) % FOLDS].head
        if not actor or not recipient or trained is None:
            continue
        reading = reader.read(row["text"], [(0, len(row["text"]))])
        f = dyad_features(reading, [(a, b) for a, b in actor], [(a, b) for a, b in recipient], load())
        scores = trained.type.probabilities(f)
        predictions[row["id"]] = {"id": row["id"], "type": max(scores, key=lambda t: (scores[t], t))}
    return dyads([r for r in rows if r["id"] in predictions], predictions) if predictions else {}


def words(text: str) -> set[str]:
    """Words of more than three letters."""
    return {w for w in re.findall(r"[a-z]+", text.lower()) if len(w) > 3}


def muc4(coder: Coder, rows: list[Row]) -> dict[str, float]:
    """Incidents found, and events that match an incident."""
    found = incidents = right = events = 0
    for row in rows:
        plain = report(coder, row)
        names: dict[str, set[str]] = {}
        for m in plain["mentions"]:
            names.setdefault(m["actor"], set()).update(words(m["text"]))
        real = [e for e in plain["events"] if e["status"] in ("happened", "ongoing")]
        acts = [e for e in real if e["type"] in ("ASSAULT", "PROTEST")]
        parties = [set().union(*(names.get(a, set()) for a in e["actors"] + e["recipients"])) for e in acts]
        wanted = []
        for t in row["templates"]:
            kind = "PROTEST" if "stoppage" in t["incident_type"] else "ASSAULT"
            slots = ("perpetrator", "perpetrator_org", "target", "victim")
            said = [m[0] for s in slots for entity in t.get(s) or [] for m in entity]
            wanted.append((kind, set().union(*(words(x) for x in said))))
        incidents += len(wanted)
        events += len(acts)
        found += sum(any(e["type"] == kind and p & w for e, p in zip(acts, parties, strict=True)) for kind, w in wanted)
        right += sum(any(e["type"] == kind and p & w for kind, w in wanted) for e, p in zip(acts, parties, strict=True))
    recall, precision = found / max(incidents, 1), right / max(events, 1)
    return {"recall": recall, "precision": precision, "f1": 2 * recall * precision / max(recall + precision, 1e-9)}


def cost(rows: list[Row]) -> float:
    """CPU time that finding events takes, as a share of the language model's own on the same articles: the median of
    `PASSES` passes over them, in each of which reading and events take turns article by article.
    """
    coder, spent = Coder(), {"reading": 0.0, "events": 0.0}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            result = function(*args, **kwargs)
            spent[name] += time.process_time() - start
            return result

        return call

    shares = []
    read = LanguageModel.read

    def whole(*args: Any) -> Any:
        reading = read(*args)
        reading.head("roles")  # the language model's part, though it is read only when asked for
        return reading

    with (
        mock.patch("onrecord.pipeline.find_events", timed("events", find_events)),
        mock.patch.object(LanguageModel, "read", timed("reading", whole)),
    ):
        for _ in range(PASSES):
            spent |= {"reading": 0.0, "events": 0.0}
            for row in rows:
                report(coder, row)
            shares.append(spent["events"] / spent["reading"])
    return statistics.median(shares)


def run(data: Path) -> dict[str, float]:
    """All figures, named `set.figure`."""
    figures: dict[str, float] = {}
    coder, folder = Coder(), data / "events"
    models, honest, fold = fold_models(data)
    plv = read(str(folder / "plv_train.jsonl"))
    name = "plv" if honest else "plv_in_sample"
    figures |= {f"{name}.given.{k}": v for k, v in given(plv, models).items()}
    reports = {}
    for row in plv:
        with using(models[int(row["sentence_id"]) % FOLDS]):
            reports[row["id"]] = report(coder, row)
    figures |= {f"{name}.raw.{k}": v for k, v in score(plv, list(reports.values())).items()}
    for part in SHIPPED_HEAD:
        rows = read(str(folder / f"{part}_train.jsonl"))
        coded = []
        for row in rows:
            with using(models[fold(row["text"])], part in UNSEEN_HEAD):
                coded.append(report(coder, row))
        if part == "plover_gsr":
            rows, coded = as_plover_gsr(rows, coded)
        if part == "petrarch_gsr":
            coded = as_cameo(coded)
        figures |= {f"{part}.{k}": v for k, v in score(rows, coded).items()}
    figures |= {f"muc4.{k}": v for k, v in muc4(coder, read(str(folder / "muc4_dev.jsonl"))).items()}
    figures["cost.share_of_reading"] = cost(read(str(data / "statements" / "polnear-dev.jsonl"))[:60])
    return figures | case_figures(coder)


if __name__ == "__main__":
    main(run)
