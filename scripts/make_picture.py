"""Draw the README's picture: a frame of a sample with the skeleton and the timing on it.

python scripts/make_picture.py [--video FILE] [--at SECONDS] [--out docs/squat_side.jpg]
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from accuracy.poses import poses_of
from environment import ROOT

from vision_coach.app.analysis import Analysis
from vision_coach.app.request import Request
from vision_coach.core.frames import Image, Landmark, Pose
from vision_coach.core.report import Rep, SetReport
from vision_coach.core.review import Prescription
from vision_coach.core.tempo import Verdict, parse_tempo
from vision_coach.sources.video_file import VideoFile

CHAINS = (("SHOULDER", "ELBOW", "WRIST"), ("SHOULDER", "HIP", "KNEE", "ANKLE", "FOOT_INDEX"))
BONES = [
    (Landmark[f"{side}_{one}"], Landmark[f"{side}_{other}"])
    for side in ("LEFT", "RIGHT")
    for chain in CHAINS
    for one, other in pairwise(chain)
] + [(Landmark[f"LEFT_{part}"], Landmark[f"RIGHT_{part}"]) for part in ("SHOULDER", "HIP")]
# Blue, green, red. Okabe and Ito's palette (2008), which colour-blind eyes can tell apart.
WHITE, DARK, BONE = (255, 255, 255), (45, 38, 32), (233, 180, 86)
COLOURS = {Verdict.ON: (115, 158, 0), Verdict.FAST: (0, 94, 213), Verdict.SLOW: (0, 159, 230)}
PANEL_PX, MARGIN_PX = 150, 24
SCALE = 2


def main() -> int:
    options = parse_arguments()
    poses = poses_of(options.video, ROOT / ".cache" / "poses")
    request = Request(prescription=Prescription(parse_tempo(options.tempo)))
    analysis = Analysis(request)
    for pose in poses:
        analysis.push(pose)
    result = analysis.result(poses.source, poses.engine, (), interrupted=False)
    frames = list(zip(VideoFile(options.video), poses, strict=True))
    frame, pose = min(frames, key=lambda pair: abs(pair[0].t_s - options.at))
    big = cv2.resize(frame.image, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC)
    picture = np.asarray(big, dtype=np.uint8)
    draw_skeleton(picture, pose)
    one = result.session.sets[0]
    draw_clock(picture, one, frame.t_s)
    picture = np.vstack([picture, panel(one, picture.shape[1], frame.t_s)])
    cv2.imwrite(str(options.out), picture, [cv2.IMWRITE_JPEG_QUALITY, 88])
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--video", type=Path, default=ROOT / "sample_videos" / "squat_side.mp4")
    parser.add_argument("--tempo", default="4-1-1-0")
    parser.add_argument("--at", type=float, default=10.2)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "squat_side.jpg")
    return parser.parse_args()


def draw_skeleton(picture: Image, pose: Pose) -> None:
    points = [tuple(int(value) for value in point * SCALE) for point in pose.points_px]
    for width_px, colour in ((11, DARK), (6, BONE)):
        for one, other in BONES:
            cv2.line(picture, points[one], points[other], colour, width_px, cv2.LINE_AA)
    for joint in {joint for bone in BONES for joint in bone}:
        cv2.circle(picture, points[joint], 10, DARK, -1, cv2.LINE_AA)
        cv2.circle(picture, points[joint], 7, WHITE, -1, cv2.LINE_AA)


def draw_clock(picture: Image, one: SetReport, t_s: float) -> None:
    """The running time of the lowering against its target."""
    rep = next(rep for rep in one.reps if rep.eccentric_start_s <= t_s <= rep.eccentric_end_s)
    elapsed_s = t_s - rep.eccentric_start_s
    write(picture, f"rep {rep.index}: lowering", (60, 90), 1.3)
    write(picture, f"{elapsed_s:.1f} s", (60, 190), 3.0)
    if rep.target_s is None:
        return
    left, top, width = 60, 230, 420
    done = int(width * min(1.0, elapsed_s / rep.target_s))
    cv2.rectangle(picture, (left, top), (left + width, top + 26), DARK, -1)
    cv2.rectangle(picture, (left, top), (left + done, top + 26), BONE, -1)
    write(picture, f"target {rep.target_s:.0f} s", (left, top + 80), 1.3)


def write(picture: Image, text: str, place: tuple[int, int], size: float) -> None:
    for thickness, colour in ((int(size * 6), DARK), (max(2, int(size * 2)), WHITE)):
        cv2.putText(
            picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, size, colour, thickness, cv2.LINE_AA
        )


def panel(one: SetReport, width_px: int, now_s: float) -> Image:
    """The depth curve of the set with each lowering shaded in the colour of its verdict."""
    height_px = PANEL_PX * SCALE
    area = np.full((height_px, width_px, 3), 250, np.uint8)
    last_s = one.curve.t_s[-1]

    def place(t_s: float, depth: float) -> tuple[int, int]:
        across = MARGIN_PX + (width_px - 2 * MARGIN_PX) * t_s / last_s
        return int(across), int(70 + (height_px - 110) * depth)

    for rep in one.reps:
        shade(area, rep, place(rep.eccentric_start_s, 0)[0], place(rep.eccentric_end_s, 0)[0])
    points = [
        place(t_s, depth)
        for t_s, depth in zip(one.curve.t_s, one.curve.depth, strict=True)
        if depth is not None
    ]
    cv2.polylines(area, [np.array(points, np.int32)], False, DARK, 4, cv2.LINE_AA)  # noqa: FBT003
    now = place(now_s, 0)[0]
    cv2.line(area, (now, 12), (now, height_px - 12), (0, 94, 213), 3, cv2.LINE_AA)
    return area


def shade(area: Image, rep: Rep, left_px: int, right_px: int) -> None:
    colour = COLOURS.get(rep.verdict or Verdict.NOT_GRADED, (160, 160, 160))
    part = area[:, left_px:right_px]
    part[:] = (0.65 * part + 0.35 * np.array(colour)).astype(np.uint8)
    word = str(rep.verdict) if rep.verdict else ""
    text = f"{rep.eccentric_s:.2f} s {word}"
    place = (left_px + 8, 44)
    cv2.putText(area, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.0, DARK, 2, cv2.LINE_AA)


if __name__ == "__main__":
    sys.exit(main())
