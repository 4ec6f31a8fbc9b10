"""The pose engines by name."""

from __future__ import annotations

import os
from pathlib import Path

from vision_coach.core.body.pose import PoseEstimator
from vision_coach.core.errors import EngineError
from vision_coach.estimators.model_files import model_path

MEDIAPIPE, ONNX = "mediapipe", "onnx"
ENGINES = (MEDIAPIPE, ONNX)
MEDIAPIPE_MODEL = "pose_landmarker_full.task"
MOST_THREADS = 4
"""For one inference, which is too small to divide further."""


def check_engine(engine: str, model: Path | None, device: str | None) -> None:
    """Raise EngineError for a choice that cannot work, before anything is read."""
    if engine == ONNX and model is not None:
        raise EngineError("--model is for --engine mediapipe; the onnx engine has its own models")
    if engine == MEDIAPIPE and device is not None:
        raise EngineError("--device is for --engine onnx")
    # Not Path.is_file: that raises for names the system does not allow.
    if model is not None and not os.path.isfile(model):  # noqa: PTH113
        raise EngineError(f"{model}: no such model file")


def start_engine(
    engine: str, model: Path | None = None, device: str | None = None, at_once: int = 1
) -> PoseEstimator:
    """A fresh engine for one source, which also sees in dim light.

    Raises EngineError with what to do. at_once: how many frames of a file it may work on
    together, 1 or 2. 1, for a camera, means one thread: two give a frame's landmarks a tenth
    sooner where nothing else runs, for 12 to 50 % more processor time, and one is quick enough for
    30 frames a second.
    """
    # Imported here: --help needs none of them, and the libraries of either engine may be missing.
    from vision_coach.estimators.dim_light import Brightened

    if engine == ONNX:
        from vision_coach.estimators.blazepose.networks import LANDMARKS_FILE
        from vision_coach.estimators.onnx import OnnxEstimator

        folder = model_path(LANDMARKS_FILE).parent
        cores = usable_cores()
        at_once = min(at_once, cores)
        threads = 1 if at_once == 1 else min(cores // at_once, MOST_THREADS)
        return Brightened(OnnxEstimator(folder, threads=threads, at_once=at_once, device=device))
    from vision_coach.estimators.mediapipe_tasks import MediaPipeEstimator

    return Brightened(MediaPipeEstimator(model or model_path(MEDIAPIPE_MODEL)))


def usable_cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1
