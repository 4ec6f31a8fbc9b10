"""Swings that may be repetitions, what is missing of them, and where their parts lie."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.detection.turning_points import Lowering, lowerings
from vision_coach.core.exercise import STILL_SHARE
from vision_coach.core.signals.samples import blend, side_weights
from vision_coach.core.signals.stretches import Stretch

Indices = NDArray[np.intp]

SMALLEST_SHARE = 0.3
"""Travel below this share of the set's median range is no repetition (fixed vocabulary)."""
PARTIAL_SHARE = 0.7
"""Travel below this share of the set's median range makes a partial repetition."""
LET_GO_SHARE = 0.8
"""The same for the rise: hands that come down this far beside it have let go of the bar."""
NEAR_END_SHARE = 0.15
"""Travel near an end of a lowering that may still belong to the hold there: people settle and sway.
One share for both ends: of 192 stick figures' sets that the video cuts off within a lowering 100
are found as such, 94 with a smaller share at the bottom; no hold passes for one."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A lowering in its stretch, with what is missing of it."""

    stretch: Stretch
    lowering: Lowering
    cut_start: bool = False
    """It was already under way when the stretch began."""
    cut_end: bool = False
    """It was still under way when the stretch ended."""


def swings(stretch: Stretch, threshold: float) -> list[Candidate]:
    """All swings down of at least `threshold`, limb lengths, in order."""
    return [with_ends(stretch, lowering) for lowering in lowerings(stretch.height, threshold)]


def with_ends(stretch: Stretch, lowering: Lowering) -> Candidate:
    """The lowering, marked where it runs into the beginning or the end of its stretch."""
    if lets_go(stretch, lowering):
        lowering = replace(lowering, rise=0.0)
    # Getting into position often ends with a little way down, and a hold after it.
    may_be_cut = stretch.begins != "left" and lowering.top <= 2
    return Candidate(
        stretch,
        lowering,
        cut_start=may_be_cut and is_moving(stretch, lowering, 0),
        cut_end=lowering.rise == 0
        and lasts_to_the_end(stretch, lowering)
        and is_moving(stretch, lowering, len(stretch.t_s) - 1),
    )


def lets_go(stretch: Stretch, lowering: Lowering) -> bool:
    """Whether the anchor comes down beside the body, instead of the body coming back up."""
    fallen, regained = anchor_fall(stretch, lowering)
    return fallen > let_go_share(stretch) * regained


def let_go_share(stretch: Stretch) -> float:
    """More where what stays seems to move more anyhow."""
    return LET_GO_SHARE * max(1.0, stretch.still_share / STILL_SHARE)


def anchor_fall(stretch: Stretch, lowering: Lowering) -> tuple[float, float]:
    """How far the anchor moves after the bottom, and how far the body rises over it meanwhile.

    Only until the travel is regained: somebody may get up straight from the last repetition.
    """
    back_up = slice(lowering.bottom, lowering.next_top + 1)
    risen = stretch.height[back_up] - stretch.height[lowering.bottom]
    regained = min(float(risen[-1]), lowering.travel)
    if regained <= 0:
        return 0.0, 0.0
    back = lowering.bottom + int(np.argmax(risen >= regained))
    return anchor_travel(stretch, slice(lowering.bottom, back + 1)), regained


def lasts_to_the_end(stretch: Stretch, lowering: Lowering) -> bool:
    """Whether the lowering, or the rise after it, is the stretch's last motion."""
    return lowering.next_top == len(stretch.height) - 1


MOVING_SHARE = 0.5
"""Speed, as a share of the lowering's mean speed, from which it counts as being under way: who is
cut off within a lowering goes about as fast there as on the rest, who holds does not."""
EDGE_S = 0.15
"""The frames next to the first or last one: four or five at 30 a second, so that the smoothing
(`DETECTION_HALF_WIDTH_S`) does not look at one of them alone."""
EDGE_SPACINGS = 1.5
"""The edge holds two samples at least, however slow the frames."""


def is_moving(stretch: Stretch, lowering: Lowering, index: int) -> bool:
    """Whether the body is going down at `index`, the first or last sample of the stretch.

    It is about as fast as on the rest of the way both in the few frames next to it and over the
    part of the way that a hold would lie in. Jitter looks fast for a few frames, but gets nowhere.
    """
    t_s = stretch.t_s
    edge_s = max(EDGE_S, EDGE_SPACINGS * float(np.median(np.diff(t_s))))
    near = np.flatnonzero(np.abs(t_s - t_s[index]) <= edge_s)
    first, last = int(near[0]), int(near[-1])
    if index == 0:
        way = travelling(stretch, lowering)
        held = (0, max(way.start, last))
    else:
        way = until_arrival(stretch, lowering)
        held = (min(way.stop - 1, first), index)
    least = MOVING_SHARE * speed(stretch, way.start, way.stop - 1)
    return speed(stretch, first, last) > least and speed(stretch, *held) > least


def speed(stretch: Stretch, first: int, last: int) -> float:
    """How fast the body goes down between two samples, limb lengths a second; 0 for one sample."""
    elapsed_s = float(stretch.t_s[last] - stretch.t_s[first])
    return float(stretch.height[first] - stretch.height[last]) / elapsed_s if elapsed_s else 0.0


def travelling(stretch: Stretch, lowering: Lowering) -> slice:
    """The samples of a lowering without the hold before it, in which people still settle."""
    height = stretch.height[lowering.top : lowering.bottom + 1]
    at_top = np.flatnonzero(height >= height[0] - NEAR_END_SHARE * lowering.travel)
    return slice(lowering.top + int(at_top[-1]), lowering.bottom + 1)


def ends_of(candidate: Candidate) -> tuple[Indices, Indices]:
    """Indices of a lowering's samples near its top and near its bottom."""
    height, lowering = candidate.stretch.height, candidate.lowering
    way = np.arange(lowering.top, lowering.bottom + 1)
    hold = NEAR_END_SHARE * lowering.travel
    at_top = height[way] >= height[lowering.top] - hold
    at_bottom = height[way] <= height[lowering.bottom] + hold
    return way[at_top], way[at_bottom]


def until_arrival(stretch: Stretch, lowering: Lowering) -> slice:
    """The samples of a lowering without the hold after it."""
    height = stretch.height[lowering.top : lowering.bottom + 1]
    at_bottom = np.flatnonzero(height <= height[-1] + NEAR_END_SHARE * lowering.travel)
    return slice(lowering.top, lowering.top + int(at_bottom[0]) + 1)


def anchor_travel(stretch: Stretch, way: slice) -> float:
    """Vertical distance that the anchor moves from first to last, limb lengths."""
    return anchor_shift(stretch, way, axis=1)


def anchor_aside(stretch: Stretch, way: slice) -> float:
    """Horizontal distance that the anchor moves from first to last, limb lengths."""
    return anchor_shift(stretch, way, axis=0)


def anchor_shift(stretch: Stretch, way: slice, axis: int) -> float:
    samples = stretch.samples[way]
    still_px = blend(samples["still_px"][:, :, axis], side_weights(samples["visibility"]))
    tenth = max(1, len(still_px) // 10)
    shift_px = np.median(still_px[-tenth:]) - np.median(still_px[:tenth])
    return float(abs(shift_px) / stretch.limb_px)
