"""Charts and the map: what is drawn stays within its picture and counts what it says."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.charts import above_and_below, quad_of, strips
from onrecord.serve.world import DEEPEST, WIDTH, View, clusters, outlines
from onrecord.store.reader import Row
from onrecord.store.timeline import Timeline

PERIODS = ["2020-01-01", "2020-02-01", "2020-03-01"]
TYPES = ["AID", "AGREE", "ACCUSE", "ASSAULT", "TAKE"]
COUNTS = st.dictionaries(
    st.sampled_from(TYPES), st.dictionaries(st.sampled_from(PERIODS), st.integers(1, 9999), min_size=1)
)


def test_classes_of_types() -> None:
    assert [quad_of(name) for name in TYPES] == ["2", "1", "3", "4", "0"]


@given(COUNTS)
def test_bars_stay_in_the_picture_and_count_everything(counts: dict[str, dict[str, int]]) -> None:
    timeline = Timeline("month", PERIODS, counts, 0, 0)
    for chart in (strips(timeline), above_and_below(timeline)):
        assert sum(bar.n for bar in chart.bars) == sum(n for c in counts.values() for n in c.values())
        for bar in chart.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= chart.width + 0.2
            assert -0.2 <= bar.y <= bar.y + bar.height <= chart.height + 0.2
    balance = above_and_below(timeline)
    line = balance.rows[0][1]
    for bar in balance.bars:
        if bar.quad in ("1", "2"):
            assert bar.y + bar.height <= line + 0.2
        else:
            assert bar.y >= line - 0.2


VIEWS = st.builds(View, st.floats(-80, 84), st.floats(-180, 180), st.integers(1, DEEPEST))
POINTS = st.lists(
    st.builds(
        lambda lat, lon, n: {"name": f"at {lat:.2f}", "lat": lat, "lon": lon, "n": n},
        st.floats(-90, 90),
        st.floats(-180, 180),
        st.integers(1, 500),
    ),
    max_size=40,
)


@given(VIEWS)
def test_the_middle_of_a_view_is_in_the_middle(view: View) -> None:
    x, y = view.place()(view.lat, view.lon)
    assert math.isclose(x, WIDTH / 2, abs_tol=1e-6)
    assert math.isclose(y, view.height / 2, abs_tol=1e-6)
    assert all(-180 <= v.lon <= 180 and -90 <= v.lat <= 90 for v in (view.moved(0.4, 0.4), view.moved(-0.4, -0.4)))


@given(POINTS)
def test_no_point_of_the_world_is_lost(points: list[Row]) -> None:
    inside = [p for p in points if -65 <= p["lat"] <= 85]
    found = clusters(inside, View())
    assert sum(c.n for c in found) == sum(p["n"] for p in inside)
    assert sum(len(c.names) for c in found) == len(inside)


@given(POINTS, VIEWS)
def test_the_box_of_a_cluster_holds_what_it_counts(points: list[Row], view: View) -> None:
    for cluster in clusters(points, view):
        if cluster.box:
            south, west, north, east = map(float, cluster.box.split(","))
            inside = [p for p in points if south <= p["lat"] <= north and west <= p["lon"] <= east]
            assert sum(p["n"] for p in inside) == cluster.n
            assert sorted(p["name"] for p in inside) == sorted(cluster.names)


def test_a_point_alone_has_a_box() -> None:
    point = {"name": "Lodwar", "lat": 3.12, "lon": 35.6, "country": "KEN", "feature": "city", "n": 4}
    assert [c.box for c in clusters([point], View())] == ["3.12,35.6,3.12,35.6"]


def test_the_outlines_have_no_line_across_the_map() -> None:
    for view in (View(), View(60, 175, 2), View(-17, -179, 3), View(15, 30, 4)):
        land = outlines(view)["land"]
        assert land
        for ring in land.split("M")[1:]:
            points = [tuple(map(float, pair.split(","))) for pair in ring.rstrip("Z").split()]
            far = [x for (x, y), (x2, y2) in pairwise(points)
                   if abs(x - x2) > 40 * view.pixels and min(y, y2) < view.height]  # fmt: skip
            assert not far
