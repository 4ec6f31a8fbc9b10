"""What enters the program: video frames, and the pose found in each.

Everything behind them (files, cameras, MediaPipe, ONNX Runtime) is an adapter; pose engines share
the protocol `PoseEstimator`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

LANDMARK_COUNT = 33
"""What BlazePose finds of a body, whichever engine runs it; `Landmark` names those in use."""

Array = NDArray[np.float64]
Image = NDArray[np.uint8]


class Landmark(IntEnum):
    """The BlazePose landmarks used here, by their index among the 33 (BlazePose GHUM, 2021)."""

    NOSE = 0
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source."""

    t_s: float
    """Presentation time: seconds from the start of the source."""
    image: Image
    """Shape (height, width, 3), blue-green-red."""
    starts_shot: bool = False
    """True on the first frame after a hard cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """The followed person's landmarks in one frame; NaN where nobody was found."""

    t_s: float
    points_px: Array
    """Shape (33, 2): x to the right, y down."""
    visibility: Array
    """Shape (33,): 0 (hidden) to 1 (seen)."""
    world_m: Array
    """Shape (33, 3): metres from the middle of the hips; x right, y down, z into the picture."""
    image_size_px: tuple[int, int]
    """Width and height of the frame."""
    starts_shot: bool = False
    people: int | None = None
    """How many people were seen; None where the engine did not look in this frame."""

    @property
    def found(self) -> bool:
        return bool(np.isfinite(self.points_px[Landmark.LEFT_HIP, 0]))

    @classmethod
    def nobody(cls, frame: Frame, people: int | None = None) -> Pose:
        return cls.seen(
            frame,
            np.full((LANDMARK_COUNT, 2), np.nan),
            np.zeros(LANDMARK_COUNT),
            np.full((LANDMARK_COUNT, 3), np.nan),
            people,
        )

    @classmethod
    def seen(
        cls,
        frame: Frame,
        points_px: ArrayLike,
        visibility: ArrayLike,
        world_m: ArrayLike,
        people: int | None,
    ) -> Pose:
        """What an engine saw in `frame`."""
        height, width = frame.image.shape[:2]
        return cls(
            t_s=frame.t_s,
            points_px=single(points_px),
            visibility=single(visibility),
            world_m=single(world_m),
            image_size_px=(width, height),
            starts_shot=frame.starts_shot,
            people=people,
        )


def single(values: ArrayLike) -> Array:
    """Rounded to single precision, so that a recording gives back exactly what was analysed."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Which engine and model found the poses; part of every report."""

    name: str
    model: str
    version: str


class PoseEstimator(Protocol):
    """A pose engine: frames of one source in order, one pose each."""

    @property
    def info(self) -> EngineInfo: ...

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`; times must increase from call to call."""
        ...

    def poses(self, frames: Iterable[Frame]) -> Iterator[Pose]:
        """The same for all `frames`, which an engine may work on several at a time."""
        ...

    def restart(self) -> None:
        """Forget the source so far: the next frame is the first of another one."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known of a source after it was read."""

    file: str | None
    sha256: str | None
    width_px: int
    height_px: int
    frames_read: int
    duration_s: float
    damaged: bool | None
    """True when decoding failed somewhere; None when nothing is known of it."""
    created_at: str | None = None
    """When it was recorded, ISO 8601; None where nobody knows."""
    created_at_from: str | None = None
    """How that is known: one of `core.report.session.RECORDED_AT_FROM`."""
    turned_deg: int = 0
    """Clockwise, so that it stands upright; width and height are those afterwards."""
    speed: float = 1.0
    """How many times as fast it happened as the file plays it; times are those it took."""
