"""Quick, causal phases: is the body at the top, going down, at the bottom or coming up?

Quicker than the pipeline's turns, which wait for a share of the travel, and therefore sometimes
wrong: a start that comes to nothing is taken back, a halt is resumed. Cues use it; the record of
the repetitions does not.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import Samples
from vision_coach.live.depth import WINDOW_S, DepthMeter, Motion, Reach
from vision_coach.live.state import Stage

HOLD_S = 1.0
"""The top of a lowering is the highest place of this last time."""
BACK_S = 1.5
"""A lowering began at most this long before it is recognised."""
LEAST_DROP = 0.01
"""The least that noise-free poses must show, as a share of the way; with noise `DROP_LIMIT`
decides."""
LEAST_SPEED_PER_S = 0.04
"""From this drop and speed a lowering is believed: a lowering of 6 s has twice that speed."""
DROP_LIMIT, SPEED_LIMIT = 4.0, 2.5
"""Standard deviations of depth and speed that noise alone hardly ever reaches; more for the drop,
which is taken from the highest of many places."""
PROVEN_DROP = 0.3
"""A lowering that came this far is one; shorter ones may be taken back."""
PROVEN_UNKNOWN_DROP = 0.2
"""The same while the person's own bottom is not known: a usual body's scale reads as little as a
quarter at the bottom of a deep squat seen from the front."""
TAKEN_BACK_S = 0.4
"""A start without going on for this long was none; the first tick comes later, so it costs a
flicker and no sound."""
NEAR_BOTTOM = 0.8
"""From this depth on a stop is the bottom, before it perhaps a halt."""
NEAR_UNKNOWN_BOTTOM = 0.6
"""The same while the person's own bottom is not known."""
STOPPED_SHARE = 0.3
"""Speed, as a share of this lowering's mean speed, below which it is stopping."""
UNKNOWN_BOTTOM_S = 0.1
"""A stop near where a usual body's bottom is lasts this long: three frames at 30 a second."""
HALT_S = 0.2
"""A stop away from the bottom that lasts this long is the bottom of this repetition."""
RESUMED_DROP = 0.04
"""Share of the way, above what a body settles by at the bottom (a few percent)."""
RESUMED_PER_S = 0.02
"""A body that goes down by that much from a bottom, and so fast, had only halted."""
LEAST_RISE = 0.06
"""A way up from the bottom by this share is a rise; above the pose's noise there."""
RISE_FROM_HALT = 0.15
"""The same away from the bottom: where a lowering halts, the pose swings back a little."""
DIP_SHARE = 0.12
"""A drop in the middle of a rise of more than this is a new lowering; in a halt the pose wavers by
a tenth of the way."""
LEARNED_DROP = 0.6
"""A lowering that went so far teaches where this person's bottom is. The first one always does:
from the front a usual body's scale reads a quarter to a third at the bottom of a deep squat."""
STANDING_SPEED_PER_S = 0.25
"""A rise slower than this in its upper half is over: the way up takes 1 to 2 s."""
STANDING_SHARE = 0.2
"""Speed, as a share of the present one, below which the body was still standing."""
START_SETTLES_S = 0.6
"""Longer than the line's window, so that all of it lies in the lowering by then."""
SMALL_DROP = 0.15
"""For so long or so far the start is looked for again: what began it may have been a sway."""
OUT_OF_POSITION_S = 0.5
"""Blinks of the pose are shorter; who is out of position for longer has left it."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What the body does at this moment."""

    t_s: float
    stage: Stage
    """READY, LOWERING, BOTTOM or RISING."""
    depth: float
    speed_per_s: float
    start_s: float | None = None
    """When the present or last lowering began, before it was recognised."""
    start_depth: float = 0.0
    end_s: float | None = None
    """When it ended; None while it goes on."""
    proven: bool = False
    """Whether the lowering has come so far that it is none by mistake."""
    in_position: bool = True
    bottom_known: bool = False
    """Whether `depth` is on the scale of this person, or on that of a usual one."""


class Follower:
    """Push every sample; tells the stage of the movement."""

    def __init__(self, exercise: Exercise) -> None:
        self._meter = DepthMeter(exercise)
        self._recent: deque[Motion] = deque()
        self._seen: Motion | None = None
        self._reset()

    def _reset(self) -> None:
        self._stage = Stage.READY
        self._recent.clear()
        self._start_s: float | None = None
        self._recognised_s = 0.0
        self._start_depth = 0.0
        self._top: Reach | None = None
        self._end_s: float | None = None
        self._lowest = 0.0
        self._highest = 0.0
        self._moving_s = 0.0
        self._still_s = 0.0
        self._position_s = 0.0
        self._proven = False

    def push(self, row: Samples) -> Movement | None:
        """Take the next sample. None while nothing can be said."""
        if row["starts_shot"][0]:
            self._reset()
        motion = self._meter.push(row)
        if motion is None:
            return self._unseen(float(row["t_s"][0]))
        self._seen = motion
        self._recent.append(motion)
        while self._recent[0].t_s < motion.t_s - BACK_S:
            self._recent.popleft()
        in_position = self._meter.is_in_position
        if in_position:
            self._position_s = motion.t_s
        if motion.t_s - self._position_s > OUT_OF_POSITION_S:
            self._take_back()
        elif in_position or self._stage is not Stage.READY:
            self._step(motion)
        return Movement(
            motion.t_s,
            self._stage,
            motion.depth,
            motion.speed_per_s,
            self._start_s,
            self._start_depth,
            self._end_s,
            self._proven,
            in_position,
            self._meter.learned,
        )

    def _unseen(self, t_s: float) -> Movement | None:
        """Nobody is there: after a blink whatever was under way is over."""
        if self._seen is None or t_s - self._seen.t_s <= OUT_OF_POSITION_S:
            return None
        self._take_back()
        depth, learned = self._seen.depth, self._meter.learned
        return Movement(t_s, self._stage, depth, 0.0, in_position=False, bottom_known=learned)

    def _step(self, motion: Motion) -> None:
        steps = {
            Stage.READY: self._at_top,
            Stage.LOWERING: self._going_down,
            Stage.BOTTOM: self._at_bottom,
            Stage.RISING: self._coming_up,
        }
        steps[self._stage](motion)

    def _base(self, now: Motion) -> Motion:
        """The highest place of late."""
        held = [motion for motion in self._recent if motion.t_s >= now.t_s - HOLD_S]
        return min(held, key=lambda motion: motion.depth)

    def _at_top(self, now: Motion) -> None:
        base = self._base(now)
        drop = now.depth - base.depth
        least_drop, least_speed = self._least(now)
        if drop >= least_drop and now.speed_per_s >= least_speed:
            self._begin(now, base)
        elif not self._meter.learned and now.depth > 0.5 and now.speed_per_s <= -least_speed:
            self._stage = Stage.RISING
            self._highest = now.depth
        elif abs(now.speed_per_s) > least_speed:
            self._still_s = now.t_s
        elif not self._meter.learned and now.t_s - self._still_s > HOLD_S / 2:
            self._meter.settle(0.0 if now.depth < 0.5 else 1.0)
            self._recent.clear()
            self._still_s = now.t_s

    def _least(self, now: Motion) -> tuple[float, float]:
        """Drop and speed that are more than noise; from the deviations of a fitted line's end and
        slope over n samples, 2 / sqrt(n) and sqrt(12 / n) / window of one sample's."""
        count = max(4, sum(motion.t_s > now.t_s - WINDOW_S for motion in self._recent))
        return (
            max(LEAST_DROP, DROP_LIMIT * now.noise * 2 / np.sqrt(count)),
            max(LEAST_SPEED_PER_S, SPEED_LIMIT * now.noise * np.sqrt(12 / count) / WINDOW_S),
        )

    def _begin(self, now: Motion, base: Motion) -> None:
        self._stage = Stage.LOWERING
        self._recognised_s = self._moving_s = now.t_s
        self._start_depth = base.depth
        self._end_s = None
        self._lowest = now.depth
        self._proven = False
        self._standing_per_s = STANDING_SHARE * max(motion.speed_per_s for motion in self._recent)
        self._start_s = self._began_s(now)
        self._top = self._meter.reach_at(self._start_s)

    def _began_s(self, now: Motion) -> float:
        """Walk back to the last moment at which the body stood still.

        The slope of a line belongs to the middle of its window.
        """
        began_s = now.t_s
        for motion in reversed(self._recent):
            before = motion.t_s <= self._recognised_s
            standing = self._standing_per_s if before else LEAST_SPEED_PER_S / 2
            at_top = motion.depth < self._start_depth + SMALL_DROP
            if at_top and motion.speed_per_s <= standing:
                break
            began_s = motion.t_s
        return began_s - WINDOW_S / 2

    def _going_down(self, now: Motion) -> None:
        assert self._start_s is not None
        drop = now.depth - self._start_depth
        if now.t_s - self._recognised_s < START_SETTLES_S or drop < SMALL_DROP:
            self._start_s = max(self._start_s, self._began_s(now))
        self._proven = self._proven or drop >= self._proven_drop
        mean_speed = drop / max(now.t_s - self._start_s, WINDOW_S)
        self._lowest = max(self._lowest, now.depth)
        least_drop, least_speed = self._least(now)
        is_slow = now.t_s - self._recognised_s > TAKEN_BACK_S and drop < 2 * least_drop
        if is_slow and not self._proven:
            self._take_back()
            return
        if now.speed_per_s > max(STOPPED_SHARE * mean_speed, least_speed / 4):
            self._moving_s = now.t_s
            return
        stopped_s = now.t_s - self._moving_s
        if not self._proven:
            if stopped_s > TAKEN_BACK_S or drop < least_drop / 2:
                self._take_back()
        elif self._lowest - now.depth > LEAST_RISE or stopped_s >= self._patience_s(now):
            self._arrive(now)

    def _patience_s(self, now: Motion) -> float:
        """How long a stop must last here to be the bottom."""
        if self._meter.learned:
            return 0.0 if now.depth >= NEAR_BOTTOM else HALT_S
        return UNKNOWN_BOTTOM_S if now.depth >= NEAR_UNKNOWN_BOTTOM else HALT_S

    @property
    def _proven_drop(self) -> float:
        return PROVEN_DROP if self._meter.learned else PROVEN_UNKNOWN_DROP

    def _take_back(self) -> None:
        self._stage = Stage.READY
        self._start_s = self._end_s = None
        self._proven = False

    def _arrive(self, now: Motion) -> None:
        self._stage = Stage.BOTTOM
        self._end_s = self._moving_s
        self._arrived_depth = now.depth

    def _at_bottom(self, now: Motion) -> None:
        self._lowest = max(self._lowest, now.depth)
        least_rise = LEAST_RISE if self._lowest >= NEAR_BOTTOM else RISE_FROM_HALT
        if self._lowest - now.depth > least_rise and now.speed_per_s < -LEAST_SPEED_PER_S:
            self._stage = Stage.RISING
            self._highest = now.depth
            self._learn()
        elif now.depth - self._arrived_depth > RESUMED_DROP and now.speed_per_s > RESUMED_PER_S:
            self._stage = Stage.LOWERING
            self._moving_s = now.t_s
            self._end_s = None

    def _learn(self) -> None:
        bottom = self._meter.reach_at(self._end_s) if self._end_s else None
        least_drop = LEARNED_DROP if self._meter.learned else self._proven_drop
        if self._top and bottom and self._lowest - self._start_depth > least_drop:
            self._meter.learn(self._top, bottom)

    def _coming_up(self, now: Motion) -> None:
        self._highest = min(self._highest, now.depth)
        if now.depth - self._highest > DIP_SHARE and now.speed_per_s > LEAST_SPEED_PER_S:
            self._begin(now, self._base(now))
        elif now.depth < 0.5 and abs(now.speed_per_s) < STANDING_SPEED_PER_S:
            self._stage = Stage.READY
            self._still_s = now.t_s
