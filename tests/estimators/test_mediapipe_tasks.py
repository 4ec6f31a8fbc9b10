"""The real engine, on pictures without people; what it sees in people is a matter of benchmarks."""

import os

import numpy as np
import pytest
from videos import numbered_picture

from vision_coach.core.body.pose import LANDMARK_COUNT, Frame
from vision_coach.core.errors import EngineError
from vision_coach.estimators.mediapipe_tasks import (
    CLOSED_PROXY,
    MediaPipeEstimator,
    forbid_network,
)
from vision_coach.estimators.model_files import model_path
from vision_coach.native_output import NativeOutput

MODEL = "pose_landmarker_full.task"


@pytest.fixture(scope="module")
def estimator():
    with NativeOutput():
        engine = MediaPipeEstimator(model_path(MODEL))
        yield engine
        engine.close()


def test_the_engine_names_itself_and_its_model(estimator):
    assert estimator.info.name == "mediapipe"
    assert estimator.info.model == MODEL
    assert estimator.info.version


def test_nobody_in_the_picture(estimator):
    pose = estimator.estimate(Frame(0.5, numbered_picture(3), starts_shot=True))
    assert not pose.found
    assert pose.t_s == 0.5
    assert pose.starts_shot
    assert pose.image_size_px == (160, 120)
    assert pose.points_px.shape == (LANDMARK_COUNT, 2)
    assert np.isnan(pose.points_px).all()
    assert (pose.visibility == 0).all()


def test_frames_less_than_a_millisecond_apart_are_taken(estimator):
    for t_s in (10.0, 10.0001, 10.0002, 10.0003):
        assert estimator.estimate(Frame(t_s, numbered_picture(0))).t_s == t_s


def test_a_picture_may_change_its_size(estimator):
    small, large = np.zeros((48, 64, 3), np.uint8), np.zeros((480, 640, 3), np.uint8)
    assert estimator.estimate(Frame(20.0, small)).image_size_px == (64, 48)
    assert estimator.estimate(Frame(20.1, large)).image_size_px == (640, 480)


def test_others_are_looked_for_now_and_then_only(estimator):
    looked = [
        estimator.estimate(Frame(100.0 + step, numbered_picture(0))).people is not None
        for step in range(9)
    ]
    assert looked == [True, False, False, False, True, False, False, False, True]


def error_of(model):
    with NativeOutput(), pytest.raises(EngineError) as problem:
        MediaPipeEstimator(model)
    text = str(problem.value)
    assert str(model) in text
    assert "\n" not in text
    return text


@pytest.mark.parametrize("content", [b"", b"no model at all", b"PK\x03\x04 half a bundle"])
def test_a_file_that_is_no_model(content, tmp_path):
    model = tmp_path / "mine.task"
    model.write_bytes(content)
    assert "no usable pose landmarker model" in error_of(model)


def test_half_a_model(tmp_path):
    content = model_path(MODEL).read_bytes()
    (tmp_path / "half.task").write_bytes(content[: len(content) // 2])
    assert "no usable pose landmarker model" in error_of(tmp_path / "half.task")


def test_a_model_that_is_not_there(tmp_path):
    assert "no such model file" in error_of(tmp_path / "gone.task")
    assert "no such model file" in error_of(tmp_path)


def test_a_model_that_the_installation_lacks():
    with pytest.raises(EngineError, match=r"gone\.task is missing.*install it again"):
        model_path("gone.task")


def test_every_way_out_leads_to_a_closed_door(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "*")
    forbid_network()
    assert os.environ["https_proxy"] == os.environ["HTTPS_PROXY"] == CLOSED_PROXY
    assert "NO_PROXY" not in os.environ
    assert "no_proxy" not in os.environ
