import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.live.follower import Movement
from vision_coach.live.prediction import HurryWatch, predicted_s, target_depth
from vision_coach.live.state import Stage


def even(t_s, whole_s, *, bottom_known=True):
    """`t_s` into a lowering at even speed that takes `whole_s`."""
    depth = min(t_s / whole_s, 1.0)
    return Movement(t_s, Stage.LOWERING, depth, 1 / whole_s, start_s=0.0, bottom_known=bottom_known)


def told_s(whole_s, target_s, **known):
    watch = HurryWatch(target_s)
    times = [frame / 30 for frame in range(round(whole_s * 30))]
    told = [t_s for t_s in times if watch.push(even(t_s, whole_s, **known))]
    assert len(told) <= 1
    return told[0] if told else None


@given(st.floats(0.8, 8.0), st.floats(0.5, 0.95))
def test_an_even_lowering_is_predicted_exactly(whole_s, share):
    assert predicted_s(even(share * whole_s, whole_s)) == pytest.approx(
        whole_s if share * whole_s >= 0.4 else None
    )


def test_nothing_is_predicted_of_the_first_moments():
    assert predicted_s(even(0.3, 2.0)) is None
    assert predicted_s(even(0.5, 5.0)) is None
    assert predicted_s(Movement(1.0, Stage.READY, 0.0, 0.0)) is None


def test_a_halt_is_not_predicted_to_last_for_ever():
    halted = Movement(4.0, Stage.LOWERING, 0.5, 0.0, start_s=0.0)
    assert 4.0 < predicted_s(halted) < 14.1


def test_the_pace_is_even_from_top_to_bottom_and_waits_there():
    assert [target_depth(t_s, 4.0) for t_s in (-1.0, 0.0, 1.0, 4.0, 9.0)] == [0, 0, 0.25, 1, 1]


@given(st.floats(1.5, 5.0), st.floats(1.5, 4.0))
def test_a_hurried_lowering_is_told_once_and_before_its_end(whole_s, times):
    assert told_s(whole_s, times * whole_s) < whole_s


@given(st.floats(1.0, 6.0), st.floats(0.5, 1.18))
def test_an_even_lowering_on_tempo_or_slower_is_never_told(whole_s, times):
    assert told_s(whole_s, times * whole_s) is None


def test_the_first_repetition_is_judged_more_carefully():
    assert told_s(2.0, 2.9) is not None
    assert told_s(2.0, 2.9, bottom_known=False) is None


def test_each_lowering_is_told_anew():
    watch = HurryWatch(4.0)
    for _ in range(2):
        watch.new_lowering()
        assert any(watch.push(even(frame / 30, 1.5)) for frame in range(45))
