"""Poses of videos, inferred once and kept in a cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

import vision_coach
from vision_coach.app.analysis import analyze
from vision_coach.app.request import Request
from vision_coach.estimators.engines import MEDIAPIPE, MEDIAPIPE_MODEL
from vision_coach.estimators.model_files import model_path
from vision_coach.export.files import whole_file
from vision_coach.sources.recorded_poses import RecordedPoses, save_poses
from vision_coach.sources.video_file import sha256_of


def poses_of(video: Path, cache: Path, engine: str = MEDIAPIPE) -> RecordedPoses:
    """The recorded poses of `video`, analysed now unless the cache has them.

    The cache's key is the video, the model and the modules that the poses come from. Ctrl-C
    raises KeyboardInterrupt, and half a video is not kept.
    """
    kept = kept_poses(video, cache, engine)
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        result = analyze(video, Request(engine=engine, keep_poses=True), lambda _done, _total: None)
        if result.interrupted:
            raise KeyboardInterrupt
        with whole_file(kept) as content:
            save_poses(content, result.poses, result.session.source, result.session.engine)
    return RecordedPoses(kept)


def kept_poses(video: Path, cache: Path, engine: str) -> Path:
    """Where the cache keeps the poses of a video, there or not."""
    return cache / f"{video.stem}-{sha256_of(video)[:12]}-{engine}-{engine_key(engine)}.npz"


def engine_key(engine: str) -> str:
    """Changes with everything that the poses of an engine come from, the libraries left out."""
    package = Path(vision_coach.__file__).parent
    models = model_path(MEDIAPIPE_MODEL).parent
    estimators = package / "estimators"
    if engine == MEDIAPIPE:
        own = [estimators / "mediapipe_tasks.py", models / MEDIAPIPE_MODEL]
    else:
        own = [estimators / "onnx.py", *(estimators / "blazepose").rglob("*.py")]
        own += models.glob("*.onnx")
    around = [estimators / "engines.py", estimators / "dim_light.py"]
    around += [package / "sources" / name for name in ("video_file.py", "shot_boundaries.py")]
    digest = hashlib.sha256()
    for path in [*sorted(own), *around]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
