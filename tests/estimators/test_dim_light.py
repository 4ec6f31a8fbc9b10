"""Dark pictures reach the engine brighter, all others as they are."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from figure_engine import FigureEngine
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.body.pose import Frame
from vision_coach.estimators.blazepose.networks import LANDMARKS_FILE
from vision_coach.estimators.dim_light import (
    BRIGHT_ENOUGH,
    LARGEST_GAIN,
    Brightened,
    brightened,
    gain_for,
)
from vision_coach.estimators.model_files import model_path
from vision_coach.estimators.onnx import OnnxEstimator

SAMPLE = Path(__file__).resolve().parents[2] / "sample_videos" / "pull_up_front.mp4"
SQUATS = StickFigure("squat", along(*repetitions(1)))
DARKNESS = 0.16
"""Of a room in which an engine by itself sees nobody."""


class Watching(FigureEngine):
    """Remembers the pictures it was shown."""

    def __init__(self):
        super().__init__(SQUATS)
        self.shown = []

    def estimate(self, frame):
        self.shown.append(frame.image)
        return super().estimate(frame)


def grey(level):
    return np.full((120, 160, 3), level, np.uint8)


@pytest.fixture(scope="module")
def person():
    return cv2.VideoCapture(str(SAMPLE)).read()[1]


@pytest.mark.parametrize("level", [80, 128, 255])
def test_a_bright_picture_is_left_alone(level):
    frame = Frame(1.0, grey(level))
    assert brightened(frame) is frame


def test_a_dark_picture_becomes_bright_enough():
    assert brightened(Frame(1.0, grey(20))).image.mean() == BRIGHT_ENOUGH


def test_the_darker_the_brighter_it_is_made_and_never_beyond_the_limit():
    gains = [gain_for(grey(level)) for level in range(256)]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] == LARGEST_GAIN
    assert gains[-1] == 1


def test_no_step_between_dark_and_bright():
    """A picture about as bright as the limit must not flicker."""
    assert gain_for(grey(79)) == pytest.approx(80 / 79)


def test_a_lamp_in_a_dark_room_is_no_light():
    room = grey(20)
    room[:20, :30] = 255
    assert gain_for(room) == pytest.approx(80 / 20)


def test_time_and_cuts_stay():
    frame = brightened(Frame(2.5, grey(20), starts_shot=True))
    assert (frame.t_s, frame.starts_shot) == (2.5, True)


def test_the_picture_that_is_shown_to_the_user_stays_dark():
    image = grey(20)
    brightened(Frame(1.0, image))
    assert (image == 20).all()


def test_one_by_one_or_all_together_the_engine_sees_the_same():
    frames = [Frame(number / 30, grey(10 * number)) for number in range(12)]
    single, together = Watching(), Watching()
    for frame in frames:
        Brightened(single).estimate(frame)
    assert len(list(Brightened(together).poses(frames))) == len(frames)
    for one, other in zip(single.shown, together.shown, strict=True):
        np.testing.assert_array_equal(one, other)


def test_it_names_the_engine_that_sees():
    assert Brightened(FigureEngine(SQUATS)).info == FigureEngine.info


def test_somebody_in_the_dark_is_seen(person):
    dark = Frame(0.0, (person * DARKNESS).astype(np.uint8))
    engine = OnnxEstimator(model_path(LANDMARKS_FILE).parent, threads=1)
    assert not engine.estimate(dark).found
    assert Brightened(engine).estimate(Frame(0.1, dark.image)).found
