"""Dark pictures brightened for the pose engine, which finds nobody in the darkest of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import cv2
import numpy as np

from vision_coach.core.body.pose import EngineInfo, Frame, Image, Pose, PoseEstimator

BRIGHT_SHARE = 95
"""Percentile of the brightness that is looked at. A lamp or a window is smaller than the rest."""
BRIGHT_ENOUGH = 80.0
"""Brightness of 255 to which that percentile is brought. The darkest clips of rooms with the light
on have 84, so they stay as they are; more than this makes no landmark better."""
LARGEST_GAIN = 8.0
"""Of a picture that is faded out only noise is left."""
LOOKED_AT = (64, 48)
"""How many points of a picture are looked at, across and down."""


class Brightened:
    """A `PoseEstimator` that sees dark pictures brighter than they are."""

    def __init__(self, engine: PoseEstimator) -> None:
        self._engine = engine

    @property
    def info(self) -> EngineInfo:
        return self._engine.info

    def estimate(self, frame: Frame) -> Pose:
        return self._engine.estimate(brightened(frame))

    def poses(self, frames: Iterable[Frame]) -> Iterator[Pose]:
        return self._engine.poses(map(brightened, frames))

    def restart(self) -> None:
        self._engine.restart()

    def close(self) -> None:
        self._engine.close()


def brightened(frame: Frame) -> Frame:
    """The frame itself where it is bright enough, else one with a brighter picture."""
    gain = gain_for(frame.image)
    if gain == 1:
        return frame
    return replace(frame, image=np.asarray(cv2.convertScaleAbs(frame.image, alpha=gain), np.uint8))


def gain_for(image: Image) -> float:
    """By how much a picture is to be multiplied; 1 for bright ones."""
    points = cv2.resize(image, LOOKED_AT, interpolation=cv2.INTER_NEAREST)
    bright = float(np.percentile(cv2.cvtColor(points, cv2.COLOR_BGR2GRAY), BRIGHT_SHARE))
    return float(np.clip(BRIGHT_ENOUGH / max(bright, 1.0), 1.0, LARGEST_GAIN))
