"""Who acts on whom as GEXF 1.3, for network tools: actors are nodes, each day with an event is a spell of an edge."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from onrecord.export.exporter import Exporter, encoded
from onrecord.store.filters import Filters, found
from onrecord.store.network import about, labelled, names_of
from onrecord.store.reader import Reader
from onrecord.store.scales import quad_of
from onrecord.store.sides import SHARED

# Parties `i` and `j` of an event: who acts on whom, both with their countries where actors of several bear a name.
_ACTS = (
    "CROSS JOIN parties i ON i.passage = w.key AND i.side = 0 CROSS JOIN parties j ON j.passage = w.key AND j.side = 1"
)
_BEARERS = (
    f"i.name, iif(i.name IN {SHARED}, i.country, '') AS its, j.name, iif(j.name IN {SHARED}, j.country, '') AS whose"
)

# Characters that XML 1.0 can't hold.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = (("type", "string"), ("country", "string"), ("code", "string"))
_EDGE = (("cooperation", "integer"), ("conflict", "integer"), ("types", "string"))


def attribute(value: object) -> str:
    """A value as a quoted XML attribute."""
    return quoteattr(NOT_XML.sub("\ufffd", str(value)), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<meta><creator>On Record</creator></meta>\n'
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    for kind, columns in (("node", _NODE), ("edge", _EDGE)):
        yield f'<attributes class="{kind}">'
        yield "".join(f'<attribute id="{name}" title="{name}" type="{type}"/>' for name, type in columns)
        yield "</attributes>\n"


def _graph(reader: Reader, filters: Filters) -> Iterator[str]:
    source, condition, values = found("events", filters)
    edges = reader.rows(
        f"SELECT {_BEARERS}, i.name AS one, j.name AS other, w.type AS type, count(*) AS n,"
        f" json_group_array(DISTINCT substr(w.day, 1, 10)) AS days FROM {source} {_ACTS} WHERE {condition}"
        " AND i.name <> j.name GROUP BY 1, 2, 3, 4, w.type",
        values,
    )
    called = names_of(reader, list({edge[end] for edge in edges for end in ("one", "other")}))
    shared = {key for (key,) in reader.tuples("SELECT key FROM shared_names")}
    actors: dict[str, tuple[str, str | None]] = {}  # as they are written -> name, and country where that tells apart
    for edge in edges:
        for end, key, country in (("source", edge["one"], edge["its"]), ("target", edge["other"], edge["whose"])):
            alone = country if key in shared else None
            edge[end] = labelled(called[key], alone)
            actors[edge[end]] = called[key], alone
    edges.sort(key=lambda edge: (edge["source"], edge["target"], edge["type"]))
    names = sorted(actors)
    ids = {name: n for n, name in enumerate(names)}
    yield "<nodes>\n"
    for (name, n), row in zip(ids.items(), about(reader, [actors[name] for name in names]), strict=True):
        facts = {key: row[key] for key, _ in _NODE if row and row[key] is not None}
        yield f'<node id="{n}" label={attribute(name)}>{_values(facts)}</node>\n'
    yield "</nodes>\n<edges>\n"
    together: dict[tuple[str, str], list[dict[str, object]]] = {}
    for edge in edges:
        together.setdefault((edge["source"], edge["target"]), []).append(edge)
    for number, ((source, target), parts) in enumerate(together.items()):
        quads = {"cooperation": "12", "conflict": "34"}
        facts = {
            name: sum(int(str(p["n"])) for p in parts if quad_of(str(p["type"])) in wanted)
            for name, wanted in quads.items()
        }
        facts["types"] = ", ".join(f"{p['type']} {p['n']}" for p in parts)
        days = sorted({day for p in parts for day in json.loads(str(p["days"])) if len(day) == 10})
        spells = "".join(f'<spell start="{day}" end="{day}"/>' for day in days)
        weight = sum(int(str(p["n"])) for p in parts)
        yield f'<edge id="{number}" source="{ids[source]}" target="{ids[target]}" weight="{weight}">'
        yield f"{_values(facts)}{f'<spells>{spells}</spells>' if spells else ''}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(facts: dict[str, object]) -> str:
    inner = "".join(f'<attvalue for="{name}" value={attribute(value)}/>' for name, value in facts.items())
    return f"<attvalues>{inner}</attvalues>" if inner else ""


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    yield from encoded(_head())  # at once: the actors are known only when all events are counted
    yield from encoded(_graph(reader, filters))


GEXF = Exporter("gexf", "who acts on whom, as a network over time (GEXF 1.3)", ".gexf", "application/gexf+xml", _make)
