"""Depth and speed of the body at this moment, from the poses so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.following import BodyFollower, Posture, fits_exercise
from vision_coach.core.signals.glances import glance_at
from vision_coach.core.signals.samples import Samples, blend

WINDOW_S = 0.25
"""A line through the samples of this time gives depth and speed without delay, unlike an average;
shorter, the jitter of the pose is faster than a slow lowering."""
FEWEST_IN_WINDOW = 4
"""A line through fewer follows every jitter; then more time than `WINDOW_S` is looked at."""
MEMORY_S = 3.0
"""Longer than any start is dated back or any end looked up; a bound for memory and cost."""
NOISE_TIME_CONSTANT_S = 1.0
"""Some thirty samples: jitter is known to a tenth, and follows a change of the light."""
STRETCHED = 0.97
"""Height of a stretched limb's end over its other end, in limb lengths: it is never quite
upright."""
STRETCHED_DEG, BENT_DEG, OPENING_FROM_DEG = 170.0, 95.0, 40.0
"""A usual body's joint: stretched, at the bottom of what bends it, and where a pull-up's lowering
begins to open it. Only until this person's first repetition."""
FIRST_TRAVEL_SHARE = 2.8
"""Travel of an unknown person in units of the exercise's least travel, where the limb bends while
lowering; over sample videos and real clips it is 2.6 to 5. Where it opens, the body hangs from
about the height of its anchor."""
LEARNING_SHARE = 0.5
"""How much the latest repetition counts against those before it: a set's depth drifts, and one odd
repetition must not move it whole."""
SMALLEST_ANGLE_DEG = 20.0
"""A joint that seems to move less is seen from where it cannot be judged; real ones move by 60 and
more."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Where the body is and how fast it goes down."""

    t_s: float
    depth: float
    """0 at this person's top, 1 at their bottom."""
    speed_per_s: float
    """Depth a second; above 0 while lowering."""
    noise: float
    """Standard deviation of one sample's depth."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One end of the movement: height in limb lengths, and the joint's angle."""

    height: float
    angle_deg: float

    def towards(self, other: Reach, share: float) -> Reach:
        return Reach(
            self.height + share * (other.height - self.height),
            self.angle_deg + share * (other.angle_deg - self.angle_deg),
        )


def first_guess(exercise: Exercise) -> tuple[Reach, Reach]:
    """Top and bottom of a person not yet seen moving: where the exercise says, or else one of the
    two has the limb stretched."""
    if exercise.usual_height:
        top, bottom = exercise.usual_height
        bend_deg = exercise.bend_deg_per_limb * (top - bottom)
        opened = Reach(top, STRETCHED_DEG), Reach(bottom, STRETCHED_DEG - bend_deg)
        closed = Reach(top, STRETCHED_DEG - bend_deg), Reach(bottom, STRETCHED_DEG)
        return closed if exercise.lowering_extends else opened
    if exercise.lowering_extends:
        return Reach(0.0, OPENING_FROM_DEG), Reach(-STRETCHED, STRETCHED_DEG)
    travel = FIRST_TRAVEL_SHARE * exercise.minimum_travel
    return Reach(STRETCHED, STRETCHED_DEG), Reach(STRETCHED - travel, BENT_DEG)


class DepthMeter:
    """Takes one exercise's samples; gives depth on the scale of this person, as learned so far."""

    def __init__(self, exercise: Exercise) -> None:
        self._top, self._bottom = first_guess(exercise)
        self._exercise = exercise
        self.learned = False
        """Whether this person's own bottom has been seen."""
        self._body = BodyFollower()
        self._posture: Posture | None = None
        self._noise = np.full(2, 0.01)
        self.forget_motion()

    def forget_motion(self) -> None:
        """A cut: what came before does not continue."""
        self._rows: Array = np.zeros((0, 3))  # t_s, height, angle

    def push(self, row: Samples) -> Motion | None:
        """Take the next sample. None where nobody is seen, and until there are enough."""
        if row["starts_shot"][0]:
            self.forget_motion()
        self._posture = now = self._body.push(glance_at(row))
        if now is None:
            return None
        t_s = now.t_s
        elapsed_s = t_s - self._rows[-1, 0] if len(self._rows) else 0.0
        angle_deg = float(blend(row["angle_deg"], np.array(now.weights))[0])
        self._rows = np.concatenate([self._rows, [[t_s, now.height, angle_deg]]])
        self._rows = self._rows[self._rows[:, 0] > t_s - MEMORY_S]
        self._follow_noise(elapsed_s)
        return self.motion()

    def _follow_noise(self, elapsed_s: float) -> None:
        """Second differences see the jitter and hardly the motion (deviation sqrt(6) larger)."""
        if len(self._rows) < 3 or not elapsed_s:
            return
        second = np.abs(np.diff(self._rows[-3:, 1:], 2, axis=0)[0]) / np.sqrt(6)
        if np.isfinite(second).all():
            share = 1 - np.exp(-elapsed_s / NOISE_TIME_CONSTANT_S)
            # 1.25: mean absolute deviation of a normal distribution to its standard deviation.
            self._noise += share * (1.25 * second / np.abs(self._spans()) - self._noise)

    def _spans(self) -> Array:
        """From top to bottom: height in limb lengths, angle in degrees; signed, never zero."""
        height = self._bottom.height - self._top.height
        angle_deg = self._bottom.angle_deg - self._top.angle_deg
        return np.array([height, angle_deg])

    def _weights(self) -> Array:
        """Height and angle count by their noise, each at least a third; shape (2,), sum 1."""
        if abs(self._bottom.angle_deg - self._top.angle_deg) < SMALLEST_ANGLE_DEG:
            return np.array([1.0, 0.0])
        power = 1 / np.maximum(self._noise, 1e-4)
        of_height = float(np.clip(power[0] / power.sum(), 0.35, 0.65))
        return np.array([of_height, 1 - of_height])

    def depths(self, since_s: float) -> tuple[Array, Array]:
        """Times and unsmoothed depths of the samples from `since_s`, each of shape (n,)."""
        rows = self._rows[self._rows[:, 0] >= since_s]
        shares = (rows[:, 1:] - [self._top.height, self._top.angle_deg]) / self._spans()
        weights = self._weights()
        depth = shares @ weights
        # A joint whose points coincide has no angle.
        return rows[:, 0], np.where(np.isnan(depth), shares[:, 0], depth)

    def motion(self) -> Motion | None:
        """Depth and speed now, by the line through the latest samples."""
        if len(self._rows) < FEWEST_IN_WINDOW:
            return None
        t_s = float(self._rows[-1, 0])
        window_s = max(WINDOW_S, t_s - float(self._rows[-FEWEST_IN_WINDOW, 0]))
        times, depths = self.depths(t_s - window_s - 1e-9)
        since = times - t_s
        centred = since - since.mean()
        speed = float(centred @ depths / (centred @ centred))
        depth = float(depths.mean() - speed * since.mean())
        noise = float(np.hypot(*(self._weights() * self._noise)))
        return Motion(t_s, depth, speed, noise)

    def learn(self, top: Reach, bottom: Reach) -> None:
        """A lowering went from `top` to `bottom`."""
        if top.height - bottom.height < self._exercise.minimum_travel:
            return
        share = LEARNING_SHARE if self.learned else 1.0
        self._top = self._top.towards(top, share)
        self._bottom = self._bottom.towards(bottom, share)
        self.learned = True

    def settle(self, depth: float) -> None:
        """The body rests where depth should read `depth`: shift the scale there."""
        here = self.reach_at(float(self._rows[-1, 0]))
        if here is None:
            return
        there = self._top.towards(self._bottom, depth)
        up, open_deg = here.height - there.height, here.angle_deg - there.angle_deg
        self._top = Reach(self._top.height + up, self._top.angle_deg + open_deg)
        self._bottom = Reach(self._bottom.height + up, self._bottom.angle_deg + open_deg)

    def reach_at(self, moment_s: float) -> Reach | None:
        """Where the body was around a moment of the last seconds."""
        near = np.abs(self._rows[:, 0] - moment_s) <= WINDOW_S / 2
        if not near.any():
            return None
        _, height, angle_deg = np.median(self._rows[near], axis=0)
        return Reach(float(height), float(angle_deg)) if np.isfinite(angle_deg) else None

    @property
    def is_in_position(self) -> bool:
        """Whether the posture is that of the exercise."""
        if self._posture is None:
            return False
        height = float(np.median(self._rows[-3:, 1]))
        return bool(fits_exercise(self._exercise, self._posture.inclination_deg, height))
