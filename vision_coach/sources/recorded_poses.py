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
from typing import Any, BinaryIO, TypeVar, get_type_hints

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
ARCHIVE = b"PK"
"""How every zip file begins."""
NUMBERS = "biuf"
"""numpy's kinds of truth values, whole numbers and fractions."""
MAY_BE_UNSEEN = ("points_px", "world_m")
"""NaN where nobody was found; a number everywhere else."""
LARGEST = 1e9
"""Seconds, pixels, metres or frames: 30 years, and more than any picture or room has. Squares of
such numbers still are single-precision numbers, in which poses are kept."""
LARGEST_UNPACKED_BYTES = 2_000_000_000
"""10 hours at 60 frames a second, of 0.9 kB each. A hundredth of that may unpack to all of it."""
Told = TypeVar("Told", SourceInfo, EngineInfo)


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
            if file.read(len(ARCHIVE)) != ARCHIVE:
                raise SourceError(f"{path}: is no recording of poses: name a file of --poses")
            check_unpacked_size(path)
            file.seek(0)
            recording = np.load(file, allow_pickle=False)
            return {name: recording[name] for name in recording.files}
    except FileNotFoundError as problem:
        raise SourceError(f"{path}: no such file") from problem
    except (EOFError, zipfile.BadZipFile, zlib.error) as problem:
        raise SourceError(f"{path}: the recording is cut off or damaged ({problem})") from problem
    # numpy and zipfile answer other contents with all of these.
    except (
        OSError, ValueError, TypeError, RuntimeError, MemoryError, OverflowError,
    ) as problem:  # fmt: skip
        reason = str(problem).partition("\n")[0]
        raise SourceError(f"{path}: is no recording of poses ({reason})") from problem


def check_unpacked_size(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise SourceError(f"{path}: is no recording of poses (it unpacks to {unpacked} bytes)")


def told_in(text: str, kind: type[Told]) -> Told:
    """What JSON says of a source or an engine. Raises ValueError or TypeError."""
    told = kind(**json.loads(text))
    for name, expected in get_type_hints(kind).items():
        value = getattr(told, name)
        if not isinstance(value, expected | int if expected is float else expected):
            raise TypeError(f"{kind.__name__}: {name} is {value!r:.40}")
        if isinstance(value, int | float) and not abs(value) <= LARGEST:
            raise ValueError(f"{kind.__name__}: {name} is no number that can be")
    return told


class RecordedPoses:
    """A recording, ready to be run through the pipeline again."""

    def __init__(self, path: Path) -> None:
        """Load `path`. Raises SourceError, in one line, when it is no recording of poses."""
        content = load_arrays(path)
        try:
            self._take(content)
        # OverflowError: infinity as a version; RecursionError: brackets nested a thousand deep.
        except (
            KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError,
        ) as problem:  # fmt: skip
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
            check_numbers(name, content[name])
        # As fractions: differences of unsigned numbers are never negative.
        if not (np.diff(content["t_s"].astype(np.float64)) > 0).all():
            raise ValueError("times do not increase")
        self.source = told_in(str(content["source"]), SourceInfo)
        self.engine = told_in(str(content["engine"]), EngineInfo)
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


def check_numbers(name: str, array: Any) -> None:
    """Raises ValueError for what cannot have been seen."""
    if array.dtype.kind not in NUMBERS:
        raise ValueError(f"{name} holds no numbers")
    good = np.abs(array.astype(np.float64)) <= LARGEST
    if name in MAY_BE_UNSEEN:
        good |= np.isnan(array)
    if not good.all():
        raise ValueError(f"{name} holds a number that cannot be")
