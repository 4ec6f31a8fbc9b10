"""Compare the landmarks of both engines, picture by picture, over a folder of videos.

    python scripts/compare_engines.py --data DIR [--every 15]

Still-image mode on both sides: every sampled frame stands for itself (detection, no tracking, no
smoothing), so that differences are those of the engines alone. Distances are in per cent of the
body's height in the picture: the diagonal of MediaPipe's landmarks' bounding box. Frames in which
the engines chose different people (hips further apart than a quarter of the height) are counted
and left out of the distances.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from vision_coach.core.body.pose import Array, Frame, Image, Landmark
from vision_coach.estimators.blazepose.networks import LANDMARKS_FILE
from vision_coach.estimators.model_files import model_path
from vision_coach.estimators.onnx import OnnxEstimator

MAIN_JOINTS = [
    joint
    for joint in Landmark
    if joint.name.endswith(("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE"))
]
HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
SOMEBODY_ELSE = 0.25
"""Share of the body's height between the two engines' hips."""
BUNDLE = "pose_landmarker_full.task"


@dataclass
class Differences:
    """Per compared frame: shape (33,) arrays, gathered in lists."""

    distance_percent: list[Array] = field(default_factory=list)
    visibility: list[Array] = field(default_factory=list)
    world_cm: list[Array] = field(default_factory=list)
    both: int = 0
    neither: int = 0
    only_mediapipe: int = 0
    only_onnx: int = 0
    somebody_else: int = 0

    def add(self, other: Differences) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of .mp4 files")
    parser.add_argument("--every", type=int, default=15, help="compare every n-th frame")
    arguments = parser.parse_args()
    videos = sorted(arguments.data.glob("*.mp4"))
    if not videos:
        print(f"No .mp4 files in {arguments.data}", file=sys.stderr)
        return 1
    total = Differences()
    print(HEADING)
    with landmarker() as mediapipe_engine:
        onnx_engine = OnnxEstimator(model_path(LANDMARKS_FILE).parent, threads=1)
        for video in videos:
            found = compare(pictures(video, arguments.every), mediapipe_engine, onnx_engine)
            print(row(video.stem, found), flush=True)
            total.add(found)
    print(row("all", total))
    return 0


def pictures(video: Path, every: int) -> Iterator[Image]:
    capture = cv2.VideoCapture(str(video))
    capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
    index = 0
    while capture.grab():
        if index % every == 0:
            _, image = capture.retrieve()
            yield np.asarray(image, np.uint8)
        index += 1
    capture.release()


def landmarker() -> vision.PoseLandmarker:
    # MediaPipe reports its use to a remote host when a task is made; nobody listens on this port.
    os.environ["https_proxy"] = "http://127.0.0.1:9"
    return vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(model_path(BUNDLE))),
            running_mode=vision.RunningMode.IMAGE,
        )
    )


def compare(
    images: Iterator[Image], mediapipe_engine: vision.PoseLandmarker, onnx_engine: OnnxEstimator
) -> Differences:
    found = Differences()
    for image in images:
        rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        theirs = mediapipe_engine.detect(
            mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        )
        # A new shot makes the engine forget whom it followed: each picture stands for itself.
        ours = onnx_engine.estimate(Frame(0.0, image, starts_shot=True))
        if not theirs.pose_landmarks or not ours.found:
            found.neither += not theirs.pose_landmarks and not ours.found
            found.only_onnx += ours.found
            found.only_mediapipe += bool(theirs.pose_landmarks)
            continue
        size_px = np.array(image.shape[1::-1])
        points_px = np.array([(p.x, p.y) for p in theirs.pose_landmarks[0]]) * size_px
        height_px = np.hypot(*np.ptp(points_px, axis=0))
        apart = np.hypot(*(points_px - ours.points_px).T) / height_px
        if apart[HIPS].mean() > SOMEBODY_ELSE:
            found.somebody_else += 1
            continue
        world_m = np.array([(p.x, p.y, p.z) for p in theirs.pose_world_landmarks[0]])
        visibility = np.array([p.visibility for p in theirs.pose_landmarks[0]])
        found.both += 1
        found.distance_percent.append(100 * apart)
        found.visibility.append(np.abs(visibility - ours.visibility))
        found.world_cm.append(100 * np.linalg.norm(world_m - ours.world_m, axis=1))
    return found


HEADING = (
    f"{'':22}{'frames':>7}{'other':>6}{'only':>9}   "
    f"{'all 33, %':^13}{'12 joints, %':^14}{'visibility':^15}{'world, cm':^13}\n"
    f"{'video':22}{'both':>7}{'body':>6}{'mp':>5}{'ort':>4}   " + f"{'50 %':>6}{'90 %':>7}" * 4
)


def row(name: str, found: Differences) -> str:
    text = f"{name:22}{found.both:7}{found.somebody_else:6}"
    text += f"{found.only_mediapipe:5}{found.only_onnx:4}   "
    if not found.both:
        return text
    distance = np.array(found.distance_percent)
    for values, digits in (
        (distance, 2),
        (distance[:, MAIN_JOINTS], 2),
        (np.array(found.visibility), 3),
        (np.array(found.world_cm), 2),
    ):
        median, high = np.quantile(values, [0.5, 0.9])
        text += f"{median:6.{digits}f}{high:7.{digits}f}"
    return text


if __name__ == "__main__":
    sys.exit(main())
