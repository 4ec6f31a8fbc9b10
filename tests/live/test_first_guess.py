"""Where a person's top and bottom are thought to be before they were seen moving."""

import pytest

from vision_coach.exercises import built_in_names, load_exercise
from vision_coach.live.depth import first_guess


@pytest.mark.parametrize("name", built_in_names())
def test_the_first_guess_is_a_repetition_of_the_exercise(name):
    exercise = load_exercise(name)
    top, bottom = first_guess(exercise)
    assert top.height - bottom.height >= exercise.minimum_travel
    low, high = exercise.height
    assert low <= bottom.height < top.height <= high
    assert (bottom.angle_deg > top.angle_deg) == exercise.lowering_extends


def test_a_raised_arm_is_level_at_the_top():
    top, bottom = first_guess(load_exercise("lateral_raise"))
    assert top.height == pytest.approx(0.0, abs=0.05)
    # An arm is half as long as trunk and arm together.
    assert bottom.height == pytest.approx(-0.5)
