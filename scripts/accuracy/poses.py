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

    The cache's key is the video, the model and the modules that the poses come from.
    """
    cache.mkdir(parents=True, exist_ok=True)
    kept = cache / f"{video.stem}-{sha256_of(video)[:12]}-{engine}-{engine_key()}.npz"
    if not kept.exists():
        result = analyze(video, Request(engine=engine, keep_poses=True), lambda _done, _total: None)
        with whole_file(kept) as content:
            save_poses(content, result.poses, result.session.source, result.session.engine)
    return RecordedPoses(kept)


def engine_key() -> str:
    package = Path(vision_coach.__file__).parent
    inputs = [
        *sorted((package / "estimators").rglob("*.py")),
        *(package / "sources" / name for name in ("video_file.py", "shots.py")),
        model_path(MEDIAPIPE_MODEL),
    ]
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
