"""The whole way from a document to its report: sound, deterministic, and no article costs another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import Report
from onrecord.consistency import faults
from onrecord.export.jsonl import to_json
from onrecord.ingest import InputError, read_inputs
from onrecord.ingest.document import Document
from onrecord.pipeline import Coder, code_all, where

SAMPLES = Path(__file__).parent.parent / "samples" / "articles"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return onrecord.Coder()


@pytest.fixture(scope="module")
def samples() -> list[Document]:
    return list(read_inputs([str(SAMPLES)]))


def coded(results: Iterator[Report | InputError]) -> list[str]:
    """Reports as lines, errors as they print."""
    return [to_json(r) if isinstance(r, Report) else str(r) for r in results]


def test_every_sample_gives_a_sound_report(coder: Coder, samples: list[Document]) -> None:
    assert len(samples) >= 15
    for report in coder.stream(samples):
        assert isinstance(report, Report), report
        assert faults(report) == []
        assert Report.from_dict(report.to_dict()) == report


def test_the_same_document_gives_the_same_report_whatever_came_before(coder: Coder, samples: list[Document]) -> None:
    forward = coded(coder.stream(samples[:6]))
    backward = coded(coder.stream(samples[:6][::-1]))[::-1]
    assert forward == backward


def test_any_number_of_processes_gives_the_same_bytes_in_the_same_order(coder: Coder, samples: list[Document]) -> None:
    inputs: list[Document | InputError] = [*samples[:3], InputError("gone.txt", "no such file"), *samples[3:8]]
    assert coded(code_all(inputs, workers=3)) == coded(coder.stream(inputs))


@pytest.mark.parametrize(
    "settings_of_machine",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kabul", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "2"},
    ],
)
def test_hash_seed_time_zone_and_locale_change_nothing(
    settings_of_machine: dict[str, str], coder: Coder, samples: list[Document]
) -> None:
    names = [str(SAMPLES)]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli.main", "code", *names, "--format", "jsonl"],
        env={**os.environ, **settings_of_machine},
        capture_output=True,
        check=True,
    )
    here = coded(coder.stream(read_inputs(names)))
    assert done.stdout.decode("utf-8").splitlines() == here


def test_a_stage_that_raises_costs_its_own_article_alone(
    coder: Coder, samples: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = Coder.code

    def fail_on_second(self: Coder, document: Document) -> Report:
        if document is samples[1]:
            raise RuntimeError("the stage\nbroke")
        return code(self, document)

    monkeypatch.setattr(Coder, "code", fail_on_second)
    results = list(coder.stream(samples[:3]))
    assert [isinstance(r, Report) for r in results] == [True, False, True]
    assert "RuntimeError: the stage" in str(results[1])


def test_a_failure_names_the_place_in_the_code() -> None:
    with pytest.raises(KeyError) as caught:
        Report.from_dict({})
    assert where(caught.value).startswith("onrecord.record:")


def test_spans_of_the_source_view_stand_for_the_same_words(samples: list[Document]) -> None:
    broken = next(d for d in samples if "torkham-broken" in (d.uri or ""))
    plain, source = onrecord.Coder().code(broken), onrecord.Coder(spans="source").code(broken)
    assert plain.repairs
    assert source.text == plain.text
    assert source.repairs == plain.repairs
    assert [m.id for m in source.mentions] == [m.id for m in plain.mentions]
    changed = [(r.source_start, r.source_end) for r in plain.repairs]
    for m in [*source.mentions, *source.times, *source.places]:
        assert 0 <= m.start < m.end <= len(broken.text)
        if not any(start < m.end and m.start < end for start, end in changed):
            assert broken.text[m.start : m.end] == m.text


def test_an_article_without_a_date_says_so(coder: Coder) -> None:
    report = coder.code_text("The minister resigned on Tuesday.")
    assert report.source.published is None
    assert any("no publication date" in note for note in report.notes)


def test_a_publication_date_must_be_a_date(coder: Coder) -> None:
    with pytest.raises(ValueError, match="Tuesday"):
        coder.code_text("Nothing happened.", published="Tuesday")


def test_an_article_in_another_language_is_coded_no_further_than_its_layout(coder: Coder) -> None:
    report = coder.code_text(
        "Министр иностранных дел заявил во вторник, что переговоры будут продолжены на следующей неделе в столице. "
        "Он отметил, что обе стороны заинтересованы в мирном решении и готовы обсуждать все вопросы без условий."
    )
    assert report.source.language == "ru"
    assert any("language ru" in note for note in report.notes)
    assert not report.sentences
    assert not report.statements


def test_empty_text_gives_an_empty_report(coder: Coder) -> None:
    report = coder.code_text("")
    assert (report.text, report.sentences, report.events) == ("", [], [])


NEWS = st.lists(
    st.sampled_from(
        ["Minister", "said", "“We", "will”", "attacked", "Kabul", "on", "Tuesday", "the", "rebels", "12", "people",
         ",", ".", "\n", "\n\n", "A\nfghan", "he", "denied", "that", "’s", "(", ")",
         "'", "https://a.example", "\x00", "é", "☃"]
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(NEWS, st.text(max_size=40))
def test_no_text_breaks_the_pipeline_or_its_spans(words: list[str], tail: str) -> None:
    coder = onrecord.Coder()
    report = coder.code_text(" ".join(words) + tail, published="2018-02-21")
    assert faults(report) == []
    to_json(report)
