"""Which swings of a set are repetitions: large enough, in position, the anchor in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vision_coach.core.exercise import Exercise
from vision_coach.core.phases import Lowering, lowerings
from vision_coach.core.segments import Segment
from vision_coach.core.track import blend, side_weights

SMALLEST_SHARE = 0.3
"""Travel below this share of the set's median range is no repetition (fixed vocabulary)."""
PARTIAL_SHARE = 0.7
"""Travel below this share of the set's median range makes a partial repetition."""
IN_POSITION_SHARE = 0.7
"""Share of a lowering's frames that must be in position."""
ANCHOR_SHARE = 0.5
"""How far the anchor may move up or down during a lowering, as a share of the travel. Planted
hands and feet move by the pose's noise; hands that hang from a bending body move as much as it."""
LET_GO_SHARE = 0.8
"""The same for the rise: hands that come down this far beside it have let go of the bar."""
HOLD_SHARE = 0.15
"""Travel that still belongs to the hold at the top."""
RISE_SHARE = 0.5
"""A repetition comes back up by at least this share of its travel."""
UNFINISHED_SHARE = 0.5
"""A lowering that the end of the video cuts off counts from this share of the typical travel."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A lowering in its segment, with what is missing of it."""

    segment: Segment
    lowering: Lowering
    cut_start: bool = False
    """It was already under way when the segment began."""
    cut_end: bool = False
    """It was still under way when the segment ended."""


def find_repetitions(segments: list[Segment], exercise: Exercise) -> tuple[list[Candidate], float]:
    """The repetitions of a set in order of time, and their median travel in limb lengths.

    Done twice: the first pass finds out how far this person travels, the second passes over
    whatever is small beside that, so that a dip within a rise neither counts nor divides it.
    """
    found = candidates(segments, exercise, SMALLEST_SHARE * exercise.minimum_travel)
    typical = typical_travel(found)
    if typical < exercise.minimum_travel:
        return [], typical
    found = candidates(segments, exercise, SMALLEST_SHARE * typical)
    typical = typical_travel(found)
    return [c for c in found if is_large_enough(c, typical)], typical


def typical_travel(found: list[Candidate]) -> float:
    """Median travel of the complete lowerings, where there are any.

    Those below half of the upper quartile are left out: fidgeting between repetitions must not
    make small movements the measure, nor one exceptionally deep repetition itself.
    """
    complete = [c for c in found if not (c.cut_start or c.cut_end)] or found
    travel = np.array([c.lowering.travel for c in complete])
    return float(np.median(travel[travel >= np.quantile(travel, 0.75) / 2])) if len(travel) else 0.0


def is_large_enough(candidate: Candidate, typical: float) -> bool:
    share = UNFINISHED_SHARE if candidate.cut_end or candidate.cut_start else SMALLEST_SHARE
    return candidate.lowering.travel >= share * typical


def candidates(segments: list[Segment], exercise: Exercise, threshold: float) -> list[Candidate]:
    found: list[Candidate] = []
    previous = None
    for segment in segments:
        unfinished_before = bool(found) and found[-1].cut_end and found[-1].segment is previous
        previous = segment
        for lowering in lowerings(segment.height, threshold):
            candidate = with_ends(segment, lowering)
            if candidate.cut_start and unfinished_before:
                continue  # the rest of a lowering that a cut or a gap divided: already listed
            if is_plausible(candidate) and is_finished(candidate, exercise):
                found.append(candidate)
            unfinished_before = False
    return found


def with_ends(segment: Segment, lowering: Lowering) -> Candidate:
    """The lowering, marked where it runs into the beginning or the end of its segment."""
    rise = slice(lowering.bottom, lowering.next_top + 1)
    if lowering.rise > 0 and anchor_travel(segment, rise) > LET_GO_SHARE * lowering.rise:
        lowering = replace(lowering, rise=0.0)
    # Getting into position often ends with a little way down, and a hold after it.
    may_be_cut = segment.begins != "left" and lowering.top <= 2
    return Candidate(
        segment,
        lowering,
        cut_start=may_be_cut and is_moving(segment, lowering, 0),
        cut_end=lowering.rise == 0 and is_moving(segment, lowering, len(segment.t_s) - 1),
    )


MOVING_SHARE = 0.5
"""Speed, as a share of the lowering's mean speed, from which it counts as being under way."""
EDGE_S = 0.15


def is_moving(segment: Segment, lowering: Lowering, index: int) -> bool:
    """Whether the body is going down at `index`, the first or last sample of the segment."""
    t_s, height = segment.t_s, segment.height
    mean_speed = lowering.travel / max(t_s[lowering.bottom] - t_s[lowering.top], 1e-3)
    near = np.abs(t_s - t_s[index]) <= EDGE_S
    if near.sum() < 2:
        return False
    drop = height[near][0] - height[near][-1]
    duration_s = t_s[near][-1] - t_s[near][0]
    return bool(drop / duration_s > MOVING_SHARE * mean_speed)


def is_plausible(candidate: Candidate) -> bool:
    segment, lowering = candidate.segment, candidate.lowering
    way_down = travelling(segment, lowering)
    if segment.in_position[way_down].mean() < IN_POSITION_SHARE:
        return False
    return anchor_travel(segment, way_down) <= ANCHOR_SHARE * lowering.travel


def travelling(segment: Segment, lowering: Lowering) -> slice:
    """The samples of a lowering without the hold before it, in which people still settle."""
    height = segment.height[lowering.top : lowering.bottom + 1]
    at_top = np.flatnonzero(height >= height[0] - HOLD_SHARE * lowering.travel)
    return slice(lowering.top + int(at_top[-1]), lowering.bottom + 1)


def anchor_travel(segment: Segment, way: slice) -> float:
    """Vertical distance that the anchor moves from first to last, limb lengths."""
    samples = segment.samples[way]
    anchor_y_px = blend(samples["anchor_px"][:, :, 1], side_weights(samples["visibility"]))
    tenth = max(1, len(anchor_y_px) // 10)
    shift_px = np.median(anchor_y_px[-tenth:]) - np.median(anchor_y_px[:tenth])
    return float(abs(shift_px) / segment.limb_px)


def is_finished(candidate: Candidate, exercise: Exercise) -> bool:
    """Whether it came back up, or may count without."""
    segment, lowering = candidate.segment, candidate.lowering
    if exercise.ends_at_bottom or exercise.eccentric_only:
        return True
    if lowering.rise >= RISE_SHARE * lowering.travel:
        return True
    # Nobody knows what would have come after the last frame, nor after a cut.
    still_rising = lowering.rise == 0 or lowering.next_top == len(segment.height) - 1
    return still_rising and segment.ends in ("end", "cut")
