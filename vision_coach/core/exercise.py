"""What the program must know of an exercise to find and time its repetitions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vision_coach.core.body.parts import Sides


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. Lengths are in limb lengths: first to last point of the joint, stretched."""

    name: str
    title: str

    moving: Sides
    """What travels down while lowering; its height is taken over `anchor`."""
    anchor: Sides
    """What stays where it is during a repetition: planted feet, hands on the floor or the bar."""
    joint: tuple[Sides, Sides, Sides]
    """The joint that bends: its angle is at the middle one."""
    lowering_extends: bool
    """Whether the joint opens (pull-up) or closes (squat, push-up) while lowering."""

    torso_inclination_deg: tuple[float, float]
    """The torso's angle from upright within which this exercise happens."""
    height: tuple[float, float]
    """Height of `moving` over `anchor` within which this exercise happens, limb lengths."""
    minimum_travel: float
    """A set whose usual travel is smaller than this is none, limb lengths."""
    ends_at_bottom: bool
    """Whether a last lowering without a rise after it counts (a pull-up into the hang)."""
    leave_s: float
    """The set is over after this long out of the position."""
    rest_s: float
    """The set is over after this long without travel."""
    range_views: tuple[str, ...]
    """Views from which the joint's angle is true enough to report a range of motion."""
    usual_torso_deg: float | None = None
    """The torso's angle from upright at the top, as most people hold it; None where any will do."""
    also_called: tuple[str, ...] = ()
    """What people write who mean it; only ever suggested."""
    eccentric_only: bool = False
    """Only the lowering is trained; the way back up is done in some other manner and ignored."""


def as_eccentric_only(exercise: Exercise) -> Exercise:
    """The same exercise as negatives: up on the knees, or by a box.

    Getting back to the top leaves the position for a while, so only a rest ends the set.
    """
    leave_s = max(exercise.leave_s, exercise.rest_s)
    return replace(exercise, eccentric_only=True, leave_s=leave_s)
