"""What is timed: the bare loop, and the frame loop of `analyze` with each engine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from vision_coach.app.analysis import analyze
from vision_coach.app.request import Request
from vision_coach.estimators.engines import MEDIAPIPE_MODEL
from vision_coach.estimators.mediapipe_tasks import create_landmarker, forbid_network
from vision_coach.estimators.model_files import model_path
from vision_coach.native_output import NativeOutput

BARE = "bare"


@dataclass(frozen=True, slots=True)
class Run:
    """One pass over a video, from its first frame to its last."""

    frames: int
    wall_s: float
    cpu_s: float
    first_s: float
    """From the start, engine and model loading included, to the first frame's pose."""

    @property
    def frames_per_s(self) -> float:
        return self.frames / self.wall_s

    @property
    def cpu_ms_per_frame(self) -> float:
        return self.cpu_s / self.frames * 1000


def run(loop: str, video: Path) -> Run:
    """loop: "bare", or the name of the engine to analyse with."""
    return bare_loop(video) if loop == BARE else analyze_loop(video, loop)


class Stopwatch:
    """Notes the wall and processor time of every frame."""

    def __init__(self) -> None:
        self._started_s = time.perf_counter()
        self._marks: list[tuple[float, float]] = []

    def note(self, _done: int = 0, _total: int | None = None) -> None:
        self._marks.append((time.perf_counter(), time.process_time()))

    def result(self) -> Run:
        (first_s, first_cpu_s), (last_s, last_cpu_s) = self._marks[0], self._marks[-1]
        frames = len(self._marks) - 1
        return Run(frames, last_s - first_s, last_cpu_s - first_cpu_s, first_s - self._started_s)


def bare_loop(video: Path) -> Run:
    """cv2 read and MediaPipe detect, nothing else."""
    watch = Stopwatch()
    import cv2
    import mediapipe
    from mediapipe.tasks.python import vision

    forbid_network()
    with NativeOutput():
        tracker = create_landmarker(model_path(MEDIAPIPE_MODEL), vision.RunningMode.VIDEO, people=1)
        capture = cv2.VideoCapture(str(video))
        number = 0
        while True:
            ok, image = capture.read()
            if not ok:
                break
            rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            tracker.detect_for_video(picture, number * 33)
            number += 1
            watch.note()
        tracker.close()
    return watch.result()


def analyze_loop(video: Path, engine: str) -> Run:
    watch = Stopwatch()
    analyze(video, Request(engine=engine), watch.note)
    return watch.result()
