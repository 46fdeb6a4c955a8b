"""The API does what its description says: requests made up from it, right and wrong ones, none of which may fail."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.serve import make_app
from onrecord.serve.openapi import description
from onrecord.serve.options import Options
from onrecord.store import Store
from tests.conftest import make_report
from tests.serve.coder import make
from tests.serve.conftest import BASE, FAST, PORT, second_report

schemathesis = pytest.importorskip("schemathesis")
DESCRIBED = [what for item in description()["paths"].values() for what in item.values()]
# Where anything may be sent nothing is wrong.
ANYTHING = {w["operationId"] for w in DESCRIBED if not w["parameters"] and "requestBody" not in w} | {"code_stream"}
OPERATIONS = [
    (what["operationId"], mode) for what in DESCRIBED for mode in ("POSITIVE", "NEGATIVE")
    if mode == "POSITIVE" or what["operationId"] not in ANYTHING
]  # fmt: skip
HEADERS = {"host": f"127.0.0.1:{PORT}", "origin": BASE}


@schemathesis.serializer("application/x-ndjson")
def lines(context: Any, value: Any) -> Any:
    """A list as a JSON value a line."""
    items = value if isinstance(value, list) else [value]
    return "".join(json.dumps(item) + "\n" for item in items).encode()


@cache
def api() -> dict[str, Any]:
    """The operations of a desk with two reports, by their ids."""
    folder = Path(mkdtemp(prefix="onrecord-test-"))
    (folder / "archive").mkdir()
    with Store(folder / "desk.db") as store:
        store.put(make_report())
        store.put(second_report())
    app = make_app(folder / "desk.db", PORT, Options(limits=FAST, make=make, roots=(folder / "archive",)))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers=HEADERS)
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.mark.parametrize(("name", "mode"), OPERATIONS)
def test_every_answer_is_as_described(name: str, mode: str) -> None:
    operation = api()[name]
    modes = schemathesis.GenerationMode

    @given(case=operation.as_strategy(generation_mode=modes[mode]))
    @settings(max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        if mode == "POSITIVE":
            (case.query or {}).pop("after", None)  # only a page of the list can give one
        case.call_and_validate(base_url=BASE, headers=HEADERS)

    ask()
