"""The draw: exact sizes, exact probabilities, the same again for the same seed."""

import tracemalloc
from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from rechecks import drawing
from rechecks.drawing import Row, allocate, draw, systematic

frames = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 6, 12])), min_size=1, max_size=80
).map(lambda rows: [Row(f"h{n:03}", f"U{unit}", weight) for n, (unit, weight) in enumerate(rows)])
seeds = st.text(min_size=1, max_size=12)
HALF = drawing.WHOLE // 2


@given(frames, st.integers(1, 100), seeds)
def test_as_many_are_drawn_as_asked_for_each_once_and_all_where_there_are_fewer(frame, size, seed):
    drawn = draw(frame, size, seed)
    assert len(drawn) == min(size, len(frame))
    assert len({one.row.hazard for one in drawn}) == len(drawn)
    assert {one.row for one in drawn} <= set(frame)


@given(frames, st.integers(1, 100), seeds)
def test_with_a_place_for_every_unit_each_unit_comes_up(frame, size, seed):
    units = {row.stratum for row in frame}
    drawn = Counter(one.row.stratum for one in draw(frame, size, seed))
    if size >= len(units):
        assert set(drawn) == units
    else:
        assert sum(drawn.values()) == size


@given(frames, st.integers(1, 100), seeds)
def test_the_order_in_which_the_frame_is_read_changes_nothing(frame, size, seed):
    assert draw(reversed(frame), size, seed) == draw(frame, size, seed)


@given(frames)
def test_the_kept_frame_is_read_as_it_was_written(frame):
    assert drawing.read(drawing.written(frame)) == sorted(frame)


@given(st.lists(st.sampled_from([1, 2, 3, 6, 12]), min_size=1, max_size=40), st.data())
def test_the_probabilities_of_all_rows_add_up_to_the_size(weights, data):
    """Each row's probability is found out by drawing with every start that makes a difference."""
    rows = [Row(f"h{n:02}", "U", weight) for n, weight in enumerate(weights)]
    size = data.draw(st.integers(1, len(rows)))
    expected: dict[str, Fraction] = {}
    steps = 64
    for step in range(steps):
        for one in systematic(rows, size, step * (drawing.WHOLE // steps)):
            expected[one.row.hazard] = one.probability
    assert all(0 < probability <= 1 for probability in expected.values())
    if len(expected) == len(rows):
        assert sum(expected.values()) == size


def test_a_worked_example_by_hand():
    """Weights 1, 1, 2, 4 and two marks: 4·2 ≥ 8, so the last comes up for certain; of the other
    three, 4 long together, the mark falls half way, at 2, where the third one lies."""
    rows = [Row("a", "U", 1), Row("b", "U", 1), Row("c", "U", 2), Row("d", "U", 4)]
    drawn = systematic(rows, 2, HALF)
    assert [(one.row.hazard, one.probability) for one in drawn] == [("d", 1), ("c", Fraction(1, 2))]


def test_rows_come_up_as_often_as_their_probabilities_say():
    """2,000 seeds, always the same ones; each frequency within four standard errors."""
    frame = [Row(f"h{n:02}", f"U{n % 4}", (1, 2, 3, 6)[n // 4 % 4]) for n in range(40)]
    for size in (3, 9):
        probability: dict[str, float] = {}
        often: Counter[str] = Counter()
        for seed in range(2000):
            for one in draw(frame, size, str(seed)):
                probability[one.row.hazard] = float(one.probability)
                often[one.row.hazard] += 1
        assert len(probability) == len(frame)
        assert abs(sum(probability.values()) - size) < 1e-9
        for hazard, p in probability.items():
            assert abs(often[hazard] / 2000 - p) <= 4 * (p * (1 - p) / 2000) ** 0.5, (hazard, size)


def test_this_seed_gives_this_draw_on_every_machine():
    """Written down once: a change of the method, the hash or the order shows here."""
    frame = [Row(f"hazard-{n:02}", f"JZ{n % 3:03}", 1 + n % 3) for n in range(12)]
    drawn = draw(frame, 4, "2021-06")
    assert [(one.row.hazard, str(one.probability)) for one in drawn] == [
        ("hazard-00", "1/4"),
        ("hazard-04", "1/4"),
        ("hazard-05", "1/2"),
        ("hazard-11", "1/2"),
    ]
    fewer = draw(frame, 2, "2021-06")
    assert [(one.row.hazard, str(one.probability)) for one in fewer] == [
        ("hazard-00", "1/12"),
        ("hazard-11", "1/4"),
    ]


def test_another_seed_gives_another_draw():
    frame = [Row(f"h{n:03}", f"U{n % 5}", 1) for n in range(200)]
    draws = {tuple(one.row.hazard for one in draw(frame, 10, str(seed))) for seed in range(20)}
    assert len(draws) == 20


def test_places_go_by_weight_one_each_at_least_and_never_beyond_the_rows():
    strata = {"a": (100, 100), "b": (50, 100), "c": (2, 300), "d": (1, 1)}
    assert allocate(13, strata) == {"a": 5, "b": 5, "c": 2, "d": 1}
    assert allocate(4, strata) == dict.fromkeys("abcd", 1)


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.tuples(st.integers(1, 20), st.integers(1, 12)).map(
            lambda told: (told[0], told[0] * told[1])
        ),
        min_size=1,
        max_size=12,
    ),
    st.data(),
)
@settings(max_examples=60)
def test_a_larger_sample_never_takes_a_place_away(strata, data):
    most = sum(rows for rows, _ in strata.values())
    size = data.draw(st.integers(len(strata), most))
    places = allocate(size, strata)
    assert sum(places.values()) == size
    assert all(1 <= places[name] <= rows for name, (rows, _) in strata.items())
    if size < most:
        more = allocate(size + 1, strata)
        assert all(more[name] >= places[name] for name in strata)


def test_a_hundred_thousand_hazards_are_drawn_from_in_bounded_memory():
    frame = [Row(f"{n:036}", f"JZ{n % 300:03}", (1, 2, 3, 6, 12)[n % 5]) for n in range(100_000)]
    tracemalloc.start()
    drawn = draw(frame, 500, "x")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(drawn) == 500
    assert peak < 60_000_000
