"""Parts of the body, and what they are called in files and reasons."""

from __future__ import annotations

from vision_coach.core.body.pose import Landmark

Sides = tuple[Landmark, Landmark]
"""A body part as its left and right landmark."""


def sides_of(part: str) -> Sides:
    """'hip' -> (LEFT_HIP, RIGHT_HIP). Raises KeyError for a part that has no such pair."""
    return Landmark[f"LEFT_{part.upper()}"], Landmark[f"RIGHT_{part.upper()}"]


BODY_PARTS = tuple(
    name.removeprefix("LEFT_").lower() for name in Landmark.__members__ if name.startswith("LEFT_")
)

PARTS: dict[str, Sides] = {
    "shoulders": sides_of("shoulder"),
    "elbows": sides_of("elbow"),
    "hands": sides_of("wrist"),
    "hips": sides_of("hip"),
    "knees": sides_of("knee"),
    "ankles": sides_of("ankle"),
    "heels": sides_of("heel"),
    "feet": sides_of("foot_index"),
}
JOINTS = (
    *range(Landmark.LEFT_SHOULDER, Landmark.RIGHT_WRIST + 1),
    *range(Landmark.LEFT_HIP, Landmark.RIGHT_ANKLE + 1),
)
"""Both sides' joints from shoulders to wrists and from hips to ankles: neither face nor foot."""
JOINT_PARTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""The same, as exercise files call them."""
NAMES = {sides: name for name, sides in PARTS.items()}


def name_of(part: Sides) -> str:
    """ "hands", or "left_hand" for a part whose both sides are the left one."""
    if part in NAMES:
        return NAMES[part]
    whole = next(sides for sides in NAMES if part[0] in sides)
    return name_of_one(whole, whole.index(part[0]))


def name_of_one(part: Sides, side: int) -> str:
    """ "left_hand" for the part's left side (0), "right_hand" for its right one (1)."""
    name = NAMES[part]
    one = "foot" if name == "feet" else name.removesuffix("s")
    return f"{('left', 'right')[side]}_{one}"
