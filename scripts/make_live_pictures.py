"""Draw the README's pictures of a live session: what the window shows over a sample video.

python scripts/make_live_pictures.py [--out docs/]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
from accuracy.poses import poses_of
from environment import ROOT

from vision_coach.app.live_loop import brightness_of
from vision_coach.app.live_view import LiveView
from vision_coach.core.body.pose import Image
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.course import Block
from vision_coach.live.session import LiveSession
from vision_coach.live.state import LiveState, Plan, Stage
from vision_coach.sinks.pace import Pace, pace_of
from vision_coach.sinks.window.overlay import overlay
from vision_coach.sources.video_file import VideoFile

VIDEO, EXERCISE, TEMPO, REPS = "push_up_side_left.mp4", "push_up", "3-1-1-0", 6
QUALITY = 88
Moment = Callable[[LiveState], bool]

PICTURES: dict[str, Moment] = {
    "live_on_pace": lambda state: (
        pace_of(state) is Pace.ON and state.rep_count == 1 and (state.lowering_s or 0.0) > 1.6
    ),
    "live_too_fast": lambda state: state.stage is Stage.RISING and state.rep_count == 3,
}


def main() -> int:
    options = parse_arguments()
    waiting = dict(PICTURES)
    for state, picture in session():
        for name in [name for name, moment in waiting.items() if moment(state)]:
            del waiting[name]
            target = options.out / f"{name}.jpg"
            cv2.imwrite(str(target), picture(), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
            print(target)
    return 1 if waiting else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder (default: docs/)")
    return parser.parse_args()


def session() -> Iterator[tuple[LiveState, Callable[[], Image]]]:
    """Every moment of a session over the sample, and how to draw it."""
    video = ROOT / "sample_videos" / VIDEO
    exercise = load_exercise(EXERCISE)
    live = LiveSession([Block(exercise, Prescription(parse_tempo(TEMPO)), Plan(reps=REPS))])
    view = LiveView(can_mirror=False)
    poses = poses_of(video, ROOT / ".cache" / "poses")
    for frame, pose in zip(VideoFile(video), poses, strict=True):
        state, _cues = live.push(pose, brightness_of(frame.image), frame.t_s)
        view.observe(state)

        def draw(image: Image = frame.image, state: LiveState = state) -> Image:
            return overlay(image, state, view.settings)

        yield state, draw


if __name__ == "__main__":
    sys.exit(main())
