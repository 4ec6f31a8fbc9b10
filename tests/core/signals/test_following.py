import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.core.signals.following import BodyFollower, RestWatch, fits_exercise
from vision_coach.core.signals.glances import Glance
from vision_coach.exercises import load_exercise

SQUAT = load_exercise("squat")


def glance(
    t_s: float,
    height_px: tuple[float, float] = (90.0, 90.0),
    limb_px: tuple[float, float] = (100.0, 100.0),
    visibility: tuple[float, float] = (1.0, 1.0),
    *,
    starts_shot: bool = False,
    inclination_deg: float = 10.0,
) -> Glance:
    return Glance(t_s, starts_shot, inclination_deg, height_px, limb_px, visibility)


def last_height(*glances: Glance) -> float:
    follower = BodyFollower()
    postures = [follower.push(one) for one in glances]
    assert postures[-1] is not None
    return postures[-1].height


def test_a_far_side_that_is_half_hidden_hardly_counts():
    posture = BodyFollower().push(glance(0.0, visibility=(1.0, 0.5)))
    assert posture is not None
    # Weights 1 and 1/16, over 17/16: they count 16 to 1.
    assert posture.weights == pytest.approx((16 / 17, 1 / 17))


def test_a_limb_that_looks_shorter_keeps_the_length_it_was_seen_with_lately():
    # After 2 s, a scale of 100 px has faded to 100 exp(-2 / 20).
    short = glance(2.0, (45.0, 45.0), (50.0, 50.0))
    assert last_height(glance(0.0), short) == pytest.approx(0.45 * math.exp(0.1))


def test_who_has_walked_away_is_measured_by_the_new_size():
    # After 20 s, 100 px have faded to 37, less than the 50 px that are seen.
    assert last_height(glance(0.0), glance(20.0, (45.0, 45.0), (50.0, 50.0))) == pytest.approx(0.9)


def test_the_scale_is_forgotten_after_a_cut():
    cut = glance(0.1, (45.0, 45.0), (50.0, 50.0), starts_shot=True)
    assert last_height(glance(0.0), cut) == pytest.approx(0.9)


def test_the_scale_is_forgotten_after_a_cut_to_an_empty_picture():
    cut = glance(0.1, starts_shot=True, inclination_deg=math.nan)
    back = glance(0.2, (45.0, 45.0), (50.0, 50.0))
    assert last_height(glance(0.0), cut, back) == pytest.approx(0.9)


def test_a_moment_of_bad_sight_does_not_change_sides():
    row = glance(0.1, (90.0, 30.0), visibility=(0.2, 1.0))
    # The left side's mean visibility has only begun to fall: 1 - 0.8 (1 - exp(-0.05)) = 0.961.
    left, right = 0.960984**4, (0.2 + 0.8 * 0.0487706) ** 4
    expected = (0.9 * left + 0.3 * right) / (left + right)
    assert last_height(glance(0.0, visibility=(1.0, 0.2)), row) == pytest.approx(expected, abs=1e-4)


def test_nobody_has_no_posture():
    assert BodyFollower().push(glance(0.0, inclination_deg=math.nan)) is None


@given(
    scale=st.sampled_from([0.25, 0.5, 2.0, 8.0]),
    shift_s=st.integers(-1000, 1000),
    heights=st.lists(st.integers(-90, 90), min_size=1, max_size=20),
)
def test_following_depends_neither_on_the_pictures_size_nor_on_when_it_began(
    scale, shift_s, heights
):
    plain, changed = BodyFollower(), BodyFollower()
    for number, height in enumerate(heights):
        limb, seen = 100.0 - number, (0.9, 0.3 + number / 50)
        here = plain.push(glance(number / 8, (height, height / 2), (limb, limb), seen))
        there = changed.push(
            glance(
                number / 8 + shift_s,
                (scale * height, scale * height / 2),
                (scale * limb, scale * limb),
                seen,
            )
        )
        assert here is not None
        assert there is not None
        assert there.height == pytest.approx(here.height, abs=1e-9)
        assert there.weights == pytest.approx(here.weights)


def test_swaying_by_less_than_a_step_is_rest():
    rest = RestWatch(0.1)
    for t_s, value in ((0.0, 0.0), (1.0, 0.09), (2.0, -0.09)):
        rest.push(t_s, value)
    assert rest.moved_s == 0.0


def test_creeping_by_small_parts_is_movement_once_they_make_a_step():
    rest = RestWatch(0.1)
    for t_s, value in ((0.0, 0.0), (1.0, 0.06), (2.0, 0.12), (3.0, 0.18)):
        rest.push(t_s, value)
    assert rest.moved_s == 2.0


def test_a_torso_may_lean_further_where_this_is_allowed():
    limit_deg = SQUAT.torso_inclination_deg[1]
    height = sum(SQUAT.height) / 2
    assert fits_exercise(SQUAT, limit_deg, height)
    assert not fits_exercise(SQUAT, limit_deg + 5, height)
    assert fits_exercise(SQUAT, limit_deg + 5, height, further_lean_deg=5)


def test_a_body_below_the_exercises_heights_is_not_in_position():
    low_deg = SQUAT.torso_inclination_deg[0]
    assert not fits_exercise(SQUAT, low_deg, SQUAT.height[0] - 0.01)
