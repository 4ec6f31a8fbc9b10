"""MediaPipe Tasks' PoseLandmarker as a pose engine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from vision_coach.core.body.pose import EngineInfo, Frame, Pose
from vision_coach.core.errors import EngineError

CLOSED_PROXY = "http://127.0.0.1:9"
"""Port 9 (discard) of this machine: nothing listens there, so nothing gets out."""
LOOK_FOR_OTHERS_EVERY_S = 4.0
"""Looking for a second person costs about three frames' work, hence 2-3 % at this interval."""


class MediaPipeEstimator:
    """Follows one person through the frames of one source."""

    def __init__(self, model: Path) -> None:
        """Start the engine with a `.task` bundle. Raises EngineError with what to do."""
        if not model.is_file():
            raise EngineError(f"{model}: no such model file")
        forbid_network()
        try:
            import mediapipe
            from mediapipe.tasks.python import vision

            # Its native part, which needs the graphics libraries, is loaded by the first of these.
            self._crowd = create_landmarker(model, vision.RunningMode.IMAGE, people=2)
        except (ImportError, OSError) as problem:
            raise EngineError(
                f"MediaPipe cannot be loaded ({problem}): use --engine onnx, which does without "
                "it, or install what it lacks; on Debian and Ubuntu: "
                "apt install libgl1 libegl1 libgles2 libglib2.0-0"
            ) from problem
        self._mediapipe = mediapipe
        self._model = model
        self._tracker = self._new_tracker()
        self._info = EngineInfo("mediapipe", model.name, str(mediapipe.__version__))

    def _new_tracker(self) -> Any:
        from mediapipe.tasks.python import vision

        self._last_ms = -1
        self._looked_s = -LOOK_FOR_OTHERS_EVERY_S
        return create_landmarker(self._model, vision.RunningMode.VIDEO, people=1)

    def restart(self) -> None:
        """A tracker cannot be told to forget; a new one takes a fraction of the engine's start."""
        self._tracker.close()
        self._tracker = self._new_tracker()

    @property
    def info(self) -> EngineInfo:
        return self._info

    def estimate(self, frame: Frame) -> Pose:
        """The followed person's pose; times must increase from call to call."""
        import cv2

        # The landmarker demands whole milliseconds that strictly increase.
        self._last_ms = max(self._last_ms + 1, round(frame.t_s * 1000))
        rgb = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=rgb)
        result = self._tracker.detect_for_video(image, self._last_ms)
        people = self._count_people(frame.t_s, image)
        if not result.pose_landmarks:
            return Pose.nobody(frame, people)
        return pose_of(frame, result.pose_landmarks[0], result.pose_world_landmarks[0], people)

    def poses(self, frames: Iterable[Frame]) -> Iterator[Pose]:
        return map(self.estimate, frames)

    def _count_people(self, t_s: float, image: Any) -> int | None:
        if t_s - self._looked_s < LOOK_FOR_OTHERS_EVERY_S:
            return None
        self._looked_s = t_s
        return len(self._crowd.detect(image).pose_landmarks)

    def close(self) -> None:
        self._tracker.close()
        self._crowd.close()


def forbid_network() -> None:
    """Keep MediaPipe from sending usage data.

    Its wheels report to a remote host when a task is created, and later from a thread of their
    own. They honour the proxy variables, so these point to a closed port of this machine, for as
    long as the process lives (restoring them lets the thread out again: seen with strace).
    """
    for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy"):
        os.environ[name] = CLOSED_PROXY
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)


def create_landmarker(model: Path, mode: Any, people: int) -> Any:
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)), running_mode=mode, num_poses=people
    )
    try:
        return vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as problem:
        reason = str(problem).strip().splitlines()[0]
        raise EngineError(f"{model}: is no usable pose landmarker model ({reason})") from problem


def pose_of(frame: Frame, landmarks: Any, world: Any, people: int | None) -> Pose:
    height, width = frame.image.shape[:2]
    return Pose.seen(
        frame,
        [[point.x * width, point.y * height] for point in landmarks],
        [point.visibility for point in landmarks],
        [[point.x, point.y, point.z] for point in world],
        people,
    )
