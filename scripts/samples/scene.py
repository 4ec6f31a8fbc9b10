"""What can be asked of the generator: one `Scene` per video."""

from __future__ import annotations

from dataclasses import dataclass

from samples.motion import Rep

BEGIN_LOW = (
    "pull_up",
    "biceps_curl",
    "lateral_raise",
    "bent_over_row",
    "inverted_row",
    "lat_pulldown",
    "hip_bridge",
    "heel_drop",
)
ON_LEFT_LEG = ("split_squat", "step_down", "single_leg_squat")

AZIMUTH_DEG = {
    "front": 0.0,
    "45": 45.0,
    "side_left": 90.0,
    "back_45": 135.0,
    "back": 180.0,
    "side_right": 270.0,
}
"""Names of views; "side_left" looks at the person's left side."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A video to render. Equal scenes give equal truth and, on one machine, equal bytes."""

    name: str
    exercise: str
    """One of `exercises.PATHS`."""
    view: str
    """One of `AZIMUTH_DEG`."""
    person: str
    """One of `body.PERSONS`."""
    reps: tuple[Rep, ...]
    seed: int
    fps: float = 30.0
    size: tuple[int, int] = (854, 480)
    """Width and height, pixels; both even."""
    arms: str = "raised"
    """Squat: "raised", "forward" or "clasped"; curl: which arms work, "lr", "l" or "r"."""
    bottom_angle_deg: float | None = None
    """Of the knee (squat) or elbow (push-up) at depth 1; None: 76 and 70."""
    lead_in_s: float = 1.0
    """In position, before the first repetition's top pause."""
    lead_out_s: float = 1.0
    rise_s: float = 1.2
    """What begins at its bottom: the first rise, before the first repetition."""
    arrives: bool = False
    """Walks in, gets into position, and leaves at the end."""
    eccentric_only: bool = False
    """Pull-up: steps up on a box, lowers, steps down, for every repetition."""
    view_offset_deg: float = 0.0
    """Added to the view's azimuth: nobody puts a camera at exactly 90 degrees."""
    outfit: str | None = None
    """One of `outfits.OUTFITS`; None: picked by the seed."""

    @property
    def begins_low(self) -> bool:
        """Whether somebody starts at the bottom: hanging, or with the weight held low."""
        return self.exercise in BEGIN_LOW

    @property
    def working_side(self) -> str:
        """The person's own: "left", "right" or "both"."""
        if self.exercise in ON_LEFT_LEG:
            return "left"
        if self.exercise == "biceps_curl":
            return {"l": "left", "r": "right"}.get(self.arms, "both")
        return "both"
