"""The geometry of the pictures: bars over time, by type or above and below a line. Templates draw it as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store.scales import quad_names, quad_of
from onrecord.store.timeline import Timeline

# Classes of types that are drawn in one colour, coolest first: verbal and material cooperation, then conflict.
QUADS = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its box in the picture, what it counts, and what a pointer over it says."""

    x: float
    y: float
    width: float
    height: float
    quad: str
    type: str
    period: str
    n: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of time."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its size, rows of bars (one a type, or one for all) and the axis."""

    width: int
    height: int
    rows: list[tuple[str, float, int]]  # label, y of its base line, total
    bars: list[Bar]
    ticks: list[Tick]
    most: int  # what the tallest bar counts


def ticks(periods: list[str], left: float, step: float, unit: str) -> list[Tick]:
    """Some six labels along the axis."""
    every = max(1, -(-len(periods) // 6))
    cut = {"year": 4, "month": 7}.get(unit, 10)
    return [Tick(round(left + n * step, 1), periods[n][:cut]) for n in range(0, len(periods), every)]


def strips(timeline: Timeline, top: int = 10, width: int = 720) -> Chart:
    """A strip of bars for each of the commonest types; all strips share the scale, so that they can be compared."""
    left, right, row, bar = 96, 44, 26, 20
    totals = {name: sum(counts.values()) for name, counts in timeline.counts.items()}
    shown = sorted(totals, key=lambda name: (-totals[name], name))[:top]
    most = max((n for name in shown for n in timeline.counts[name].values()), default=1)
    step = (width - left - right) / max(1, len(timeline.periods))
    index = {period: n for n, period in enumerate(timeline.periods)}
    bars, rows = [], []
    for n, name in enumerate(shown):
        base = (n + 1) * row
        rows.append((name, float(base), totals[name]))
        for period, count in timeline.counts[name].items():
            height = max(2.0, bar * count / most)
            x = left + index[period] * step
            wide = max(1.5, step - min(2, step / 4))
            bars.append(
                Bar(round(x, 1), round(base - height, 1), round(wide, 1), round(height, 1), quad_of(name), name,
                    period, count)
            )  # fmt: skip
    marks = ticks(timeline.periods, left, step, timeline.unit)
    return Chart(width, len(shown) * row + 24, rows, bars, marks, most)


def above_and_below(timeline: Timeline, width: int = 720, height: int = 220) -> Chart:
    """Cooperation stacked above the line and conflict below it, a bar a period; types in one class share a colour."""
    left, right, bottom = 40, 10, 22
    sums: dict[str, dict[str, int]] = {}  # period -> quad -> events
    for name, counts in timeline.counts.items():
        for period, n in counts.items():
            quad = quad_of(name)
            by_quad = sums.setdefault(period, {})
            by_quad[quad] = by_quad.get(quad, 0) + n
    up = max((q.get("1", 0) + q.get("2", 0) for q in sums.values()), default=0)
    down = max((q.get("3", 0) + q.get("4", 0) + q.get("0", 0) for q in sums.values()), default=0)
    up, down = max(up, 1), max(down, 1)  # both sides are there, so that an empty one is seen to be empty
    scale = min(16.0, (height - bottom - 8) / (up + down))
    height = max(96, round((up + down) * scale) + 8 + bottom)
    line = 4 + (height - bottom - 8) * up / (up + down)
    step = (width - left - right) / max(1, len(timeline.periods))
    bars: list[Bar] = []
    for n, period in enumerate(timeline.periods):
        x, wide = left + n * step, min(24.0, max(1.5, step - min(3, step / 4)))
        x += (step - wide) / 2
        above, below = line, line
        for quad in ("1", "2", "3", "4", "0"):
            count = sums.get(period, {}).get(quad, 0)
            if not count:
                continue
            tall = count * scale
            if quad in ("1", "2"):
                above -= tall
                y = above
            else:
                y = below
                below += tall
            label = quad_names().get(quad, "Other")
            bars.append(Bar(round(x, 1), round(y, 1), round(wide, 1), round(tall, 1), quad, label, period, count))
    marks = ticks(timeline.periods, left, step, timeline.unit)
    return Chart(width, height, [("", round(line, 1), 0)], bars, marks, max(up, down))
