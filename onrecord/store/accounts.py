"""Accounts: who else reports the same deed, and which articles tell the same story.

A comparison, made when asked for: nothing is merged and no record is changed.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from onrecord.store.filters import Kind
from onrecord.store.listing import rows_of
from onrecord.store.reader import Reader, Row

DAYS = 2  # events of one deed are dated at most so many days apart
STORY_DAYS = 7  # articles of one story came out at most so many days apart
COMMON = 200  # an actor or place in more articles of those days says nothing of a story


def accounts(reader: Reader, article: str, event: str, limit: int = 25) -> list[Row]:
    """Events of other articles that may tell the same deed: of one type, on about one day, with a party in common.

    A party in common is a named actor on the same side, or a common place where either has none. Each comes with what
    it shares; those that share most are first.
    """
    found = reader.rows(
        "SELECT e.article AS key, e.type, w.day, p.geonames, p.name AS place FROM events e"
        " JOIN articles a ON a.key = e.article"
        " JOIN passages w ON w.article = e.article AND w.kind = 'event' AND w.id = e.id"
        " LEFT JOIN places p ON p.article = e.article AND p.id = e.place WHERE a.id = ? AND e.id = ?",
        (article, event),
    )
    if not found or not found[0]["day"]:
        return []
    this = found[0]
    window = _days(this["day"], DAYS)
    if window is None:
        return []
    mine = _parties(reader, [(this["key"], event)])[this["key"], event]
    rows = reader.rows(
        "SELECT e.article AS k, e.id AS i, w.day, p.geonames, p.name AS place FROM passages w"
        " JOIN events e ON e.article = w.article AND e.id = w.id"
        " LEFT JOIN places p ON p.article = e.article AND p.id = e.place"
        " WHERE w.kind = 'event' AND w.day BETWEEN ? AND ? AND e.type = ? AND e.article <> ? LIMIT 2000",
        (*window, this["type"], this["key"]),
    )
    parties = _parties(reader, [(row["k"], row["i"]) for row in rows])
    scored = []
    for row in rows:
        theirs = parties[row["k"], row["i"]]
        shares = [side for side in ("actor", "recipient") if mine[side] & theirs[side]]
        apart = any(mine[side] and theirs[side] and not mine[side] & theirs[side] for side in ("actor", "recipient"))
        if this["place"] and (this["geonames"], this["place"]) == (row["geonames"], row["place"]):
            shares.append("place")
        if apart or not shares or (shares == ["place"] and mine["actor"] and theirs["actor"]):
            continue
        shares = ["type", *(["day"] if row["day"][:10] == this["day"][:10] else []), *shares]
        scored.append((-len(shares), row["k"], row["i"], shares))
    scored.sort()
    chosen = scored[:limit]
    shown = rows_of(reader, "events", [(key, id) for _, key, id, _ in chosen])
    return [{**row, "shared": shares} for row, (_, _, _, shares) in zip(shown, chosen, strict=True)]


def _parties(reader: Reader, events: list[tuple[int, str]]) -> dict[tuple[int, str], dict[str, set[str]]]:
    """Names of named actors in each part of each event."""
    found: dict[tuple[int, str], dict[str, set[str]]] = {
        event: {"actor": set(), "recipient": set()} for event in events
    }
    for row in reader.rows(
        "SELECT i.article AS k, i.event AS i, i.side, x.name FROM json_each(?) t JOIN event_actors i"
        " ON i.article = json_extract(t.value, '$[0]') AND i.event = json_extract(t.value, '$[1]')"
        " JOIN actors x ON x.article = i.article AND x.id = i.actor WHERE EXISTS (SELECT 1 FROM mentions m"
        " WHERE m.article = x.article AND m.actor = x.id AND m.kind = 'name')",
        (json.dumps(events),),
    ):
        found[row["k"], row["i"]][row["side"]].add(row["name"])
    return found


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
