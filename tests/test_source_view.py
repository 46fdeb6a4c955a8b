"""A report seen from its source: every span moves, nothing else does."""

from __future__ import annotations

from onrecord.record import Report, Span
from onrecord.source_view import source_view


def test_every_span_moves_and_nothing_else(report: Report) -> None:
    assert report.source.dateline is not None
    report.source.dateline.place_start, report.source.dateline.place_end = 0, 5
    before = report.to_dict()

    def ten_later(span: Span) -> Span:
        return span[0] + 10, span[1] + 10

    seen = source_view(report, ten_later)
    assert report.to_dict() == before
    assert seen.text == report.text
    assert seen.repairs == report.repairs
    assert seen.source.dateline is not None
    assert (seen.source.dateline.start, seen.source.dateline.place_start, seen.source.dateline.place_end) == (
        10,
        10,
        15,
    )
    assert seen.statements[1].venue is not None
    assert seen.statements[1].venue.start == (report.statements[1].venue.start or 0) + 10  # type: ignore[union-attr]
    assert source_view(seen, lambda span: (span[0] - 10, span[1] - 10)) == report
