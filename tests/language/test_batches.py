"""What a sentence gets does not depend on what is read beside it, nor on the machine's threads."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import LanguageModel

NEWS = "Ines Vale, the minister of Marrak, said on Friday that twelve rebels had left Tolsk."
WORDS = NEWS.replace(",", " ,").replace(".", " .").split()


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load()


@settings(max_examples=25, deadline=None)
@given(others=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), max_size=40), at=st.integers(0, 40))
def test_a_batch_changes_nothing(model: LanguageModel, others: list[list[str]], at: int) -> None:
    alone = model.analyse([WORDS])[0]
    at = min(at, len(others))
    beside = model.analyse([*others[:at], WORDS, *others[at:]])[at]
    assert (alone.vectors == beside.vectors).all()
    assert (alone.heads, alone.deprels, alone.names) == (beside.heads, beside.deprels, beside.names)


def test_threads_change_nothing(model: LanguageModel) -> None:
    program = (
        "import hashlib; from onrecord.language import LanguageModel\n"
        f"r = LanguageModel.load().read({NEWS!r}, [(0, {len(NEWS)})])\n"
        "print(hashlib.sha256(r.scores['vectors'][0].tobytes() + r.head('roles')[0].tobytes()).hexdigest())"
    )
    seen = set()
    for threads in ("1", "3"):
        env = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, env=env)
        seen.add(done.stdout)
    assert len(seen) == 1


def test_no_scale_is_measured_when_the_model_runs() -> None:
    graph = (resources.files("onrecord.language") / "model" / "reader.onnx").read_bytes()
    assert b"QAttention" in graph
    assert b"DynamicQuantize" not in graph
