"""The ONNX engine as a whole: what it imports, when it looks where, and whom it follows."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from vision_coach.core.body.pose import Frame, Image, Landmark, Pose
from vision_coach.core.errors import EngineError
from vision_coach.estimators.blazepose.networks import LANDMARKS_FILE, provider_for
from vision_coach.estimators.blazepose.region import Region
from vision_coach.estimators.model_files import model_path
from vision_coach.estimators.onnx import Look, OnnxEstimator, Sight

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
LOWERING = 60
"""A frame of the sample in the middle of a lowering."""
PERSON = slice(260, 620)
"""The columns around the person in it."""
MODELS = model_path(LANDMARKS_FILE).parent


@pytest.fixture(scope="module")
def engine() -> OnnxEstimator:
    return OnnxEstimator(MODELS, threads=1)


@pytest.fixture(scope="module")
def lowering() -> list[Image]:
    """Eight consecutive pictures of someone on the way down."""
    video = cv2.VideoCapture(str(SAMPLE))
    video.set(cv2.CAP_PROP_POS_FRAMES, LOWERING)
    return [np.asarray(video.read()[1], np.uint8) for _ in range(8)]


@pytest.fixture(scope="module")
def squat(lowering: list[Image]) -> Image:
    return np.ascontiguousarray(lowering[0][:, PERSON])


def count_detections(engine: OnnxEstimator, monkeypatch: pytest.MonkeyPatch) -> list[Image]:
    """The pictures that the detector is given from now on."""
    seen: list[Image] = []
    detector = engine._detector

    def counting(image: Image) -> list[np.ndarray]:
        seen.append(image)
        return detector(image)

    monkeypatch.setattr(engine, "_detector", counting)
    return seen


def test_nothing_heavy_or_talkative_is_imported() -> None:
    blocked = "mediapipe", "tensorflow", "torch", "tf2onnx", "onnx"
    code = f"""
import sys
sys.modules.update(dict.fromkeys({blocked!r}))  # importing a None entry fails
from pathlib import Path
import numpy as np
from vision_coach.core.body.pose import Frame
from vision_coach.estimators.onnx import OnnxEstimator
engine = OnnxEstimator(Path({str(MODELS)!r}), threads=1)
assert not engine.estimate(Frame(0.0, np.zeros((48, 64, 3), np.uint8))).found
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_picture_without_a_person_has_no_pose(engine: OnnxEstimator) -> None:
    image = np.full((240, 320, 3), 127, np.uint8)
    cv2.rectangle(image, (100, 60), (180, 200), (40, 90, 200), -1)
    pose = engine.estimate(Frame(1.5, image, starts_shot=True))
    assert not pose.found
    assert (pose.t_s, pose.starts_shot, pose.image_size_px) == (1.5, True, (320, 240))
    assert pose.people == 0


def test_engine_says_what_it_is(engine: OnnxEstimator) -> None:
    assert engine.info.name == "onnx"
    assert engine.info.model == "blazepose_landmarks_full.onnx"
    assert engine.info.version


def test_a_standing_person_is_upright_and_inside_the_picture(
    engine: OnnxEstimator, squat: Image
) -> None:
    pose = engine.estimate(Frame(0.0, squat, starts_shot=True))
    shoulder, hip, ankle = pose.points_px[
        [Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_ANKLE]
    ]
    height_px, width_px = squat.shape[:2]
    assert 0 < shoulder[1] < hip[1] < ankle[1] < height_px
    assert 0 < hip[0] < width_px
    hips_m = pose.world_m[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    np.testing.assert_allclose(hips_m, 0, atol=0.05)


def test_a_followed_person_is_not_detected_again(
    engine: OnnxEstimator, squat: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.estimate(Frame(0.0, squat, starts_shot=True))
    detections = count_detections(engine, monkeypatch)
    first = engine.estimate(Frame(0.03, squat))
    assert first.found
    assert not detections


def test_a_cut_makes_it_look_again(
    engine: OnnxEstimator, squat: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.estimate(Frame(0.0, squat, starts_shot=True))
    detections = count_detections(engine, monkeypatch)
    engine.estimate(Frame(0.03, squat, starts_shot=True))
    assert len(detections) == 1


def test_a_lost_person_is_looked_for_in_the_same_frame(
    engine: OnnxEstimator, squat: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = np.zeros_like(squat)
    engine.estimate(Frame(0.0, np.hstack([squat, beside, beside]), starts_shot=True))
    detections = count_detections(engine, monkeypatch)
    pose = engine.estimate(Frame(0.03, np.hstack([beside, beside, squat])))
    assert len(detections) == 1
    assert pose.points_px[Landmark.LEFT_HIP, 0] > 2 * squat.shape[1]


def test_a_person_who_came_first_is_kept_when_a_larger_one_joins(
    engine: OnnxEstimator, squat: Image
) -> None:
    height_px, width_px = squat.shape[:2]
    small = np.zeros_like(squat)
    small[: height_px // 2, : width_px // 2] = cv2.resize(
        squat, (width_px // 2, height_px // 2), interpolation=cv2.INTER_AREA
    )
    nobody = np.zeros_like(squat)
    both = np.hstack([small, squat])
    alone = engine.estimate(Frame(0.0, np.hstack([small, nobody]), starts_shot=True))
    joined = engine.estimate(Frame(0.03, both))
    afresh = engine.estimate(Frame(0.06, both, starts_shot=True))
    assert alone.points_px[Landmark.LEFT_HIP, 0] < width_px / 2
    assert joined.points_px[Landmark.LEFT_HIP, 0] < width_px / 2
    assert afresh.points_px[Landmark.LEFT_HIP, 0] > width_px


def at(images: list[Image], fps: float = 30.0) -> list[Frame]:
    return [Frame(number / fps, image, number == 0) for number, image in enumerate(images)]


def looked_at(
    engine: OnnxEstimator, frames: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> list[Region]:
    """Where the engine looks for the body in each frame."""
    regions: list[Region] = []
    look_at = engine._look_at

    def noting(image: Image, region: Region) -> object:
        regions.append(region)
        return look_at(image, region)

    monkeypatch.setattr(engine, "_look_at", noting)
    for frame in frames:
        assert engine.estimate(frame).found
    return regions


def test_a_person_is_looked_for_where_they_were_two_frames_before(
    engine: OnnxEstimator, lowering: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = at(lowering[:7])
    changed[4] = Frame(changed[4].t_s, np.ascontiguousarray(lowering[4][::-1]))
    plain = looked_at(engine, at(lowering[:7]), monkeypatch)
    other = looked_at(engine, changed, monkeypatch)
    same = [one == another for one, another in zip(plain, other, strict=False)]
    assert same[:6] == [True] * 6
    assert not same[6]


def test_of_frames_far_apart_the_last_one_says_where_to_look(
    engine: OnnxEstimator, lowering: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = at(lowering[:5], fps=15.0)
    changed[3] = Frame(changed[3].t_s, np.ascontiguousarray(lowering[3][::-1]))
    plain = looked_at(engine, at(lowering[:5], fps=15.0), monkeypatch)
    other = looked_at(engine, changed, monkeypatch)
    assert plain[:4] == other[:4]
    assert plain[4] != other[4]


def test_after_a_cut_nothing_before_it_counts(
    engine: OnnxEstimator, lowering: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    after = [Frame(1 + n / 30, image, n == 0) for n, image in enumerate(lowering[:4])]
    alone = looked_at(engine, after, monkeypatch)[:4]
    both = looked_at(engine, [*at(lowering[4:8]), *after], monkeypatch)
    assert both[-4:] == alone


def test_the_region_rests_while_the_body_does(
    engine: OnnxEstimator, squat: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(0)
    noisy = [
        np.clip(squat + noise.normal(0, 12, squat.shape), 0, 255).astype(np.uint8)
        for _ in range(14)
    ]
    regions = looked_at(engine, at(noisy), monkeypatch)[3:]
    seen = [engine._look_at(image, regions[-1]) for image in noisy[3:]]
    looked = np.array([region.center_px for region in regions])
    answered = np.array([body.alignment_px[0] for body in seen if body])
    assert looked.std(axis=0).max() < answered.std(axis=0).max() / 2


def assert_same(one: Pose, other: Pose) -> None:
    np.testing.assert_array_equal(one.points_px, other.points_px)
    np.testing.assert_array_equal(one.visibility, other.visibility)
    np.testing.assert_array_equal(one.world_m, other.world_m)
    assert (one.t_s, one.people, one.starts_shot) == (other.t_s, other.people, other.starts_shot)


def test_poses_are_the_same_however_many_frames_are_worked_on_at_once(
    lowering: list[Image],
) -> None:
    nobody = np.zeros_like(lowering[0])
    frames = at([*lowering[:4], nobody, nobody, nobody, *lowering[4:]])
    alone, one, two = (OnnxEstimator(MODELS, threads=1, at_once=count) for count in (1, 1, 2))
    expected = [alone.estimate(frame) for frame in frames]
    assert [pose.found for pose in expected] == [True] * 4 + [False] * 3 + [True] * 4
    for engine in (one, two):
        for pose, same in zip(engine.poses(frames), expected, strict=True):
            assert_same(pose, same)


def test_two_frames_are_worked_on_at_the_same_time(
    lowering: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = OnnxEstimator(MODELS, threads=1, at_once=2)
    # A look at a followed person only goes on when the one after it has begun.
    both = threading.Barrier(2)
    answer = engine._answer

    def waiting(look: Look) -> Sight:
        if look.start.region:
            both.wait(timeout=600)
        return answer(look)

    monkeypatch.setattr(engine, "_answer", waiting)
    assert len(list(engine.poses(at(lowering[:5])))) == 5


def test_an_error_in_a_frame_comes_after_the_poses_before_it(lowering: list[Image]) -> None:
    engine = OnnxEstimator(MODELS, threads=1, at_once=2)
    no_picture = np.zeros((0, 0, 3), np.uint8)
    poses = engine.poses(at([*lowering[:3], no_picture]))
    assert [next(poses).found for _ in range(3)] == [True] * 3
    with pytest.raises(cv2.error):
        next(poses)


def test_processor_is_used_unless_a_device_is_named() -> None:
    assert provider_for(None) == provider_for("cpu") == "CPUExecutionProvider"


def test_missing_device_is_one_sentence_with_the_choices() -> None:
    with pytest.raises(EngineError, match=r"--device Toaster: .* offers .*CPU"):
        provider_for("Toaster")


def test_device_may_be_called_as_people_call_it(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = ["CUDAExecutionProvider", "DmlExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: installed)
    assert provider_for("cuda") == "CUDAExecutionProvider"
    assert provider_for("DirectML") == "DmlExecutionProvider"


def test_a_remote_service_is_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = ["AzureExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: installed)
    with pytest.raises(EngineError):
        provider_for("azure")


def test_landmarks_are_those_of_mediapipe(
    engine: OnnxEstimator, squat: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # MediaPipe reports its use otherwise
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

    bundle = BaseOptions(model_asset_path=str(model_path("pose_landmarker_full.task")))
    rgb = cv2.cvtColor(squat, cv2.COLOR_BGR2RGB)
    with vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(base_options=bundle)
    ) as landmarker:
        theirs = landmarker.detect(
            mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        )
    ours = engine.estimate(Frame(0.0, squat, starts_shot=True))
    landmarks, world = theirs.pose_landmarks[0], theirs.pose_world_landmarks[0]
    points_px = np.array([(p.x, p.y) for p in landmarks]) * squat.shape[1::-1]
    apart_px = np.hypot(*(ours.points_px - points_px).T)
    assert np.median(apart_px) < 0.002 * np.hypot(*np.ptp(points_px, axis=0))
    np.testing.assert_allclose(ours.visibility, [p.visibility for p in landmarks], atol=0.03)
    np.testing.assert_allclose(ours.world_m, [(p.x, p.y, p.z) for p in world], atol=0.02)
