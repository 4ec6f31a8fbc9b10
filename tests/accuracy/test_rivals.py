"""Two rules that others time repetitions by, against numbers worked out by hand."""

import pytest
from accuracy.rivals import fixed_angles, samples_of, travel_shares
from stick_figure import StickFigure, evenly, repetitions

from vision_coach.exercises import load_exercise

# The figure's knee goes from 175 to 80 degrees, its elbow in a push-up from 172 to 80 and in a
# pull-up from 60 to 172; the angle is linear in time.
WITHIN_S = 0.005


def by_travel(samples, _exercise):
    return travel_shares(samples)


def seen(figure, exercise, duration_s, fps=20.0):
    return samples_of(figure.poses(duration_s, fps), load_exercise(exercise))


def found(rule, exercise, knots, duration_s, fps=20.0):
    figure = StickFigure(exercise, evenly(*knots))
    return rule(seen(figure, exercise, duration_s, fps), load_exercise(exercise))


@pytest.mark.parametrize(
    ("exercise", "leaves_s", "reaches_s"),
    [
        ("squat", 1 + 2 * 30 / 95, 1 + 2 * 85 / 95),
        ("push_up", 1 + 2 * 27 / 92, 1 + 2 * 82 / 92),
        ("pull_up", 1 + 2 * 30 / 112, 1 + 2 * 85 / 112),
    ],
)
def test_fixed_angles_see_the_way_between_145_and_90_degrees(exercise, leaves_s, reaches_s):
    first, second = found(fixed_angles, exercise, repetitions(2), 10)
    assert first.eccentric_start_s == pytest.approx(leaves_s, abs=WITHIN_S)
    assert first.eccentric_end_s == pytest.approx(reaches_s, abs=WITHIN_S)
    assert second.eccentric_start_s == pytest.approx(leaves_s + 4.5, abs=WITHIN_S)


def test_fixed_angles_time_the_rise_and_the_pauses_alike():
    first, last = found(fixed_angles, "squat", repetitions(2), 10)
    # Down past 90 degrees at 2.789 s; up from 80 degrees between 3.5 and 4.5 s.
    assert first.concentric_start_s == pytest.approx(3.5 + 10 / 95, abs=WITHIN_S)
    assert first.concentric_end_s == pytest.approx(3.5 + 65 / 95, abs=WITHIN_S)
    assert first.bottom_pause_s == pytest.approx(3.605 - 2.789, abs=2 * WITHIN_S)
    assert first.top_pause_s == pytest.approx(5.5 + 2 * 30 / 95 - 4.184, abs=2 * WITHIN_S)
    assert last.top_pause_s is None


def test_a_squat_above_90_degrees_is_none_for_fixed_angles():
    knots = repetitions(2, bottom=0.8)  # 99 degrees
    assert found(fixed_angles, "squat", knots, 10) == []
    assert len(found(by_travel, "squat", knots, 10)) == 2


def test_shares_of_travel_time_from_a_tenth_to_nine_tenths_of_the_height():
    knots = [(0.0, 0.0), (1.0, 0.0), (6.0, 1.0), (8.0, 1.0)]
    (one,) = found(by_travel, "pull_up", knots, 8)
    # An arm of 0.3 and 0.27 m reaches 0.286 m at 60 degrees and 0.569 m at 172 (law of cosines),
    # a tenth of the way at 66.7 and nine tenths at 142.8 degrees.
    assert one.eccentric_start_s == pytest.approx(1 + 5 * 6.7 / 112, abs=0.01)
    assert one.eccentric_end_s == pytest.approx(1 + 5 * 82.8 / 112, abs=0.01)
    assert one.concentric_start_s is None


def test_a_first_rise_is_no_lowering():
    knots = [(0.0, 1.0), (1.0, 1.0), (2.0, 0.0), *((t + 2, d) for t, d in repetitions(1)[1:])]
    for rule in (fixed_angles, by_travel):
        assert len(found(rule, "pull_up", knots, 7)) == 1


def test_nobody_and_nothing_are_no_repetitions():
    squat = load_exercise("squat")
    unseen = StickFigure("squat", evenly(*repetitions(1)), seen=lambda _t_s: False)
    still = StickFigure("squat", evenly((0.0, 0.0)))
    for rule in (fixed_angles, by_travel):
        assert rule(samples_of([], squat), squat) == []
        assert rule(seen(unseen, "squat", 5), squat) == []
        assert rule(seen(still, "squat", 5), squat) == []
