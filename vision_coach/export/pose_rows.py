"""Poses as raw rows of one size, so that a file of them can be cut off anywhere and still be read.

Single precision, as in the recordings that `replay` takes: rows give back what was analysed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import LANDMARK_COUNT, Pose

ROW = np.dtype(
    [
        ("t_s", "<f8"),
        ("points_px", "<f4", (LANDMARK_COUNT, 2)),
        ("visibility", "<f4", LANDMARK_COUNT),
        ("world_m", "<f4", (LANDMARK_COUNT, 3)),
        ("image_size_px", "<i4", 2),
        ("people", "<i2"),  # -1 where not counted
        ("starts_shot", "?"),
    ]
)


def row_of(pose: Pose) -> bytes:
    row: NDArray[np.void] = np.zeros((), dtype=ROW)
    row["t_s"] = pose.t_s
    row["points_px"], row["visibility"], row["world_m"] = (
        pose.points_px,
        pose.visibility,
        pose.world_m,
    )
    row["image_size_px"] = pose.image_size_px
    row["people"] = -1 if pose.people is None else pose.people
    row["starts_shot"] = pose.starts_shot
    return row.tobytes()


def read_rows(path: Path) -> NDArray[np.void]:
    """All whole rows; what a power cut left after them (half a row, zeros) is left out."""
    content = path.read_bytes()
    count = len(content) // ROW.itemsize
    rows: NDArray[np.void] = np.frombuffer(content, dtype=ROW, count=count)
    t_s = rows["t_s"]
    good = np.isfinite(t_s) & np.isfinite(rows["visibility"]).all(axis=1)
    for name in ("points_px", "world_m"):  # NaN where nobody was found
        good &= ~np.isinf(rows[name]).any(axis=(1, 2))
    good[1:] &= np.diff(t_s) > 0
    return rows if good.all() else rows[: int(np.argmin(good))]


def poses_of(rows: NDArray[np.void]) -> Iterator[Pose]:
    for row in rows:
        width, height = row["image_size_px"]
        people = int(row["people"])
        yield Pose(
            t_s=float(row["t_s"]),
            points_px=row["points_px"].astype(np.float64),
            visibility=row["visibility"].astype(np.float64),
            world_m=row["world_m"].astype(np.float64),
            image_size_px=(int(width), int(height)),
            starts_shot=bool(row["starts_shot"]),
            people=None if people < 0 else people,
        )
