"""From the landmark network's raw output to the body in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from vision_coach.core.body.pose import LANDMARK_COUNT, Array
from vision_coach.estimators.blazepose.activation import sigmoid
from vision_coach.estimators.blazepose.region import Region

LANDMARKS_SIDE_PX = 256
MINIMUM_PRESENCE = 0.5
"""Below it there is nobody in the region (`ThresholdingCalculator` in MediaPipe's graph)."""
HIP_MIDDLE, RIM = 33, 34
"""The alignment points come after the 33 landmarks."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What the network saw in one region."""

    points_px: Array
    """Shape (33, 2), in the picture."""
    visibility: Array
    """Shape (33,): 0 to 1."""
    world_m: Array
    """Shape (33, 3): from the middle of the hips, turned as the picture is."""
    alignment_px: Array
    """Shape (2, 2): the middle of the hips and the rim point, which say where to look next."""


def decode(landmarks: Array, world: Array, region: Region) -> Body:
    """The network's outputs for `region`.

    landmarks: shape (35, 5): x, y, z in pixels of the network's input, already refined by its heat
    map; visibility and presence before the sigmoid. world: 39 times x, y, z in metres.
    """
    points_px = region.to_image_px(landmarks[:, :2] / LANDMARKS_SIDE_PX)
    return Body(
        points_px=points_px[:LANDMARK_COUNT],
        visibility=sigmoid(landmarks[:LANDMARK_COUNT, 3]),
        world_m=region.turn(world.reshape(-1, 3)[:LANDMARK_COUNT]),
        alignment_px=points_px[[HIP_MIDDLE, RIM]],
    )
