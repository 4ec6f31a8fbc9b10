"""Which parts of the body a stretch of samples does not show, when, and for which cause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.parts import PARTS, Sides, name_of, name_of_one
from vision_coach.core.body.pose import Array
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.samples import used_parts
from vision_coach.core.signals.stretches import LONGEST_GAP_S, Stretch

LEAST_VISIBILITY = 0.3
"""Mean visibility of the working side below which its signals are guesses of the model. Far sides,
which are guessed, have 0.1 to 0.6 in side views."""
MOSTLY = 0.5
"""Share of the samples from which a part counts as out of the picture: more often than not."""
NEAR_S = 0.3
"""Where the parts were when somebody was lost is seen in the samples as near as this: ten at 30
frames a second, and too short to have moved far."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Parts that are not seen, for one cause."""

    parts: tuple[str, ...]
    """As "knees" and "ankles", or "left_hand" where the other one is seen."""
    are_out: bool
    """Out of the picture; otherwise hidden within it."""
    first_s: float
    last_s: float | None
    """None where they are not seen again in the stretch."""


def hidden_parts(stretch: Stretch, exercise: Exercise, way: slice) -> Unseen:
    """The parts whose visibility is least on the working side, in the samples `way`.

    Those that are out of the picture are named alone: what is next to them is badly seen as well.
    """
    samples = stretch.samples
    side = working_side(stretch, way)
    visibility, out = samples["part_visibility"], cut_off(stretch)
    mean = visibility[way].mean(axis=0)
    badly_seen = mean <= max(LEAST_VISIBILITY, mean[:, side].min())
    gone = badly_seen & (out[way].mean(axis=0) > MOSTLY)
    are_out = bool(gone[:, side].any())
    named, lacking = (gone, out) if are_out else (badly_seen, visibility < LEAST_VISIBILITY)
    return unseen(stretch, exercise, named, lacking, way, side, are_out=are_out)


def cut_off_parts(stretch: Stretch, exercise: Exercise, index: int) -> Unseen | None:
    """The working side's parts that are out of the picture at the sample `index`, if any are."""
    t_s = stretch.t_s
    near = np.flatnonzero(np.abs(t_s - t_s[index]) <= NEAR_S)
    way = slice(int(near[0]), int(near[-1]) + 1)
    side = working_side(stretch, way)
    out = cut_off(stretch)
    gone = out[way].mean(axis=0) > MOSTLY
    if not gone[:, side].any():
        return None
    return unseen(stretch, exercise, gone, out, way, side, are_out=True)


def working_side(stretch: Stretch, way: slice) -> int:
    """The side of which more is seen: 0 left, 1 right."""
    return int(np.argmax(stretch.samples[way]["part_visibility"].mean(axis=(0, 1))))


def cut_off(stretch: Stretch) -> Mask:
    """Which parts are out of the picture; shape (n, parts, 2)."""
    out: Mask = stretch.samples["part_inside_px"] < 0
    return out


def unseen(
    stretch: Stretch,
    exercise: Exercise,
    named: Mask,
    lacking: Mask,
    way: slice,
    side: int,
    *,
    are_out: bool,
) -> Unseen:
    """named: shape (parts, 2). lacking: shape (n, parts, 2), when each of them is not seen."""
    both = dict(zip(used_parts(exercise), named, strict=True))
    names = {
        part: name_of(part) if sides.all() else name_of_one(part, side)
        for part, sides in both.items()
        if sides[side]
    }
    in_order = tuple(names[part] for part in sorted(names, key=from_above))
    when = np.logical_or.reduce(lacking[:, named[:, side], side], axis=1)
    return Unseen(in_order, are_out, *span_s(stretch.t_s, when, way))


def from_above(part: Sides) -> int:
    """Sorts shoulders before elbows, and so on down to the feet."""
    return next(number for number, whole in enumerate(PARTS.values()) if part[0] in whole)


def span_s(t_s: Array, when: Mask, way: slice) -> tuple[float, float | None]:
    """First and last moment of what is true in the samples `way` and, without a longer break than
    a blink of the pose model, around them; None for a last one that is the stretch's own."""
    true = np.flatnonzero(when)
    runs = np.split(true, np.flatnonzero(np.diff(t_s[true]) > LONGEST_GAP_S) + 1)
    met = [run for run in runs if len(run) and run[0] < way.stop and run[-1] >= way.start]
    first, last = (met[0][0], met[-1][-1]) if met else (way.start, way.stop - 1)
    is_open = t_s[-1] - t_s[last] <= LONGEST_GAP_S
    return float(t_s[first]), None if is_open else float(t_s[last])
