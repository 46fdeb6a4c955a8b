"""Who is active: the actors and pairs with the most events, an actor's counterparts, what failed to code."""

from __future__ import annotations

import json

from onrecord.store.filters import Filters, found
from onrecord.store.reader import Reader, Row

_KEY = "SELECT key FROM names WHERE name = ?"

# Newest articles over which activity is counted: what is active now, and a large store answers at once.
NEWEST = 1000
_NEW = "IN (SELECT key FROM articles ORDER BY published DESC, key DESC LIMIT ?)"


def active_actors(reader: Reader, top: int = 10, newest: int = NEWEST) -> list[Row]:
    """Named actors by the number of their events (in either part) and statements in the newest articles.

    `shared`: actors of several countries bear the name, and this is the one of `country`.
    """
    return reader.rows(
        "SELECT n.name, min(nullif(x.country, '')) AS country, x.name IN (SELECT key FROM shared_names) AS shared,"
        " sum(x.events) AS events, sum(x.statements) AS statements, count(*) AS articles"
        f" FROM article_actors x CROSS JOIN names n ON n.key = x.name WHERE x.article {_NEW} AND x.named"
        " GROUP BY x.name, iif(x.name IN (SELECT key FROM shared_names), x.country, 0)"
        " HAVING sum(x.events) + sum(x.statements) > 0"
        " ORDER BY sum(x.events) + sum(x.statements) DESC, n.name, 2 LIMIT ?",
        (newest, top),
    )


def active_pairs(reader: Reader, top: int = 10, newest: int = NEWEST) -> list[Row]:
    """Pairs of named actors by the number of events from the first to the second in the newest articles.

    The country of one is there where actors of several countries bear its name.
    """
    own = [f"iif(d.{one} IN (SELECT key FROM shared_names), d.{one}_country, NULL)" for one in ("actor", "recipient")]
    whose = [f"iif({country} = '', 'none', {country})" for country in own]
    return reader.rows(
        f"SELECT x.name AS actor, {whose[0]} AS actor_country, y.name AS recipient, {whose[1]} AS recipient_country,"
        " count(*) AS events, count(DISTINCT d.article) AS articles, json_group_array(DISTINCT d.type) AS types"
        " FROM dyads d CROSS JOIN names x ON x.key = d.actor CROSS JOIN names y ON y.key = d.recipient"
        f" WHERE d.article {_NEW} AND d.named = 1 AND d.actor <> d.recipient"
        f" GROUP BY d.actor, {own[0]}, d.recipient, {own[1]} ORDER BY 5 DESC, 1, 2, 3, 4 LIMIT ?",
        (newest, top),
    )


def counterparts(reader: Reader, filters: Filters, top: int = 15) -> list[Row]:
    """Who else takes part in an actor's events: how often as its recipient (`to`) and as the one who acts (`from`)."""
    name = filters.actor
    if filters != Filters(actor=name):
        source, condition, values = found("events", filters)
        return reader.rows(
            'SELECT n.name, "to", "from" FROM (SELECT j.name AS other, count(*) AS many,'
            ' count(DISTINCT iif(i.side = 0, i.passage, NULL)) AS "to",'
            ' count(DISTINCT iif(i.side = 1, i.passage, NULL)) AS "from"'
            f" FROM {source} CROSS JOIN parties i ON i.passage = w.key AND i.side IN (0, 1) AND i.name = ({_KEY})"
            " CROSS JOIN parties j ON j.passage = i.passage AND j.side = 1 - i.side AND j.name <> i.name"
            f" WHERE {condition} GROUP BY 1) JOIN names n ON n.key = other ORDER BY many DESC, 1 LIMIT ?",
            [name, *values, top],
        )
    return reader.rows(
        'SELECT n.name, sum(t) AS "to", sum(f) AS "from" FROM ('
        f" SELECT d.recipient AS other, d.n AS t, 0 AS f FROM pairs d WHERE d.actor = ({_KEY}) UNION ALL"
        f" SELECT d.actor, 0, d.n FROM pairs d WHERE d.recipient = ({_KEY}))"
        " JOIN names n ON n.key = other WHERE n.name <> ? GROUP BY 1 ORDER BY sum(t) + sum(f) DESC, 1 LIMIT ?",
        (name, name, name, top),
    )


def identity(reader: Reader, name: str, articles: int = 25) -> Row | None:
    """Who an actor is and why it was coded so, over the newest `articles` that have one of this name; None without any.

    Values of `types`, `countries`, `roles`, `codes`, `sectors` and `aliases` come with the number of articles, of the
    newest `NEWEST`.
    """
    total = reader.value("SELECT count(DISTINCT article) FROM actors WHERE name = ?", (name,))
    if not total:
        return None
    newest = "(SELECT * FROM actors WHERE name = ? ORDER BY article DESC LIMIT ?) x"

    def values(column: str, more: str = "") -> list[tuple[str, int]]:
        return reader.tuples(
            f"SELECT {column} AS value, count(DISTINCT x.article) AS n FROM {newest}{more} WHERE {column}"
            " IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12",
            (name, NEWEST),
        )

    coded = reader.rows(
        "SELECT a.id AS article, a.headline, a.outlet, a.published, x.code, x.links,"
        " (SELECT json_extract(j.value, '$.evidence') FROM json_each(a.report, '$.actors') j"
        "  WHERE json_extract(j.value, '$.id') = x.id) AS evidence"
        f" FROM {newest} JOIN articles a ON a.key = x.article ORDER BY a.published DESC, a.key DESC LIMIT ?",
        (name, NEWEST, articles),
    )
    links: dict[str, str] = {}
    named = reader.value(
        "SELECT EXISTS (SELECT 1 FROM actors x JOIN mentions m ON m.article = x.article AND m.actor = x.id"
        " AND m.kind = 'name' WHERE x.name = ?)",
        (name,),
    )
    evidence: dict[str, list[str]] = {}
    for row in coded:
        links.update(json.loads(row["links"]))
        for reason in json.loads(row["evidence"] or "[]"):
            evidence.setdefault(reason, []).append(row["article"])
    return {
        "name": name,
        "articles": total,
        "named": bool(named),
        "namesakes": namesakes(reader, name),
        "guises": guises(reader, name),
        "titles": titles(reader, name),
        "also": also_called(reader, sorted(links.values()), name),
        "types": values("x.type"),
        "countries": values("x.country"),
        "roles": values("x.role"),
        "codes": values("x.code"),
        "sectors": values("c.sector", " JOIN actor_sectors c ON c.article = x.article AND c.actor = x.id"),
        "aliases": values(
            "m.text", " JOIN mentions m ON m.article = x.article AND m.actor = x.id AND m.kind <> 'pronoun'"
        ),
        "links": dict(sorted(links.items())),
        "evidence": [{"reason": reason, "articles": found} for reason, found in evidence.items()],
    }


def namesakes(reader: Reader, name: str) -> list[Row]:
    """Those who bear a name, told apart by country: each with its articles, roles and identifiers; none if it is one.

    Records of no country are of whichever; a government and its country are one.
    """
    rows = reader.tuples(
        "SELECT x.country, x.article, x.role, json_extract(x.links, '$.wikidata') FROM"
        " (SELECT * FROM actors WHERE name = ? ORDER BY article DESC LIMIT ?) x WHERE x.country IS NOT NULL"
        " ORDER BY x.country, x.article",
        (name, NEWEST),
    )
    found: dict[str, Row] = {}
    for country, article, role, wikidata in rows:
        one = found.setdefault(country, {"country": country, "articles": set(), "roles": set(), "wikidata": set()})
        one["articles"].add(article)
        one["roles"] |= {role} - {None}
        one["wikidata"] |= {wikidata} - {None}
    if len(found) < 2:
        return []
    told = [
        {"country": one["country"], "articles": len(one["articles"]), "roles": sorted(one["roles"])[:5],
         "wikidata": sorted(one["wikidata"])}
        for one in found.values()
    ]  # fmt: skip
    return sorted(told, key=lambda one: (-one["articles"], one["country"]))


def guises(reader: Reader, name: str) -> list[Row]:
    """As what those of a name are coded: each sector with articles, roles and days; none if there is but one.

    A senator and a surgeon may be one person or two; this says that somebody should look.
    """
    rows = reader.tuples(
        "SELECT c.sector, count(DISTINCT x.article), min(a.published), max(a.published),"
        " json_group_array(DISTINCT x.role) FROM (SELECT * FROM actors WHERE name = ? ORDER BY article DESC LIMIT ?) x"
        " JOIN actor_sectors c ON c.article = x.article AND c.actor = x.id JOIN articles a ON a.key = x.article"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        (name, NEWEST),
    )
    found = [
        {"sector": sector, "articles": n, "first": first, "last": last,
         "roles": sorted({role for role in json.loads(roles) if role})[:5]}
        for sector, n, first, last, roles in rows
    ]  # fmt: skip
    return found if len(found) > 1 else []


def titles(reader: Reader, name: str, top: int = 20) -> list[Row]:
    """The roles in which articles have those of a name, each with articles, days, countries and identifiers.

    None if there is but one. A senator and a surgeon of one country may be told apart by it.
    """
    rows = reader.tuples(
        "SELECT lower(x.role), count(DISTINCT x.article), min(a.published), max(a.published),"
        " json_group_array(DISTINCT x.country), json_group_array(DISTINCT json_extract(x.links, '$.wikidata'))"
        " FROM (SELECT * FROM actors WHERE name = ? ORDER BY article DESC LIMIT ?) x"
        " JOIN articles a ON a.key = x.article WHERE x.role IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        (name, NEWEST, top),
    )
    found = [
        {"role": role, "articles": n, "first": first, "last": last,
         "countries": sorted(filter(None, json.loads(countries))), "wikidata": sorted(filter(None, json.loads(ids)))}
        for role, n, first, last, countries, ids in rows
    ]  # fmt: skip
    return found if len(found) > 1 else []


def also_called(reader: Reader, wikidata: list[str], name: str) -> list[tuple[str, int]]:
    """Other names under which the store has what has one of these identifiers, with the articles of each.

    Of people and bodies those that end in the same word: their staff may have been coded with the identifier too.
    """
    found = reader.tuples(
        "SELECT x.name, count(DISTINCT x.article), max(x.type = 'country') FROM json_each(?) j JOIN actors x"
        " ON json_extract(x.links, '$.wikidata') = j.value AND json_extract(x.links, '$.wikidata') IS NOT NULL"
        " WHERE x.name <> ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100",
        (json.dumps(wikidata), name),
    )

    def last(words: str) -> list[str]:
        return words.casefold().split()[-1:]

    return [(other, n) for other, n, country in found if country or last(other) == last(name)][:12]


def failures(reader: Reader, top: int = 50) -> list[Row]:
    """Inputs that gave no report, and articles that were coded in part only, with the reason."""
    return reader.rows(
        "SELECT name, reason, NULL AS article FROM failures UNION ALL"
        " SELECT coalesce(a.uri, a.id), n.value, a.id FROM articles a, json_each(a.report, '$.notes') n"
        " WHERE a.language < 'en' OR a.language > 'en' ORDER BY 1, 2 LIMIT ?",
        (top,),
    )
