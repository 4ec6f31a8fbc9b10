"""Recorded poses: what an engine saw, kept so that nothing need be inferred twice.

An `.npz` of plain arrays (no pickles): `format_version`; `t_s` (n,); `points_px` (n, 33, 2),
`visibility` (n, 33) and `world_m` (n, 33, 3) in single precision, NaN where nobody was found;
`starts_shot` (n,); `people` (n,), -1 where not counted; `image_size_px` (n, 2); and as JSON text
`source` and `engine`.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from vision_coach.core.body.pose import EngineInfo, Pose, SourceInfo
from vision_coach.core.errors import SourceError

FORMAT_VERSION = 1
ARRAYS = {
    "t_s": (),
    "points_px": (33, 2),
    "visibility": (33,),
    "world_m": (33, 3),
    "starts_shot": (),
    "people": (),
    "image_size_px": (2,),
}
"""Name -> shape of one pose's entry."""
NUMBERS = "biuf"
"""numpy's kinds of truth values, whole numbers and fractions."""


def save_poses(
    target: BinaryIO, poses: Iterable[Pose], source: SourceInfo, engine: EngineInfo
) -> None:
    rows = list(poses)
    np.savez_compressed(
        target,
        format_version=np.array(FORMAT_VERSION),
        t_s=np.array([pose.t_s for pose in rows], dtype=np.float64),
        points_px=stacked([pose.points_px for pose in rows], ARRAYS["points_px"]),
        visibility=stacked([pose.visibility for pose in rows], ARRAYS["visibility"]),
        world_m=stacked([pose.world_m for pose in rows], ARRAYS["world_m"]),
        starts_shot=np.array([pose.starts_shot for pose in rows], dtype=bool),
        people=np.array([-1 if pose.people is None else pose.people for pose in rows], dtype=int),
        image_size_px=np.array([pose.image_size_px for pose in rows], dtype=int).reshape(-1, 2),
        source=np.array(json.dumps(asdict(source))),
        engine=np.array(json.dumps(asdict(engine))),
    )


def stacked(rows: list[Any], shape: tuple[int, ...]) -> Any:
    return np.array(rows, dtype=np.float32).reshape(-1, *shape)


def load_arrays(path: Path) -> dict[str, Any]:
    """The arrays in an `.npz` by name. Raises SourceError for anything else."""
    try:
        # Opened here, since numpy leaves a broken archive open.
        with path.open("rb") as file:
            recording = np.load(file, allow_pickle=False)
            if not isinstance(recording, np.lib.npyio.NpzFile):
                raise SourceError(f"{path}: is no recording of poses (a single array)")
            return {name: recording[name] for name in recording.files}
    except FileNotFoundError as problem:
        raise SourceError(f"{path}: no such file") from problem
    except (EOFError, zipfile.BadZipFile, zlib.error) as problem:
        raise SourceError(f"{path}: the recording is cut off or damaged ({problem})") from problem
    # numpy and zipfile answer other contents with all of these.
    except (OSError, ValueError, TypeError, NotImplementedError, RuntimeError) as problem:
        reason = str(problem).partition("\n")[0]
        raise SourceError(f"{path}: is no recording of poses ({reason})") from problem


class RecordedPoses:
    """A recording, ready to be run through the pipeline again."""

    def __init__(self, path: Path) -> None:
        """Load `path`. Raises SourceError, in one line, when it is no recording of poses."""
        content = load_arrays(path)
        try:
            self._take(content)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise SourceError(
                f"{path}: is no recording of poses, or of another version ({problem})"
            ) from problem

    def _take(self, content: dict[str, Any]) -> None:
        if int(content["format_version"]) != FORMAT_VERSION:
            raise ValueError(f"format {content['format_version']}, expected {FORMAT_VERSION}")
        count = len(content["t_s"])
        for name, shape in ARRAYS.items():
            if content[name].shape != (count, *shape):
                raise ValueError(f"{name} has shape {content[name].shape}")
            if content[name].dtype.kind not in NUMBERS:
                raise ValueError(f"{name} holds no numbers")
        t_s = content["t_s"]
        if not (np.isfinite(t_s).all() and (np.diff(t_s) > 0).all()):
            raise ValueError("times do not increase")
        if not np.isfinite(content["visibility"]).all():
            raise ValueError("visibility is not a number")
        if np.isinf(content["points_px"]).any():
            raise ValueError("points_px is infinite")
        self.source = SourceInfo(**json.loads(str(content["source"])))
        self.engine = EngineInfo(**json.loads(str(content["engine"])))
        self._content = content

    def __len__(self) -> int:
        return len(self._content["t_s"])

    def __iter__(self) -> Iterator[Pose]:
        content = self._content
        for row in range(len(self)):
            width, height = content["image_size_px"][row]
            people = int(content["people"][row])
            yield Pose(
                t_s=float(content["t_s"][row]),
                points_px=content["points_px"][row].astype(np.float64),
                visibility=content["visibility"][row].astype(np.float64),
                world_m=content["world_m"][row].astype(np.float64),
                image_size_px=(int(width), int(height)),
                starts_shot=bool(content["starts_shot"][row]),
                people=None if people < 0 else people,
            )
