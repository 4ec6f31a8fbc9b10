"""What gives pictures as they happen: cameras, streams, or a file that plays at its own pace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from vision_coach.core.body.pose import Image
from vision_coach.core.errors import SourceError
from vision_coach.live.source_status import Fault

Clock = Callable[[], float]
"""Seconds since the session began, never going back."""


@dataclass(frozen=True, slots=True, eq=False)
class Grab:
    """A picture and the moment right after it was taken, on the clock of the session."""

    t_s: float
    image: Image
    starts_shot: bool = False


class Device(Protocol):
    """An opened camera. All calls come from one thread."""

    is_sensor: bool
    """Whether the pictures come from a sensor, which never gives the same one twice."""

    def read(self) -> Grab | None:
        """Wait for the next picture; None when the camera gives none any more.

        Raises EndOfSource after the last picture of something that ends.
        """
        ...

    def release(self) -> None: ...


class DeviceError(SourceError):
    """A camera that cannot be opened, with the reason in plain words."""

    def __init__(self, fault: Fault, text: str) -> None:
        super().__init__(text)
        self.fault = fault


class EndOfSource(Exception):  # noqa: N818  the usual end of a file, no error
    """The file has been played to its end."""
