"""The pose engines by name."""

from __future__ import annotations

import os
from pathlib import Path

from vision_coach.core.errors import EngineError
from vision_coach.core.frames import PoseEstimator
from vision_coach.estimators.model_files import model_path

MEDIAPIPE, ONNX = "mediapipe", "onnx"
ENGINES = (MEDIAPIPE, ONNX)
MEDIAPIPE_MODEL = "pose_landmarker_full.task"
MOST_THREADS = 4
"""More bring nothing: one inference is too small to divide further."""


def check_engine(engine: str, model: Path | None, device: str | None) -> None:
    """Raise EngineError for a choice that cannot work, before anything is read."""
    if engine == ONNX and model is not None:
        raise EngineError("--model is for --engine mediapipe; the onnx engine has its own models")
    if engine == MEDIAPIPE and device is not None:
        raise EngineError("--device is for --engine onnx")
    if model is not None and not model.is_file():
        raise EngineError(f"{model}: no such model file")


def start_engine(
    engine: str, model: Path | None = None, device: str | None = None
) -> PoseEstimator:
    """A fresh engine for one source. Raises EngineError with what to do."""
    if engine == ONNX:
        # Imported here: the engines need different libraries, and either may be missing.
        from vision_coach.estimators.blazepose.networks import LANDMARKS_FILE
        from vision_coach.estimators.onnx import OnnxEstimator

        folder = model_path(LANDMARKS_FILE).parent
        return OnnxEstimator(folder, threads=usable_threads(), device=device)
    from vision_coach.estimators.mediapipe_tasks import MediaPipeEstimator

    return MediaPipeEstimator(model or model_path(MEDIAPIPE_MODEL))


def usable_threads() -> int:
    """The cores that this process may use, as far as they help."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        cores = os.cpu_count() or 1
    return min(cores, MOST_THREADS)
