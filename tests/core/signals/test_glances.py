import numpy as np
import pytest
from stick_figure import StickFigure, along

from vision_coach.core.signals.bodies import body_of
from vision_coach.core.signals.glances import Glances, glance_at
from vision_coach.core.signals.samples import sample_of
from vision_coach.exercises import built_in_names, load_exercise


def test_all_exercises_at_once_see_what_each_sees_by_itself():
    exercises = [load_exercise(name) for name in built_in_names()]
    pose = StickFigure("squat", along((0, 0), (2, 1)), yaw_deg=40.0).pose(1.3)
    together = Glances(exercises).at(body_of(pose))
    for exercise, seen in zip(exercises, together, strict=True):
        alone = glance_at(sample_of(pose, exercise))
        assert (seen.t_s, seen.starts_shot) == (alone.t_s, alone.starts_shot)
        for field in ("inclination_deg", "height_px", "limb_px", "visibility"):
            assert getattr(seen, field) == pytest.approx(getattr(alone, field), rel=1e-5)


def test_a_body_whose_joints_coincide_is_nobody():
    squat = load_exercise("squat")
    pose = StickFigure("squat", along((0, 0), (2, 1))).pose(1.3)
    pose.points_px[:] = 100.0
    (seen,) = Glances([squat]).at(body_of(pose))
    assert np.isnan(seen.inclination_deg)
