"""Compare what the pose model sees in the sample videos with their truth.

    python3 scripts/check_samples.py [DIR]      default: sample_videos/

For each video: the share of frames with a pose among those with the whole person in view, the
visibility of the near side, the distance of the joints, and the error of the moving joint's angle
in the picture (elbow or knee). From the front and the back both sides count. Exits with 1 unless
every such frame has a pose and the near side's angle is at most 6 degrees off on average.

Needs the development environment.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table
from samples.stances import angle_deg

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "pose_landmarker_full.task"

LARGEST_ANGLE_ERROR_DEG = 6.0
VIEW_MARGIN_PX = 4
"""A person whose joints all lie this far inside the picture counts as fully in view."""

# BlazePose's numbers for the left side; the right side's follow each.
LANDMARKS = {"shoulder": 11, "elbow": 13, "wrist": 15, "hip": 23, "knee": 25, "ankle": 27}
MOVING = {
    "squat": ("hip", "knee", "ankle"),
    "push_up": ("shoulder", "elbow", "wrist"),
    "pull_up": ("shoulder", "elbow", "wrist"),
}
Pixels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    frames: int
    detected: float
    """Share of the frames with the whole person in view."""
    visibility: float
    joint_error_px: float
    angle_error_deg: float
    """Mean, in position; of both sides where neither is nearer."""
    worst_angle_error_deg: float
    """95th percentile."""
    has_near_side: bool

    @property
    def passed(self) -> bool:
        follows = self.angle_error_deg <= LARGEST_ANGLE_ERROR_DEG
        return self.detected == 1 and (follows or not self.has_near_side)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "sample_videos")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="look at every N-th frame"
    )
    arguments = parser.parse_args()
    videos = sorted(arguments.folder.glob("*.mp4"))
    results = [check(video, arguments.every) for video in track(videos, "poses")]
    Console().print(table(results))
    return 0 if results and all(result.passed for result in results) else 1


def check(video: Path, every: int) -> Result:
    truth = json.loads(video.with_suffix(".json").read_text())
    size = truth["width"], truth["height"]
    seen = np.array(list(landmarks(video, size, every)))
    looked_at = np.arange(truth["frames"])[::every]
    if len(seen) != len(looked_at):
        raise SystemExit(f"{video.name}: not the {truth['frames']} frames that its truth says")
    sides = [truth["near_side"]] if truth["near_side"] else ["left", "right"]
    in_view = whole_person_in_view(truth)[looked_at]
    found = ~np.isnan(seen[:, 0, 0])
    in_position = np.array([d is not None for d in truth["depth"]])[looked_at] & in_view & found
    chosen = looked_at[in_position]
    joint_errors, visibilities, angle_errors = [], [], []
    corners = MOVING[truth["exercise"]]
    for side in sides:
        for joint in LANDMARKS:
            mark = seen[in_position, LANDMARKS[joint] + (side == "right")]
            exact = np.array(truth[f"{joint}_{side}_px"])[chosen]
            joint_errors.append(np.linalg.norm(mark[:, :2] - exact, axis=1))
            visibilities.append(mark[:, 2])
        points = [seen[in_position, LANDMARKS[j] + (side == "right"), :2] for j in corners]
        exact_deg = np.array(truth[f"{corners[1]}_{side}_deg_2d"])[chosen]
        angle_errors.append(np.abs(angle_deg(*points) - exact_deg))
    return Result(
        video.stem,
        len(seen),
        float(found[in_view].mean()),
        float(np.mean(visibilities)),
        float(np.mean(joint_errors)),
        float(np.mean(angle_errors)),
        float(np.percentile(angle_errors, 95)),
        truth["near_side"] is not None,
    )


def whole_person_in_view(truth: dict[str, object]) -> NDArray[np.bool_]:
    names = [key for key in truth if key.endswith("_px")]
    points = np.array([truth[name] for name in names])
    limit = np.array([truth["width"], truth["height"]], float) - VIEW_MARGIN_PX
    return np.asarray(((points > VIEW_MARGIN_PX) & (points < limit)).all(axis=(0, 2)))


def landmarks(video: Path, size: tuple[int, int], every: int) -> Iterator[Pixels]:
    """Of every `every`-th frame (33, 3): x and y in pixels, visibility; NaN where nobody is."""
    # The pose library reports its use to a remote host; a closed port keeps it at home.
    os.environ["https_proxy"] = "http://127.0.0.1:9"
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(MODEL)),
        running_mode=vision.RunningMode.VIDEO,
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        previous_ms = -1
        for picture, t_s in islice(pictures(video), 0, None, every):
            previous_ms = max(previous_ms + 1, round(t_s * 1000))
            rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            poses = landmarker.detect_for_video(image, previous_ms).pose_landmarks
            if not poses:
                yield np.full((33, 3), np.nan)
                continue
            yield np.array([[p.x * size[0], p.y * size[1], p.visibility] for p in poses[0]])


def pictures(video: Path) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Frames and their times in seconds."""
    capture = cv2.VideoCapture(str(video))
    capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
    while True:
        read, picture = capture.read()
        if not read:
            return
        yield np.asarray(picture, np.uint8), capture.get(cv2.CAP_PROP_POS_MSEC) / 1000


def table(results: list[Result]) -> Table:
    grid = Table("video", "frames", "found", "visibility", "joints px", "angle °", "95 % °", "")
    for r in results:
        numbers = [
            f"{r.detected:.1%}",
            f"{r.visibility:.2f}",
            f"{r.joint_error_px:.1f}",
            f"{r.angle_error_deg:.1f}",
            f"{r.worst_angle_error_deg:.1f}",
        ]
        grid.add_row(r.name, str(r.frames), *numbers, "" if r.passed else "MISSED")
    return grid


if __name__ == "__main__":
    sys.exit(main())
