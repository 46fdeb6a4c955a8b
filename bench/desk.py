"""How fast the desk is over a large store: the first paint of each page, and many users while articles come in.

python -m bench.desk [--articles 20000] [--store FILE]      makes the store if FILE is absent

The store is generated: 20,000 articles hold 200,000 events and 100,000 statements. "First answer" is a page that nobody
asked for before, all of it; "first paint" the same as Chromium sees it (its performance entry
`first-contentful-paint`; of a page that takes longer than a moment it is the bar round it); "whole page" is when
Chromium has all of it and has run its scripts (`domContentLoadedEventEnd`).
The users ask over HTTP, each reading for two seconds (1 to 3) between two requests, two thirds of them for an address
that nobody asked for before, while another process puts articles into the store. Where the kernel lets us (Linux, root)
all of it goes before other work of the machine, which would be measured else.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from onrecord.record import Actor, Coder, Event, EventDate, Mention, Place, Report, Source, Statement

PORT = 8649
TYPES = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
STATUSES = ("happened", "happened", "happened", "planned", "denied", "threatened")
SYLLABLES = ("ba", "ro", "min", "tel", "ka", "dus", "ven", "or", "lia", "sen", "mar", "tho", "quin", "ster")

WORDS = """the minister said troops crossed border talks police crowd market river convoy ceasefire aid sanctions
parliament court army rebels village road bridge attack statement agreement"""

# Parts of addresses that users put together.
ASKED = (
    "/search.json?type={type}&limit=50",
    "/search.json?actor={actor}",
    "/search.json?words={word}&kind=statements",
    "/search.json?country=AA{letter}&status=happened",
    "/article.json?id=g{n}",
    "/article.json?id=g{n}",
    "/article.json?id=g{n}",
    "/event.json?article=g{n}&id=e3",
    "/actor.json?name={actor}",
    "/timeline.json?type={type}",
    "/map.json?type={type}",
    "/explain.json?article=g{n}&id=e1",
)
COMMON = ("/overview.json", "/search.json", "/search.json?kind=articles", "/map.json", "/timeline.json")
PAGES = {
    "overview": "/",
    "search events": "/search",
    "search words": "/search?kind=events&words=minister",
    "search statements": "/search?kind=statements&quote=direct",
    "search articles": "/search?kind=articles&words=border",
    "search narrowed": "/search?type=ASSAULT&status=happened&country=AAC",
    "search two facets": "/search?sector=GOV&status=happened",
    "search words and country": "/search?words=minister&country=AAB",
    "search once": "/search?country=AAB&told=once",
    "search statements narrowed": "/search?kind=statements&country=AAB&type=ASSAULT",
    "search articles narrowed": "/search?kind=articles&type=ASSAULT&status=happened",
    "search unjudged": "/search?judged=unjudged",
    "actor": "/actor?name={actor}",
    "actor of a sector": "/actor?name={actor}&actor_sector=GOV",
    "dyad": "/dyad?actor={actor}&other={other}",
    "article": "/article?id=g7",
    "event": "/event?article=g7&id=e1",
    "story": "/story?article=g7",
    "stories": "/stories",
    "explain": "/explain?article=g7&id=e1",
    "network": "/network",
    "timeline": "/timeline",
    "network narrowed": "/network?sector=GOV",
    "network of a country": "/network?country=AAB&told=once",
    "network of types": "/network?quad=4&since=2022-03-01&until=2022-05-31",
    "network of statements": "/network?layer=statements&country=AAB",
    "network of both": "/network?layer=both&sector=GOV&told=once",
    "network of both, of a country": "/network?layer=both&country=AAB&told=once",
    "network of an actor": "/network?actor={actor}&told=once",
    "network unjudged": "/network?judged=unjudged",
    "timeline narrowed": "/timeline?sector=GOV&told=once",
    "panel": "/panel",
    "panel narrowed": "/panel?status=happened&told=once",
    "panel of a country": "/panel?country=AAB",
    "panel unjudged": "/panel?judged=unjudged",
    "panel of actors": "/panel?by=actor&unit=week&country=AAB",
    "panel of countries": "/panel?by=country",
    "panel of countries, once": "/panel?by=country&unit=week&told=once",
    "panel of country dyads": "/panel?by=country-dyad&unit=day&sector=GOV",
    "stories narrowed": "/stories?country=AAB&status=happened",
    "export narrowed": "/export?sector=GOV&told=once",
    "judgements": "/judgements",
    "jobs": "/jobs",
    "export": "/export",
    "searches": "/searches",
    "description": "/api",
    "map": "/map",
    "map close": "/map?zoom=3&lat=20&lon=30",
    "map narrowed": "/map?country=AAB&status=happened",
    "map of days": "/map?since=2022-03-01&until=2022-05-31&told=once",
    "map of a country, once": "/map?country=AAB&told=once",
    "map of places": "/map?layer=places&sector=GOV",
    "map of places, two facets": "/map?layer=places&sector=GOV&country=AAB",
    "api events": "/search.json?type=ASSAULT&limit=100",
    "api map": "/map.json?type=ASSAULT",
}


def names(n: int) -> list[str]:
    """Invented names of actors, the same each time."""
    made = random.Random(1)
    return [" ".join("".join(made.choices(SYLLABLES, k=3)).title() for _ in range(2)) + f" {i}" for i in range(n)]


def reports(articles: int, events: int = 10, statements: int = 5) -> Iterator[Report]:
    """Reports of made-up words with Zipf-like actors over three years; each 25th name is borne in eight countries."""
    made = random.Random(2)
    known = names(3000)
    weights = [1 / (n + 1) for n in range(len(known))]
    words = WORDS.split()
    # Words that many sentences have, and many that few have.
    rare = ["".join(made.choices(SYLLABLES, k=3)) for _ in range(4000)]
    for n in range(articles):
        text = " ".join(made.choices(words, k=3)[i % 3] if i % 3 else made.choice(rare) for i in range(220)) + "."
        ends = list(range(80, len(text), 80))
        sentences = list(zip([0, *ends], [*ends, len(text)], strict=True))
        # As an archive comes in: some eighteen a day, one day after the other.
        day = (date(2021, 1, 1) + timedelta(days=n // 18 % 1100)).isoformat()
        chosen = list(dict.fromkeys(made.choices(range(len(known)), weights, k=8)))
        actors = [
            Actor(
                f"a{i}",
                known[k],
                "organization",
                f"AA{'ABCDEFGH'[(k if k % 25 else n) % 8]}",
                ["GOV"],
                None,
                "GOV",
                [f"m{i}"],
            )
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
                  [(90 * i + 20, 90 * i + 26)], 90 * i // 80, EventDate(day, day, day), f"p{i % 4}", [],
                  made.choice(STATUSES), f"s{i % statements}" if i % 3 else None, 0.7)
            for i in range(events)
        ]  # fmt: skip
        yield Report(
            f"g{n}", Source(f"g{n}.txt", f"Outlet {n % 40}", " ".join(text.split()[:7]), None, day, language="en"),
            text, Coder("0"), sentences=sentences, mentions=mentions, actors=actors, places=places,
            statements=said, events=done,
        )  # fmt: skip


def fill(path: Path, articles: int) -> None:
    from onrecord.store import Store

    with Store(path) as store:
        for report in reports(articles):
            store.put(report)


def first_answers(path: Path, times: int) -> dict[str, float]:
    """Median seconds until a page that nobody asked for before is there, page by page; no network, one user."""
    from starlette.testclient import TestClient

    from onrecord.serve import make_app
    from onrecord.serve.options import Limits, Options

    first, second = names(2)
    found = {}
    for name, address in PAGES.items():
        taken = []
        for _ in range(times):
            options = Options(limits=Limits(seconds=120))
            client = TestClient(make_app(path, PORT, options), base_url=f"http://127.0.0.1:{PORT}")
            start = time.perf_counter()
            answer = client.get(address.format(actor=first, other=second))
            taken.append(time.perf_counter() - start)
            assert answer.status_code == 200, (name, answer.text)
        found[name] = round(statistics.median(taken), 3)
    return found


SERVE = """
import sys, uvicorn
from onrecord.serve import make_app
from onrecord.serve.options import Limits, Options
app = make_app(sys.argv[1], int(sys.argv[2]), Options(limits=Limits(reads=1e6)))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error", lifespan="off", ws="none")
"""
INGEST = """
import itertools, sys, time
from bench.desk import reports
from onrecord.store import Store
with Store(sys.argv[1]) as store:
    for n, report in enumerate(itertools.islice(reports(10**6), 10**9)):
        report.id = f"in{time.time_ns()}"
        store.put(report)
        time.sleep(0.2)
"""


# What a page asks the browser for: when something of it was seen, in ms after the request began.
PAINT = "performance.getEntriesByType('paint').find(e => e.name === 'first-contentful-paint')?.startTime ?? null"
WHOLE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def first_paints(path: Path, times: int) -> tuple[dict[str, float], dict[str, float]]:
    """Median seconds until Chromium shows something of a page that nobody asked for before, and until it has all."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise FileNotFoundError("no Chromium")
    first, second = names(2)
    taken: dict[str, list[tuple[float, float]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(times):
            server = subprocess.Popen([sys.executable, "-c", SERVE, str(path), str(PORT)])
            try:
                _wait()
                for name, address in PAGES.items():
                    if name.startswith("api"):
                        continue
                    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                    page.goto(f"http://127.0.0.1:{PORT}{address.format(actor=first, other=second)}")
                    while (painted := page.evaluate(PAINT)) is None:  # the pages' policy lets no one else wait there
                        page.wait_for_timeout(20)
                    taken.setdefault(name, []).append((painted / 1000, page.evaluate(WHOLE) / 1000))
                    page.context.close()
            finally:
                server.kill()
                server.wait()
        browser.close()
    paints, wholes = (
        {name: round(statistics.median(one[n] for one in found), 3) for name, found in taken.items()} for n in (0, 1)
    )
    return paints, wholes


def _before_others() -> None:
    """Put this process and those it starts before other work, where the kernel lets us."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(-15)
        Path("/proc/self/autogroup").write_text("-15")  # groups of processes share the machine, whatever their nice


def users(path: Path, many: int = 20, seconds: float = 20.0) -> dict[str, float]:
    """Seconds of the median and the 95th of 100 answers of the API, with so many users while articles come in."""
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(path), str(PORT)])
    ingest = subprocess.Popen([sys.executable, "-c", INGEST, str(path)])
    taken: list[float] = []
    try:
        _wait()
        ends = time.perf_counter() + seconds
        threads = [threading.Thread(target=_ask, args=(n, ends, taken)) for n in range(many)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for process in (ingest, server):
            process.kill()
            process.wait()
    taken.sort()
    return {
        "answers": len(taken),
        "API median, s": round(statistics.median(taken), 4),
        "API p95, s": round(taken[int(0.95 * len(taken))], 4),
    }


def _wait() -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _ask(user: int, ends: float, taken: list[float]) -> None:
    made = random.Random(user)
    known = names(3000)
    while time.perf_counter() < ends:
        time.sleep(made.uniform(1.0, 3.0))
        address = made.choice(COMMON) if made.random() < 1 / 3 else made.choice(ASKED)
        address = address.format(
            type=made.choice(TYPES), actor=quote(known[min(2999, int(made.paretovariate(0.7)))]),
            word=made.choice(WORDS.split()), letter=made.choice("ABCDEFGH"), n=made.randrange(15_000),
        )  # fmt: skip
        start = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=60) as answer:
            answer.read()
        taken.append(time.perf_counter() - start)


def run(
    data: Path | None = None, articles: int = 20_000, store: Path | None = None, times: int = 3
) -> dict[str, object]:
    """Figures of the first answers and of the users (`data` is not used)."""
    with tempfile.TemporaryDirectory() as folder:
        path = store or Path(folder) / "large.db"
        if not path.exists():
            fill(path, articles)
        _before_others()
        first = first_answers(path, times)
        maps = tuple(name for name in PAGES if "map" in name.split())
        try:
            paints, wholes = first_paints(path, times)
        except (ImportError, FileNotFoundError) as error:
            print(f"first paint not measured: {error}", file=sys.stderr)
            paints, wholes = {}, {}
        painted = {
            "first paint": paints,
            "first paint, slowest page but the map, s": max(v for k, v in paints.items() if k not in maps),
            "first paint, map, s": max(v for k, v in paints.items() if k in maps),
            "whole page": wholes,
            "whole page, slowest but the map, s": max(v for k, v in wholes.items() if k not in maps),
            "whole page, map, s": max(v for k, v in wholes.items() if k in maps),
        } if paints else {}  # fmt: skip
        return {
            **painted,
            "first answer": first,
            "first answer, slowest page but the map, s": max(v for k, v in first.items() if k not in maps),
            "first answer, map, s": max(v for k, v in first.items() if k in maps),
            "20 users": users(path),
        }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    print(json.dumps(run(articles=args.articles, store=args.store, times=args.times), indent=1))
