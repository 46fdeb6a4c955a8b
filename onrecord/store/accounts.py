"""Accounts: who else tells of an event, which events most tell of, and which articles tell the same story.

Events are joined as they come in (merging.py); articles of one story are found when asked for. No record is changed.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from onrecord.store.filters import Filters, Kind
from onrecord.store.filters import found as things
from onrecord.store.listing import rows_of
from onrecord.store.reader import Reader, Row

STORY_DAYS = 7  # articles of one story came out at most so many days apart
COMMON = 200  # an actor or place in more articles of those days says nothing of a story


def accounts(reader: Reader, article: str, event: str, limit: int = 50) -> list[Row]:
    """The other tellings of an event, the first one first: each with what it shares (with the first)."""
    found = reader.tuples(
        "SELECT v.article, v.id, coalesce(m.shared, o.shared) FROM articles a"
        " JOIN passages w ON w.article = a.key AND w.kind = 'event' AND w.id = ?2 LEFT JOIN merged o ON o.key = w.key"
        " JOIN passages v ON v.key = coalesce(o.leader, w.key)"
        " OR v.key IN (SELECT key FROM merged WHERE leader = coalesce(o.leader, w.key))"
        " LEFT JOIN merged m ON m.key = v.key JOIN articles b ON b.key = v.article"
        " WHERE a.id = ?1 AND v.key <> w.key ORDER BY m.key IS NOT NULL, b.published IS NULL, b.published, b.id, v.n"
        " LIMIT ?3",
        [article, event, limit],
    )
    rows = rows_of(reader, "events", [(key, id) for key, id, _ in found])
    return [{**row, "shared": json.loads(shared)} for row, (_, _, shared) in zip(rows, found, strict=True)]


def most_told(reader: Reader, filters: Filters, limit: int = 50) -> list[Row]:
    """The events that most articles tell, of those whose first telling the filters leave; with the outlets."""
    source, condition, values = things("events", filters)
    found = reader.tuples(
        f"SELECT w.article, w.id, count(DISTINCT v.article) AS n FROM {source} JOIN merged m ON m.leader = w.key"
        f" JOIN passages v ON v.key = m.key WHERE {condition} AND v.article <> w.article"
        " GROUP BY w.key, w.article, w.id ORDER BY n DESC, w.day DESC, w.article DESC, w.n LIMIT ?",
        [*values, limit],
    )
    rows = rows_of(reader, "events", [(key, id) for key, id, _ in found])
    for row in rows:
        tellings = [row, *accounts(reader, row["article"], row["id"])]
        row["outlets"] = sorted({telling["outlet"] for telling in tellings if telling["outlet"]})
    return rows


def told_elsewhere(reader: Reader, article: str) -> list[dict[str, Any]]:
    """The events of an article that others tell too, each with their tellings, in the order of the article."""
    shared = reader.tuples(
        "SELECT w.article, w.id FROM articles a JOIN passages w ON w.article = a.key AND +w.kind = 'event'"
        " LEFT JOIN merged o ON o.key = w.key WHERE a.id = ? AND (o.key IS NOT NULL OR EXISTS (SELECT 1 FROM merged m"
        " WHERE m.leader = w.key)) ORDER BY w.n",
        [article],
    )
    rows = rows_of(reader, "events", shared)
    return [{"event": row, "accounts": accounts(reader, article, row["id"])} for row in rows]


def story(reader: Reader, article: str, limit: int = 8) -> list[Row]:
    """Articles that came out about the same day and speak of the same actors and places, the most alike first.

    Each name in common counts the more the fewer articles of those days have it; `score` is the share of the article's
    own names that are in common, so weighed.
    """
    this = reader.rows("SELECT key, published FROM articles WHERE id = ?", (article,))
    window = _days(this[0]["published"], STORY_DAYS) if this and this[0]["published"] else None
    if window is None:
        return []
    key = this[0]["key"]
    rows = reader.rows(
        "WITH names AS (SELECT DISTINCT x.name FROM actors x JOIN mentions m ON m.article = x.article"
        "  AND m.actor = x.id AND m.kind = 'name' WHERE x.article = ?1"
        "  UNION SELECT DISTINCT p.name FROM places p WHERE p.article = ?1 AND p.name IS NOT NULL"
        "  AND p.feature <> 'country'),"
        " near AS MATERIALIZED (SELECT a.key FROM articles a WHERE a.published BETWEEN ?2 AND ?3),"
        " hits AS (SELECT n.name, x.article FROM names n JOIN actors x ON x.name = n.name WHERE x.article IN near"
        "  UNION SELECT n.name, p.article FROM names n JOIN places p ON p.name = n.name WHERE p.article IN near)"
        " SELECT name, json_group_array(DISTINCT article) AS articles FROM hits GROUP BY name ORDER BY name",
        (key, *window),
    )
    total = 0.0
    scores: dict[int, float] = {}
    common: dict[int, list[str]] = {}
    for row in rows:
        having = sorted(json.loads(row["articles"]))
        if len(having) > COMMON:
            continue
        weight = 1 / len(having)
        total += weight
        for other in having:
            if other != key:
                scores[other] = scores.get(other, 0.0) + weight
                common.setdefault(other, []).append(row["name"])
    ranked = sorted((k for k in scores if len(common[k]) >= 2), key=lambda k: (-scores[k], k))[:limit]
    shown = {
        row["_key"]: row
        for row in reader.rows(
            "SELECT a.key AS _key, a.id AS article, a.headline, a.outlet, a.published FROM json_each(?) t"
            " JOIN articles a ON a.key = t.value",
            (json.dumps(ranked),),
        )
    }
    found = []
    for k in ranked:
        row = shown[k]
        del row["_key"]
        found.append({**row, "score": round(scores[k] / total, 3), "shared": common[k]})
    return found


def told_in(reader: Reader, article: str) -> dict[str, list[Row]]:
    """The statements and events of one article, in its order."""
    key = reader.value("SELECT key FROM articles WHERE id = ?", (article,))
    found: dict[str, list[Row]] = {}
    kinds: tuple[Kind, ...] = ("statements", "events")
    for kind in kinds:
        ids = reader.rows(
            "SELECT article AS k, id AS i FROM passages WHERE article = ? AND +kind = ? ORDER BY +n", (key, kind[:-1])
        )
        found[kind] = rows_of(reader, kind, [(row["k"], row["i"]) for row in ids[:100]])
    return found


def _days(day: str, apart: int) -> tuple[str, str] | None:
    try:
        middle = date.fromisoformat(day[:10])
        return (middle - timedelta(days=apart)).isoformat(), (middle + timedelta(days=apart)).isoformat() + "~"
    except (ValueError, OverflowError):
        return None
