"""Hand-computed checks of score_statements.py and score_coref.py.  Run: python3 -m unittest test_statements_coref"""

from __future__ import annotations

import copy
import itertools
import random
import unittest

import pytest
import score_coref as sc
import score_statements as ss

TEXT = "Ann Lee said taxes fell. Bob denied it."
GOLD = {
    "id": "d",
    "text": TEXT,
    "statements": [
        {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 23]]},
        {"source": [[25, 28]], "cue": [[29, 35]], "content": [[36, 38]]},
    ],
}


class Statements(unittest.TestCase):
    def test_gold_is_perfect_and_empty_is_zero(self) -> None:
        names = [k for k, v in ss.score([GOLD], [GOLD]).items() if isinstance(v, dict) and "f1" in v]
        assert len(names) == 9
        for pred, want in ((GOLD, 1.0), ({"id": "d", "statements": []}, 0.0)):
            got = ss.score([GOLD], [pred])
            for k in names:
                assert [want] * 3 == [got[k]["p"], got[k]["r"], got[k]["f1"]], k
        assert ss.score([GOLD], [])["ar soft"]["r"] == 0.0

    def test_corrupted(self) -> None:
        pred = {
            "id": "d",
            "statements": [
                {"source": [[4, 7]], "cue": [[8, 12]], "content": [[8, 23]]},  # short source, long content
                {"source": [], "cue": [[29, 35]], "content": [[36, 38]]},
            ],
        }  # source lost
        r = ss.score([GOLD], [pred])
        assert tuple(r["content tokens"][k] for k in ("hit", "pred", "gold")) == (3, 4, 3)
        assert tuple(r["source tokens"][k] for k in ("hit", "pred", "gold")) == (1, 1, 3)
        assert r["cue tokens"]["f1"] == 1.0
        assert tuple(r["content spans"][k] for k in ("hit", "pred", "gold")) == (1, 2, 2)
        assert r["ar strict"]["hit"] == 0
        assert (r["ar soft"]["p"], r["ar soft"]["r"]) == (0.5, 0.5)
        assert (r["content soft"]["f1"], r["source accuracy"]) == (1.0, 0.5)

    def test_jaccard_limit_and_one_to_one(self) -> None:
        text = "He said a b c d e f"
        g = {"id": "x", "text": text, "statements": [{"source": [[0, 2]], "cue": [], "content": [[8, 19]]}]}
        half = {"source": [[0, 2]], "cue": [], "content": [[8, 13]]}  # 3 of 6 words: 0.5
        less = {"source": [[0, 2]], "cue": [], "content": [[8, 11]]}  # 2 of 6
        assert ss.score([g], [{"id": "x", "statements": [half]}])["ar soft"]["hit"] == 1
        assert ss.score([g], [{"id": "x", "statements": [less]}])["ar soft"]["hit"] == 0
        twice = ss.score([g], [{"id": "x", "statements": [half, half]}])["ar soft"]
        assert (twice["hit"], twice["pred"]) == (1, 2)

    def test_punctuation_does_not_decide_ar(self) -> None:
        text = "“Taxes fell,” he said."
        g = {"id": "x", "text": text, "statements": [{"source": [[14, 16]], "cue": [[17, 21]], "content": [[0, 13]]}]}
        p = copy.deepcopy(g)
        p["statements"][0]["content"] = [[1, 11]]
        r = ss.score([g], [p])
        assert r["ar strict"]["f1"] == 1.0
        assert tuple(r["content tokens"][k] for k in ("hit", "pred", "gold")) == (2, 2, 5)
        assert r["ar soft recall by kind"] == {"direct": {"recall": 1.0, "gold": 1}}

    def test_no_source_and_discard(self) -> None:
        g = copy.deepcopy(GOLD)
        g["statements"][1]["source"] = []
        r = ss.score([g], [g])
        assert r["ar soft recall by kind"]["no source"] == {"recall": 1.0, "gold": 1}
        assert ss.score([g], [GOLD])["ar soft"]["hit"] == 1  # an invented source is wrong
        g["discard"] = [[25, 39]]
        assert tuple(ss.score([g], [GOLD])["ar soft"][k] for k in ("hit", "pred", "gold")) == (1, 1, 1)

    def test_errors(self) -> None:
        with pytest.raises(ValueError):
            ss.score([GOLD], [{"id": "other", "statements": []}])
        with pytest.raises(ValueError):
            ss.score([GOLD], [{"id": "d", "statements": [{"content": [[5, 99]]}]}])


def c(*groups: str) -> sc.Clusters:
    return [frozenset(g) for g in groups]


class Coref(unittest.TestCase):
    def check(self, key: sc.Clusters, res: sc.Clusters, want: dict[str, tuple[float, float]]) -> None:
        got = sc.score([(key, res)])
        for name, (p, r) in want.items():
            self.assertAlmostEqual(p, got[name]["p"], 6, name)
            self.assertAlmostEqual(r, got[name]["r"], 6, name)

    def test_pradhan_2014_worked_example(self) -> None:
        # key {a,b,c} {d,e,f,g}; response {a,b} {c,d} {f,g,h,i}; figures printed in Pradhan et al. 2014
        self.check(
            c("abc", "defg"),
            c("ab", "cd", "fghi"),
            {
                "muc": (2 / 5, 2 / 5),
                "b3": (4 / 8, (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7),
                "ceafm": (4 / 8, 4 / 7),
                "ceafe": (1.3 / 3, 1.3 / 2),
                "mentions": (6 / 8, 6 / 7),
                "lea": (8 / 24, (3 * 1 / 3 + 4 * 1 / 6) / 7),
            },
        )

    def test_all_in_one_cluster(self) -> None:
        # key {a,b} {c,d}; response {a,b,c,d}
        self.check(
            c("ab", "cd"),
            c("abcd"),
            {"muc": (2 / 3, 1.0), "b3": ((4 + 4) / 4 / 4, 1.0), "ceafe": (4 / 6, 4 / 6 / 2), "ceafm": (0.5, 0.5)},
        )

    def test_split(self) -> None:
        # key {a,b,c,d}; response {a,b} {c,d}: MUC recall (4-2)/3
        self.check(
            c("abcd"),
            c("ab", "cd"),
            {"muc": (1.0, 2 / 3), "b3": (1.0, 0.5), "ceafe": (4 / 6 / 2, 4 / 6), "mentions": (1.0, 1.0)},
        )

    def test_same_and_nothing(self) -> None:
        got = sc.score([(c("abc", "de"), c("abc", "de"))])
        assert got["conll"] == 1.0
        assert sc.score([(c("abc"), [])])["conll"] == 0.0

    def test_hungarian_against_all_permutations(self) -> None:
        rng = random.Random(7)
        for _ in range(200):
            n, m = rng.randint(1, 5), rng.randint(1, 5)
            w = [[rng.random() for _ in range(m)] for _ in range(n)]
            t = w if n <= m else [list(x) for x in zip(*w, strict=False)]
            best = max(sum(t[i][p[i]] for i in range(len(t))) for p in itertools.permutations(range(len(t[0])), len(t)))
            self.assertAlmostEqual(best, sc.hungarian(w))
            self.assertAlmostEqual(best, sc.assign(w))

    def test_layouts(self) -> None:
        gold = [
            {
                "id": "d",
                "mentions": [
                    {"span": [0, 1], "cluster": "1", "type": "person", "chain": "A", "kind": "event"},
                    {"span": [2, 3], "cluster": "1", "type": "person", "chain": "A", "kind": "event"},
                    {"span": [4, 5], "cluster": "2", "type": "place", "chain": "B", "kind": "entity"},
                ],
            }
        ]
        pred = [{"id": "d", "clusters": [[[0, 1], [2, 3]], [[4, 5]]]}]
        ((k, r),) = sc.load(gold, pred, "gum")
        assert ([len(x) for x in k], [len(x) for x in r]) == ([2], [2])
        ((k, r),) = sc.load(gold, pred, "gum", types="place", keep_singletons=True)
        assert ([len(x) for x in k], [len(x) for x in r]) == ([1], [2, 1])
        cross = [{"id": "d", "mentions": [{"span": [0, 1], "chain": "x"}, {"span": [2, 3], "chain": "x"}]}]
        ((k, r),) = sc.load(gold, cross, "ecb", kind="event", cross_doc=True, keep_singletons=True)
        assert k == r

    def test_mention_twice_is_an_error(self) -> None:
        with pytest.raises(ValueError):
            sc.score([(c("ab", "bc"), c("ab"))])


if __name__ == "__main__":
    unittest.main()
