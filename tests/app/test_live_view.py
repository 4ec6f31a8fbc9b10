"""What the shell decides about the view."""

import pytest
from stick_figure import StickFigure, along

from vision_coach.app.live_view import LiveView
from vision_coach.exercises import load_exercise
from vision_coach.live.source_status import Fault, SourceStatus
from vision_coach.live.state import LiveState, Stage


def view(yaw_deg, *, can_mirror=True, stage=Stage.FRAMING):
    figure = StickFigure("squat", along((0, 0)), yaw_deg=yaw_deg)
    one = LiveView(can_mirror=can_mirror)
    for pose in figure.poses(3.0, fps=10):
        one.observe(LiveState(pose.t_s, stage, pose, exercise=load_exercise("squat")))
    return one


@pytest.mark.parametrize(("yaw_deg", "mirrored"), [(0, True), (90, False), (180, False)])
def test_who_faces_the_camera_sees_a_mirror(yaw_deg, mirrored):
    assert view(yaw_deg).settings.mirrored is mirrored


def test_a_file_is_shown_as_it_is_and_nothing_turns_during_a_set():
    assert not view(0, can_mirror=False).settings.mirrored
    assert not view(0, stage=Stage.LOWERING).settings.mirrored


def test_what_was_turned_by_hand_stays():
    one = view(0)
    one.turn_mirror()
    for pose in StickFigure("squat", along((0, 0)), yaw_deg=0).poses(9.0, fps=10):
        one.observe(LiveState(pose.t_s, Stage.FRAMING, pose))
    assert not one.settings.mirrored


def test_the_near_side_stands_out():
    """Who faces right shows the right side."""
    left, right = view(90).settings.emphasis.weights
    assert right > 0.9
    left, right = view(-90).settings.emphasis.weights
    assert left > 0.9


def test_the_time_to_the_next_attempt_is_counted_down():
    one = view(0)
    one.note_status(SourceStatus(Fault.LOST, retry_at_s=12.0), now_s=9.5)
    assert one.settings.retry_in_s == 2.5
    one.note_status(SourceStatus(), now_s=13.0)
    assert (one.settings.status.fault, one.settings.retry_in_s) == (None, None)


def test_the_delay_that_is_shown_is_calm():
    one = view(0)
    one.note_delay(0.040)
    one.note_delay(0.140)
    assert one.settings.delay_ms == pytest.approx(50.0)
