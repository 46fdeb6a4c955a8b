"""How fast the desk is over a large store: a generated one, each page asked a few times, one user.

python -m bench.desk [--articles 20000] [--store FILE]      makes the store if FILE is absent
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord.record import Actor, Coder, Event, EventDate, Mention, Place, Report, Source, Statement

TYPES = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
STATUSES = ("happened", "happened", "happened", "planned", "denied", "threatened")
SYLLABLES = ("ba", "ro", "min", "tel", "ka", "dus", "ven", "or", "lia", "sen", "mar", "tho", "quin", "ster")

WORDS = """the minister said troops crossed border talks police crowd market river convoy ceasefire aid sanctions
parliament court army rebels village road bridge attack statement agreement"""

PAGES = {
    "overview": "/",
    "search events": "/search",
    "search words": "/search?kind=events&words=minister",
    "search statements": "/search?kind=statements&quote=direct",
    "search articles": "/search?kind=articles&words=border",
    "search narrowed": "/search?type=ASSAULT&status=happened&country=AAC",
    "actor": "/actor?name={actor}",
    "dyad": "/dyad?actor={actor}&other={other}",
    "article": "/article?id=g7",
    "map": "/map",
    "map close": "/map?zoom=3&lat=20&lon=30",
    "api events": "/search.json?type=ASSAULT&limit=100",
    "api map": "/map.json?type=ASSAULT",
}


def names(n: int) -> list[str]:
    """Invented names of actors, the same each time."""
    made = random.Random(1)
    return [" ".join("".join(made.choices(SYLLABLES, k=3)).title() for _ in range(2)) + f" {i}" for i in range(n)]


def reports(articles: int, events: int = 10, statements: int = 5) -> Iterator[Report]:
    """Reports of made-up words with Zipf-like actors over three years."""
    made = random.Random(2)
    known = names(3000)
    weights = [1 / (n + 1) for n in range(len(known))]
    words = WORDS.split()
    for n in range(articles):
        text = " ".join(made.choices(words, k=220)) + "."
        day = (date(2021, 1, 1) + timedelta(days=made.randrange(1100))).isoformat()
        chosen = list(dict.fromkeys(made.choices(range(len(known)), weights, k=8)))
        actors = [
            Actor(f"a{i}", known[k], "organization", f"AA{'ABCDEFGH'[k % 8]}", ["GOV"], None, "GOV", [f"m{i}"])
            for i, k in enumerate(chosen)
        ]
        mentions = [Mention(f"m{i}", i * 9, i * 9 + 3, text[i * 9 : i * 9 + 3], "name", "organization", f"a{i}")
                    for i in range(len(actors))]  # fmt: skip
        places = []
        for i in range(4):
            spot = made.randrange(4000)
            places.append(Place(f"p{i}", 90 + i, 93 + i, text[90 + i : 93 + i], f"Place {spot}", -50 + spot % 120,
                                -170 + spot // 120 * 10, "AAA", "city"))  # fmt: skip
        said = [
            Statement(f"s{i}", made.choice(actors).id, [(0, 3)], [(4, 8)], [(10 + 40 * i, 48 + 40 * i)],
                      made.choice(("direct", "indirect", "mixed")), "say", date=day, confidence=0.8)
            for i in range(statements)
        ]  # fmt: skip
        done = [
            Event(f"e{i}", made.choice(TYPES), None, [], "010", [made.choice(actors).id], [made.choice(actors).id],
                  [(20 + i, 26 + i)], 0, EventDate(day, day, day), f"p{i % 4}", [], made.choice(STATUSES),
                  f"s{i % statements}" if i % 3 else None, 0.7)
            for i in range(events)
        ]  # fmt: skip
        yield Report(
            f"g{n}", Source(f"g{n}.txt", f"Outlet {n % 40}", " ".join(text.split()[:7]), None, day, language="en"),
            text, Coder("0"), sentences=[(0, len(text))], mentions=mentions, actors=actors, places=places,
            statements=said, events=done,
        )  # fmt: skip


def fill(path: Path, articles: int) -> None:
    from onrecord.store import Store

    with Store(path) as store:
        for report in reports(articles):
            store.put(report)


def run(
    data: Path | None = None, articles: int = 20_000, store: Path | None = None, times: int = 5
) -> dict[str, float]:
    """Median seconds of each page (`data` is not used)."""
    from starlette.testclient import TestClient

    from onrecord.serve import make_app
    from onrecord.serve.options import Limits, Options

    with tempfile.TemporaryDirectory() as folder:
        path = store or Path(folder) / "large.db"
        if not path.exists():
            fill(path, articles)
        client = TestClient(make_app(path, 8642, Options(limits=Limits(seconds=120))), base_url="http://127.0.0.1:8642")
        first, second = names(2)
        found = {}
        for name, address in PAGES.items():
            taken = []
            for _ in range(times):
                start = time.perf_counter()
                answer = client.get(address.format(actor=first, other=second))
                taken.append(time.perf_counter() - start)
                assert answer.status_code == 200, (name, answer.text)
            found[name] = round(statistics.median(taken), 3)
        return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    print(json.dumps(run(articles=args.articles, store=args.store, times=args.times), indent=1))
