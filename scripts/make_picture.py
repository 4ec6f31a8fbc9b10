"""Draw the README's picture: a frame of a sample with the skeleton and the timing on it.

python scripts/make_picture.py [--video FILE] [--at SECONDS] [--out docs/squat_side.jpg]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
from accuracy.poses import poses_of
from environment import ROOT

from vision_coach.app.analysis import Analysis
from vision_coach.app.annotation import Painter, scaled, scaled_frame
from vision_coach.app.request import Request
from vision_coach.core.body.pose import Image
from vision_coach.core.report.session import Rep, SetReport
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.drawing.palette import DARK, VERDICT_COLOURS, VERMILION
from vision_coach.drawing.text import Style, draw_text
from vision_coach.sources.video_file import VideoFile

PANEL_PX, MARGIN_PX = 150, 24
SCALE = 2


def main() -> int:
    options = parse_arguments()
    poses = poses_of(options.video, ROOT / ".cache" / "poses")
    request = Request(prescription=Prescription(parse_tempo(options.tempo)), keep_poses=True)
    analysis = Analysis(request)
    for pose in poses:
        analysis.push(pose)
    result = analysis.result(poses.source, poses.engine, (), interrupted=False)
    larger = scaled(result, SCALE)
    frames = list(zip(VideoFile(options.video), larger.poses, strict=True))
    small, pose = min(frames, key=lambda pair: abs(pair[0].t_s - options.at))
    frame = scaled_frame(small, SCALE)
    Painter(larger, request).draw(frame, pose)
    below = panel(result.session.sets[0], frame.image.shape[1], frame.t_s)
    picture = np.vstack([frame.image, below])
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
    cv2.line(area, (now, 12), (now, height_px - 12), VERMILION, 3, cv2.LINE_AA)
    return area


def shade(area: Image, rep: Rep, left_px: int, right_px: int) -> None:
    part = area[:, left_px:right_px]
    part[:] = (0.65 * part + 0.35 * np.array(VERDICT_COLOURS[rep.verdict])).astype(np.uint8)
    word = str(rep.verdict) if rep.verdict else ""
    text = f"{rep.eccentric_s:.2f} s {word}"
    draw_text(area, text, (left_px + 8, 44), Style(32, DARK))


if __name__ == "__main__":
    sys.exit(main())
