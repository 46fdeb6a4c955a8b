"""The generated pages say what the code says."""

from __future__ import annotations

from docs.generate import PACKAGE, field_docs, first_sentence, pages, purpose


def test_generated_pages_are_up_to_date() -> None:
    stale = [page.name for page, text in pages().items() if page.read_text(encoding="utf-8") != text]
    assert not stale, "run `make docs`"


def test_every_module_says_what_it_is() -> None:
    silent = [str(p.relative_to(PACKAGE)) for p in PACKAGE.rglob("*.py") if len(purpose(p)) < 12]
    assert not silent, "these modules need a docstring that says what they hold"


def test_every_field_of_a_record_is_explained_or_plain() -> None:
    # Names that say it themselves; everything else needs a comment.
    plain = {
        "start", "end", "headline", "dateline", "name", "type", "kind", "date", "venue", "source", "source_end",
        "place_end", "coder", "actors", "bound", "feature",
    }  # fmt: skip
    docs = field_docs((PACKAGE / "record.py").read_text(encoding="utf-8"))
    bare = {f"{cls}.{name}" for cls, fields in docs.items() for name, doc in fields.items() if not doc} - {
        f"{cls}.{name}" for cls in docs for name in plain
    }
    assert not bare


def test_first_sentence() -> None:
    assert first_sentence("One line: a thing. More of it.\n\nRest.") == "One line: a thing"
    assert first_sentence("Names of the U.S. House. Then more.") == "Names of the U.S. House"
