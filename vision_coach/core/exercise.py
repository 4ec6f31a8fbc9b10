"""What the program must know of an exercise to find and time its repetitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from vision_coach.core.body.parts import Sides
from vision_coach.core.body.pose import Landmark


class Working(StrEnum):
    """Which sides of the body do the work."""

    BOTH = "both"
    """Together; what counts is their mean."""
    EITHER = "either"
    """One of them, and the other one does something else: the legs of a split squat."""
    EACH = "each"
    """Both, each by itself, in turn or at once: the arms of a curl."""


class Ending(StrEnum):
    """What a lowering ends with."""

    TURN = "turn"
    """The body turns round, or comes to rest by itself."""
    HOLD = "hold"
    """The limb is stretched, and stays so: the hang of a pull-up."""
    CONTACT = "contact"
    """Something is reached: the floor, a chair, the chest."""
    BREAK = "break"
    """Control is lost and the body falls: a Nordic curl."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a joint is bent, in space, at both ends of a lowering."""

    joint: str
    """One of `body.posture.ANGLES`, or with `OTHER` before it."""
    top_deg: float
    bottom_deg: float


@dataclass(frozen=True, slots=True)
class Carried:
    """How far a part of the body comes down in the picture while lowering."""

    part: Sides
    share: float
    """Of the travel; 0 where it stays where it is."""
    is_of_other_side: bool = False
    """Where one side works, that of the other one."""


STILL_SHARE = 0.5
"""Half-way is the most of which one can say that the body moved more."""
JOINT_DOWN_SHARE = 0.13
"""How far the joint between a planted hand or foot and what travels comes down, as a share of the
travel: the median of 104 sets of squats, push-ups and pull-ups."""
BEND_DEG_PER_LIMB = 150.0
"""Degrees that knees and elbows bend while the body travels by one limb length: the median of the
same sets, squats 170, push-ups 154, pull-ups 133."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. Lengths are in limb lengths: first to last point of the joint, stretched."""

    name: str
    title: str

    moving: Sides
    """What travels down while lowering; its height is taken over `anchor`."""
    anchor: Sides
    """What its height is taken over: planted feet, hands on the floor or the bar, a shoulder."""
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
    usual_height: tuple[float, float] | None = None
    """Height of `moving` over `anchor` at the top and at the bottom, limb lengths."""
    also_called: tuple[str, ...] = ()
    """What people write who mean it; only ever suggested."""
    eccentric_only: bool = False
    """Only the lowering is trained; the way back up is done in some other manner and ignored."""
    still: tuple[Sides, ...] = ()
    """What stays where it is in the picture during a repetition; the anchor where none is named."""
    still_share: float = STILL_SHARE
    """How far it may move up or down in the picture, as a share of the travel."""
    sides: Working = Working.BOTH
    side: int | None = None
    """0 where it is the left side's alone, 1 the right one's; see `as_one_side`."""
    ends: Ending = Ending.TURN
    family: str = ""
    """The exercise that this one is a variant of, or its own name."""
    posture: tuple[Held, ...] = ()
    """What the body is recognised by besides what moves."""
    carried: tuple[Carried, ...] = ()
    """How other parts of the body move along, or do not: it is recognised by this, too."""
    joint_down_share: float = JOINT_DOWN_SHARE
    """How far the bending joint itself comes down, as a share of the travel."""
    bend_deg_per_limb: float = BEND_DEG_PER_LIMB
    """How much it bends for a travel of one limb length."""
    top_called: str = ""
    """What the top position looks like, in words; empty where the general word does."""
    bottom_called: str = ""
    camera: str = ""
    """Where the camera stands best, in words."""
    experimental: str = ""
    """Why its times are not to be relied on; empty where they are."""
    sources: tuple[str, ...] = ()
    """Where its description is from."""

    @property
    def still_parts(self) -> tuple[Sides, ...]:
        return self.still or (self.anchor,)

    @property
    def hands_are_free(self) -> bool:
        """Whether it is hands that travel, with what they hold, and not the body over them."""
        hands = {Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST}
        travelling = {*self.moving, *self.anchor}
        still = {landmark for part in self.still_parts for landmark in part}
        return bool(travelling & hands) and not still & hands

    @property
    def limb_spans_travel(self) -> bool:
        """Whether the bending limb goes from what travels to what its height is taken over, so that
        it is as long as they are apart."""
        return {self.joint[0], self.joint[2]} == {self.moving, self.anchor}

    @property
    def is_variant(self) -> bool:
        return bool(self.family) and self.family != self.name


def as_eccentric_only(exercise: Exercise) -> Exercise:
    """The same exercise as negatives: up on the knees, or by a box.

    Getting back to the top leaves the position for a while, so only a rest ends the set.
    """
    leave_s = max(exercise.leave_s, exercise.rest_s)
    return replace(exercise, eccentric_only=True, leave_s=leave_s)


def as_one_side(exercise: Exercise, side: int) -> Exercise:
    """The same exercise of the left side (0) or the right one (1) alone."""

    def of_side(part: Sides) -> Sides:
        return part[side], part[side]

    first, middle, last = map(of_side, exercise.joint)
    return replace(
        exercise,
        moving=of_side(exercise.moving),
        anchor=of_side(exercise.anchor),
        joint=(first, middle, last),
        still=tuple(map(of_side, exercise.still)),
        carried=tuple(
            replace(one, part=(one.part[own],) * 2)
            for one in exercise.carried
            for own in [1 - side if one.is_of_other_side else side]
        ),
        side=side,
    )


def by_side(exercise: Exercise) -> list[Exercise]:
    """The exercise as both sides do it together, or as each of them may."""
    if exercise.sides is Working.BOTH:
        return [exercise]
    return [as_one_side(exercise, side) for side in (0, 1)]
