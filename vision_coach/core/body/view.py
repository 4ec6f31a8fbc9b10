"""From where the camera sees the person."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.pose import Array

VIEWS = ("front", "front_45", "side", "back_45", "back", "unknown")

# Upper limits of |facing| in degrees. BlazePose's depth is squashed, so a view from 45 degrees
# reads as anything from 25 to 60, and one from the side as 60 to 90.
LIMITS_DEG = ((25.0, "front"), (62.0, "front_45"), (115.0, "side"), (155.0, "back_45"))


def view_of(facing_deg: Array) -> str:
    """The view in which most of a set was seen. facing_deg: shape (n,), NaN where not known.

    Taken from the mean direction, with left and right sides alike.
    """
    known = np.radians(np.abs(facing_deg[np.isfinite(facing_deg)]))
    if len(known) == 0:
        return "unknown"
    # Straight from behind, rounding may take the mean beyond 180, which is read as -180.
    mean_deg = abs(float(np.degrees(np.arctan2(np.sin(known).mean(), np.cos(known).mean()))))
    for limit_deg, name in LIMITS_DEG:
        if mean_deg < limit_deg:
            return name
    return "back"
