"""What is timed: the bare loop, and the frame loop of `analyze` with each engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import psutil

from vision_coach.app.analysis import Analysis, analyze
from vision_coach.app.request import Request
from vision_coach.estimators.engines import MEDIAPIPE_MODEL, start_engine
from vision_coach.estimators.mediapipe_tasks import create_landmarker, forbid_network
from vision_coach.estimators.model_files import model_path
from vision_coach.native_output import NativeOutput
from vision_coach.sources.video_file import VideoFile

Result = TypeVar("Result")

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
        self._worker: list[psutil.Process] = []

    def note(self, _done: int = 0, _total: int | None = None) -> None:
        if not self._marks:
            self._worker = psutil.Process().children()
        self._marks.append((time.perf_counter(), self._cpu_s()))

    def _cpu_s(self) -> float:
        """Of this process and of the pose worker, where there is one."""
        times = [worker.cpu_times() for worker in self._worker]
        return float(time.process_time() + sum(used.user + used.system for used in times))

    def result(self) -> Run:
        (first_s, first_cpu_s), (last_s, last_cpu_s) = self._marks[0], self._marks[-1]
        frames = len(self._marks) - 1
        return Run(frames, last_s - first_s, last_cpu_s - first_cpu_s, first_s - self._started_s)


@dataclass(frozen=True, slots=True)
class Parts:
    """Processor time of each part of `analyze`, one after the other, ms a frame."""

    decode_ms: float
    pose_ms: float
    logic_ms: float


def parts(engine: str, video: Path) -> Parts:
    """Where the time goes; logic is all exercises, as with `--exercise auto`."""
    spent_s = dict.fromkeys(("decode", "pose", "logic"), 0.0)

    def timed(part: str, step: Callable[[], Result]) -> Result:
        started_s = time.process_time()
        result = step()
        spent_s[part] += time.process_time() - started_s
        return result

    done = 0
    with NativeOutput():
        frames = iter(VideoFile(video))
        estimator = start_engine(engine)
        analysis = Analysis(Request(engine=engine))
        analysis.push(estimator.estimate(next(frames)))
        while frame := timed("decode", lambda: next(frames, None)):
            pose = timed("pose", partial(estimator.estimate, frame))
            timed("logic", partial(analysis.push, pose))
            done += 1
        estimator.close()
    return Parts(*(1000 * spent_s[part] / done for part in ("decode", "pose", "logic")))


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
