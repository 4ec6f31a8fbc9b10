"""Where the followed person is from frame to frame: their alignment points, freed of jitter."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.estimators.blazepose.region import Region

CALMEST_HZ = 0.01
HZ_PER_SPEED = 10.0
SPEED_HZ = 1.0
"""A 1 € filter (Casiez, Roussel and Vogel, "1 € Filter", CHI 2012) with `min_cutoff`, `beta` and
`derivate_cutoff` of the auxiliary landmarks in MediaPipe's `pose_landmark_filtering.pbtxt`."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """The two alignment points, smoothed up to a moment."""

    t_s: float
    points_px: Array
    """Shape (2, 2): the middle of the hips and the rim point."""
    speed: Array = field(default_factory=lambda: np.zeros((2, 2)))
    """Shape (2, 2): of each point, in sides of the region a second."""

    @property
    def region(self) -> Region:
        return Region.of_body(*self.points_px)

    def then(self, t_s: float, points_px: Array) -> Sighting:
        """With what the next frame shows. A network that looks at a region which trembles answers
        with landmarks that tremble; so the region rests while the body does, and keeps up with it
        when it moves. t_s: frames that a coarse clock stamps alike or earlier change nothing."""
        elapsed_s = t_s - self.t_s
        if elapsed_s <= 0:
            return self
        moved = (points_px - self.points_px) / self.region.size_px / elapsed_s
        speed = self.speed + weight_of_new(SPEED_HZ, elapsed_s) * (moved - self.speed)
        cutoff_hz = CALMEST_HZ + HZ_PER_SPEED * np.hypot(*speed.T)
        weight = np.array([weight_of_new(hz, elapsed_s) for hz in cutoff_hz])
        smoothed = self.points_px + weight[:, None] * (points_px - self.points_px)
        return Sighting(t_s, smoothed, speed)


def weight_of_new(cutoff_hz: float, elapsed_s: float) -> float:
    """Of the newest sample in an exponential average with this cut-off frequency."""
    return 1 / (1 + 1 / (2 * math.pi * cutoff_hz * elapsed_s))


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of the followed person."""

    sighting: Sighting | None = None
    """Where they are; None: to be looked for in the whole picture."""
    last_seen: Region | None = None

    @property
    def region(self) -> Region | None:
        return self.sighting.region if self.sighting else None

    def lost(self) -> Whereabouts:
        return Whereabouts(None, self.last_seen)

    def found(self, t_s: float, points_px: Array) -> Whereabouts:
        """Found in the whole picture: nothing before it counts."""
        sighting = Sighting(t_s, points_px)
        return Whereabouts(sighting, sighting.region)

    def followed(self, t_s: float, points_px: Array) -> Whereabouts:
        """Seen where they were looked for."""
        if self.sighting is None:  # lost by the frame that was worked on at the same time
            return self.found(t_s, points_px)
        sighting = self.sighting.then(t_s, points_px)
        return Whereabouts(sighting, sighting.region)
