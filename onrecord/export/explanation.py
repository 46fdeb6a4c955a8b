"""Why a record is in a report, in words."""

from __future__ import annotations

from typing import Any

STATUS = {
    "happened": "told as having happened",
    "ongoing": "told as going on",
    "planned": "still to come",
    "called-for": "asked for, not done",
    "threatened": "threatened, not done",
    "hypothetical": "only supposed or possible",
    "denied": "said not to have happened",
}
QUAD = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
SLOTS = {
    "subj": "the subject of the trigger",
    "obj": "its object",
    "iobj": "its indirect object",
    "poss": "the owner of the noun",
    "by": "a by phrase",
    "mod": "a word before the noun",
    "each other": "each of the parties to the others",
    "nearest before": "the nearest party before the trigger (the parse gave none)",
    "nearest after": "the nearest party after the trigger (the parse gave none)",
}


def explain_event(report: dict[str, Any], event: dict[str, Any]) -> list[str]:
    """Why an event was coded, a line a fact."""
    text, evidence = report.get("text", ""), event.get("evidence") or {}
    actors = {a["id"]: a for a in report.get("actors", [])}

    def party(ids: list[str]) -> str:
        names = [f"{actors[i]['name']} ({actors[i].get('code') or 'no code'})" if i in actors else i for i in ids]
        return ", ".join(names) or "nobody named"

    words = " … ".join(text[a:b] for a, b in event.get("trigger", []))
    mode = f", mode {event['mode']}" if event.get("mode") else ""
    cameo = f", CAMEO {event['cameo']}" if event.get("cameo") else ""
    lines = [f"{event['id']}: {event['type']}{mode}{cameo}, confidence {event.get('confidence', 0):.2f}"]
    sentences = report.get("sentences", [])
    if 0 <= event.get("sentence", -1) < len(sentences):
        a, b = sentences[event["sentence"]]
        lines.append(f"  sentence    {' '.join(text[a:b].split())}")
    lines.append(
        f"  trigger     {words!r} read as {evidence.get('trigger', '?')!r} by rule {evidence.get('rule', '?')}"
    )
    roles = evidence.get("roles") or {}
    lines.append(f"  actors      {party(event.get('actors', []))}{_found(roles, 'actor')}")
    lines.append(f"  recipients  {party(event.get('recipients', []))}{_found(roles, 'recipient')}")
    cue = f" (words: {roles['reality']})" if roles.get("reality") else ""
    lines.append(f"  status      {event['status']}: {STATUS.get(event['status'], '')}{cue}")
    statement = next((s for s in report.get("statements", []) if s["id"] == event.get("attributed_to")), None)
    if statement is None:
        lines.append("  told by     the outlet itself")
    else:
        lines.append(
            f"  told by     {party([x for x in [statement.get('speaker')] if x])}, statement {statement['id']}"
        )
    when = event.get("date") or {}
    told_in = f" (from the {evidence.get('date_from', 'article')})" if when.get("value") else ""
    lines.append(f"  when        {when.get('value') or 'not known'}{told_in}")
    place = next((p for p in report.get("places", []) if p["id"] == event.get("place")), None)
    lines.append(f"  where       {place['name'] or place['text'] if place else 'not told'}")
    known = {q["id"]: q for q in report.get("quantities", [])}
    if told := [known[q]["text"] for q in event.get("quantities", []) if q in known]:
        lines.append(f"  numbers     {', '.join(' '.join(t.split()) for t in told)}")
    if evidence.get("quad") in QUAD:
        score = evidence.get("score")
        lines.append(
            f"  class       {QUAD[evidence['quad']]} (quad and penta class {evidence['quad']})"
            + (f", intensity {score:g} of -10 to 10" if score is not None else "")
        )
    if event.get("contexts"):
        lines.append(f"  contexts    {', '.join(event['contexts'])}")
    if evidence.get("type_probability") is not None:
        link = evidence.get("link_probability")
        lines.append(
            f"  model       {evidence['type_probability']:.2f} for this type"
            + (f", {link:.2f} that the two are linked" if link is not None else "")
        )
    if evidence.get("political_probability") is not None:
        lines.append(f"  political   {evidence['political_probability']:.2f} that it is an event of politics at all")
    if evidence.get("runners_up"):
        lines.append(f"  runners-up  {', '.join(evidence['runners_up'])}")
    if evidence.get("note"):
        lines.append(f"  note        {evidence['note']}")
    if evidence.get("also_in"):
        lines.append(f"  also told   in sentences {', '.join(str(n) for n in evidence['also_in'])}")
    return lines


def _found(roles: dict[str, str], role: str) -> str:
    slot = roles.get(role) or (roles.get("joint") if role == "recipient" else None)
    if not slot:
        return ""
    return f" - {SLOTS.get(slot, f'found at: {slot}')}"


def explain(report: dict[str, Any], record: str) -> list[str] | None:
    """Why a record of any kind is in a report (plain JSON values), a line a fact; None where it has no such record."""
    for part, told in (("events", explain_event), ("statements", _statement), ("actors", _actor), ("places", _place),
                       ("times", _time), ("quantities", _quantity)):  # fmt: skip
        for item in report.get(part, []):
            if item["id"] == record:
                return told(report, item)
    return None


def _words(report: dict[str, Any], spans: list[Any]) -> str:
    return " … ".join(" ".join(report["text"][start:end].split()) for start, end in spans)


def _name(report: dict[str, Any], id: str | None) -> str:
    return next((a["name"] for a in report["actors"] if a["id"] == id), id or "nobody named")


def _lines(*facts: tuple[str, Any]) -> list[str]:
    return [f"  {name:<11} {value}" for name, value in facts if value not in (None, "", [])]


def _statement(report: dict[str, Any], s: dict[str, Any]) -> list[str]:
    head = f"{s['id']}: {s['kind']} statement, confidence {s['confidence']:.2f}"
    how = {"direct": "all of it stands in quotation marks", "indirect": "none of it stands in quotation marks",
           "mixed": "part of it stands in quotation marks"}  # fmt: skip
    return [head, *_lines(
        ("source", _words(report, s["source"])),
        ("speaker", f"{_name(report, s['speaker'])} ({s['speaker'] or 'no actor found'})"),
        ("cue", f"{_words(report, s['cue'])!r}" + (f", a form of {s['verb']!r}" if s["verb"] else "")),
        ("content", _words(report, s["content"])),
        ("kind", f"{s['kind']}: {how[s['kind']]}"),
        ("polarity", s["polarity"]),
        ("certainty", s["certainty"]),
        ("said to", ", ".join(_name(report, a) for a in s["addressees"])),
        ("said at", s["venue"]["text"] if s["venue"] else None),
        ("said on", s["date"]),
        ("quoted in", s["within"]),
        ("tells", ", ".join(e["id"] for e in report["events"] if e["attributed_to"] == s["id"])),
    )]  # fmt: skip


def _actor(report: dict[str, Any], a: dict[str, Any]) -> list[str]:
    mentions = [m["text"] for m in report["mentions"] if m["id"] in set(a["mentions"])]
    return [
        f"{a['id']}: {a['name']}, {a['type']}, {a['code'] or 'no code'}",
        *_lines(
            *(("because", reason) for reason in a["evidence"]),
            ("role", a["role"]),
            ("country", a["country"]),
            ("sectors", ", ".join(a["sectors"])),
            ("called", ", ".join(dict.fromkeys(" ".join(m.split()) for m in mentions))),
            *((source, value) for source, value in sorted(a["links"].items())),
        ),
    ]


def _place(report: dict[str, Any], p: dict[str, Any]) -> list[str]:
    point = f"{p['lat']:.4f}, {p['lon']:.4f}" if p["lat"] is not None and p["lon"] is not None else "no point"
    return [
        f"{p['id']}: {p['text']}, confidence {p['confidence']:.2f}",
        *_lines(
            ("is", ", ".join(x for x in (p["name"], p["country"], p["feature"]) if x)),
            ("point", point),
            ("part", p["part"]),
            ("relation", p["relation"]),
            ("geonames", p["geonames"]),
            *(("or", f"{c['name']}, {c['country'] or 'no country'} ({c['score']:.2f})") for c in p["candidates"]),
        ),
    ]


def _time(report: dict[str, Any], t: dict[str, Any]) -> list[str]:
    return [f"{t['id']}: {t['text']}, {t['type']} {t['value']}", *_lines(
        ("days", " to ".join(dict.fromkeys(d for d in (t["earliest"], t["latest"]) if d))),
        ("modifier", t["mod"]),
        ("reckoned", f"from the publication day {report['source']['published']}" if report["source"]["published"] else
         "without a publication day"),
    )]  # fmt: skip


def _quantity(report: dict[str, Any], q: dict[str, Any]) -> list[str]:
    number = f"{q['value']:g}" + (f" to {q['high']:g}" if q["high"] is not None else "")
    return [
        f"{q['id']}: {q['text']}",
        *_lines(
            ("number", f"{q['bound']} {number}"),
            ("unit", q["unit"]),
            ("kind", q["kind"]),
            ("currency", q["currency"]),
            ("said of", _name(report, q["of"]) if q["of"] else None),
            ("counted in", ", ".join(e["id"] for e in report["events"] if q["id"] in e["quantities"])),
        ),
    ]
