"""Checks of score_geo, score_time and score_entities on perfect, empty and damaged predictions.

Run: python3 -m unittest test_geo_time_entities
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

import pytest
import score_entities
import score_geo
import score_time
import spanmatch

GEO: dict[str, spanmatch.Record] = {
    "a": {
        "id": "a",
        "toponyms": [
            {"start": 0, "end": 5, "lat": 34.5, "lon": 69.2, "class": "literal"},
            {"start": 10, "end": 16, "lat": 55.75, "lon": 37.6, "class": "associative"},
            {"start": 20, "end": 26, "lat": None, "lon": None, "class": "literal"},
        ],
    },
    "b": {"id": "b", "toponyms": [{"start": 3, "end": 9, "lat": 51.5, "lon": -0.1, "class": "literal"}]},
}
TIME: dict[str, spanmatch.Record] = {
    "a": {
        "id": "a",
        "timexes": [
            {"start": 0, "end": 7, "type": "DATE", "value": "2018-02-20"},
            {"start": 10, "end": 19, "type": "DURATION", "value": "P3D"},
            {"start": 30, "end": 40, "type": "DATE", "value": None},
        ],
    }
}
ENT: dict[str, spanmatch.Record] = {
    "a": {
        "id": "a",
        "entities": [
            {"start": 0, "end": 5, "type": "Person"},
            {"start": 8, "end": 20, "type": "Organisation"},
            {"start": 12, "end": 20, "type": "Location"},
        ],
        "low_confidence": {"entities": [{"start": 30, "end": 35, "type": "Person"}]},
    }
}


def geo_pred(**change: object) -> dict[str, spanmatch.Record]:
    """The geo gold turned into predictions, with the fields of ``change`` put over the first place."""
    out: dict[str, spanmatch.Record] = {
        k: {"id": k, "places": [dict(t) for t in d["toponyms"]]} for k, d in GEO.items()
    }
    out["a"]["places"][0].update(change)
    return out


class Geo(unittest.TestCase):
    def test_perfect(self) -> None:
        r = score_geo.score(GEO, geo_pred())
        assert r["recognition"]["exact"]["f1"] == 1.0
        assert (r["resolution"]["matched"], r["resolution"]["acc161"], r["resolution"]["auc"]) == (3, 1.0, 0.0)

    def test_empty(self) -> None:
        r = score_geo.score(GEO, {})
        assert (r["recognition"]["exact"]["f1"], r["recognition"]["overlap"]["fn"]) == (0.0, 4)
        assert (r["resolution"]["matched"], r["documents_without_prediction"]) == (0, 2)

    def test_far_near_and_unlocated(self) -> None:
        self.assertAlmostEqual(score_geo.score(GEO, geo_pred(lat=35.5))["resolution"]["acc161"], 1.0)
        self.assertAlmostEqual(score_geo.score(GEO, geo_pred(lat=-34.5))["resolution"]["acc161"], 0.6667)
        r = score_geo.score(GEO, geo_pred(lat=None))["resolution"]
        assert (r["acc161"], r["located"], r["mean_km"]) == (0.6667, 0.6667, 0.0)
        self.assertAlmostEqual(r["auc"], 0.25, places=3)

    def test_shifted_span(self) -> None:
        r = score_geo.score(GEO, geo_pred(start=1))["recognition"]
        assert (r["exact"]["tp"], r["overlap"]["tp"]) == (3, 4)

    def test_literal_only(self) -> None:
        r = score_geo.score(GEO, geo_pred(), "literal")
        assert r["recognition"]["exact"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 3, "fp": 0, "fn": 0}
        assert r["associative_called_place"] == {"gold": 1, "share": 1.0}
        assert r["resolution"]["matched"] == 2

    def test_same_id_is_right_wherever_the_point(self) -> None:
        usa = {"start": 0, "end": 2, "lat": 39.76, "lon": -98.5, "geonames_id": 6252001, "fclass": "A", "fcode": "PCLI"}
        town = {"start": 5, "end": 9, "lat": 50.0, "lon": 8.0, "geonames_id": 7, "fclass": "P", "fcode": "PPL"}
        places = [
            {"start": 0, "end": 2, "lat": 38.0, "lon": -97.0, "geonames": 6252001},
            {"start": 5, "end": 9, "lat": 60.0, "lon": 8.0, "geonames": 8},
        ]
        r = score_geo.score({"a": {"id": "a", "toponyms": [usa, town]}}, {"a": {"id": "a", "places": places}})
        assert (r["resolution"]["acc161"], r["resolution"]["acc161_or_id"]) == (0.0, 0.5)
        assert r["by_kind"]["country"] == {"gold": 1, "found": 1.0, "acc161_or_id": 1.0}
        assert score_geo.score(GEO, geo_pred())["resolution"]["acc161_or_id"] is None

    def test_distance_and_auc(self) -> None:
        self.assertAlmostEqual(score_geo.distance_km(51.5074, -0.1278, 48.8566, 2.3522), 343.6, delta=1)
        assert score_geo.log_error_auc([score_geo.MAX_ERROR_KM] * 5) == 1.0
        assert score_geo.log_error_auc([]) == 0.0


class Time(unittest.TestCase):
    def pred(self, **change: object) -> dict[str, spanmatch.Record]:
        out: dict[str, spanmatch.Record] = {
            k: {"id": k, "times": [dict(t) for t in d["timexes"]]} for k, d in TIME.items()
        }
        out["a"]["times"][0].update(change)
        return out

    def test_perfect(self) -> None:
        r = score_time.score(TIME, self.pred())
        assert [r[k]["f1"] for k in ("strict", "relaxed", "type", "value", "strict_value")] == [1.0] * 5
        assert r["value"]["tp"] == 2

    def test_empty(self) -> None:
        r = score_time.score(TIME, {"a": {"id": "a", "times": []}})
        assert (r["relaxed"]["fn"], r["value"]["fn"], r["value"]["f1"]) == (3, 2, 0.0)

    def test_damaged(self) -> None:
        r = score_time.score(TIME, self.pred(end=5, type="TIME", value="2018-02-21"))
        assert (r["strict"]["tp"], r["relaxed"]["tp"], r["type"]["tp"], r["value"]["tp"]) == (2, 3, 2, 1)
        assert r["by_type"]["DATE"] == {"gold": 1, "found": 1.0, "value_right": 0.0}

    def test_values_compare(self) -> None:
        assert score_time.normal_value("2018-02-20t09:00:00Z") == "2018-02-20T09:00Z"
        assert score_time.normal_value(" ") is None


class Entities(unittest.TestCase):
    def test_perfect_empty_and_damaged(self) -> None:
        pred: dict[str, spanmatch.Record] = {"a": {"id": "a", "entities": [dict(e) for e in ENT["a"]["entities"]]}}
        assert score_entities.score(ENT, pred)["exact"]["f1"] == 1.0
        assert score_entities.score(ENT, {})["partial"]["fn"] == 3
        pred["a"]["entities"][1].update(start=12)
        pred["a"]["entities"][2].update(type="Person")
        r = score_entities.score(ENT, pred)
        assert (r["exact"]["tp"], r["partial"]["tp"], r["untyped"]["tp"]) == (1, 2, 3)
        assert r["by_type"]["person"]["exact"]["fp"] == 1

    def test_low_confidence(self) -> None:
        pred: dict[str, spanmatch.Record] = {"a": {"id": "a", "entities": [{"start": 30, "end": 35, "type": "PERSON"}]}}
        assert score_entities.score(ENT, pred)["exact"]["fp"] == 1
        assert score_entities.score(ENT, pred, neutral_low=True)["exact"]["fp"] == 0

    def test_report(self) -> None:
        report: dict[str, spanmatch.Record] = {
            "a": {
                "id": "a",
                "mentions": [
                    {"start": 0, "end": 5, "kind": "name", "type": "person"},
                    {"start": 8, "end": 20, "kind": "nominal", "type": "group"},
                    {"start": 21, "end": 23, "kind": "pronoun", "type": "person"},
                ],
                "places": [{"start": 12, "end": 20}],
            }
        }
        assert score_entities.score(ENT, report)["exact"]["f1"] == 1.0


class Input(unittest.TestCase):
    def test_bad_input_is_refused(self) -> None:
        with pytest.raises(ValueError):
            score_geo.score(GEO, {"zz": {"id": "zz", "places": []}})
        with pytest.raises(ValueError):
            score_geo.score(GEO, geo_pred(end=0))
        with pytest.raises(ValueError):
            score_geo.score(GEO, geo_pred(lat=99.0))
        with tempfile.TemporaryDirectory() as folder:
            gold, pred = Path(folder, "gold.jsonl"), Path(folder, "pred.jsonl")
            gold.write_text("".join(json.dumps(d) + "\n" for d in TIME.values()), encoding="utf-8")
            for text in ("{", '{"id": 1}\n', '{"id": "a"}\n{"id": "a"}\n', '{"id": "a", "times": [{"start": 1}]}\n'):
                pred.write_text(text, encoding="utf-8")
                with contextlib.redirect_stderr(io.StringIO()) as error:
                    assert score_time.main(["--gold", str(gold), "--pred", str(pred)]) == 2
                assert "score_time:" in error.getvalue()

    def test_matching_is_one_to_one(self) -> None:
        assert spanmatch.match_overlap([(0, 10)], [(0, 4), (5, 10)]) == [(0, 1)]
        assert spanmatch.match_overlap([(0, 4), (5, 10)], [(0, 10)]) == [(1, 0)]
        assert spanmatch.match_exact([(0, 4)], [(0, 4), (0, 4)]) == [(0, 0)]
        assert spanmatch.match_overlap([(0, 4)], [(4, 8)]) == []


if __name__ == "__main__":
    unittest.main()
