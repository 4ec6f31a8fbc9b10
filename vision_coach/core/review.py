"""A finished set, looked at as a whole: repetitions found, measured and judged."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from vision_coach.core.detection import PARTIAL_SHARE, Candidate, find_repetitions
from vision_coach.core.exercise import Exercise
from vision_coach.core.frames import Array
from vision_coach.core.report import ECCENTRIC_ONLY, PARTIAL, TRUNCATED, Curve, Rep, SetReport
from vision_coach.core.segments import Segment, split
from vision_coach.core.smoothing import local_line
from vision_coach.core.summary import summarise
from vision_coach.core.tempo import Tempo, Verdict, judge, tolerance_for
from vision_coach.core.timing import Passage, progress, time_passage
from vision_coach.core.track import Samples, blend, side_weights
from vision_coach.core.view import view_of

LEAST_VISIBILITY = 0.3
"""Mean visibility of the working side below which its signals are guesses of the model."""
FEWEST_SAMPLES = 5
"""A lowering seen in fewer frames has no shape to measure."""
CURVE_STEP_S = 0.1


@dataclass(frozen=True, slots=True)
class Prescription:
    """What the user asked for."""

    tempo: Tempo | None = None
    tolerance_s: float | None = None
    """None: the rule of `tolerance_for`."""

    @property
    def target_s(self) -> float | None:
        return self.tempo.eccentric_target_s if self.tempo else None

    @property
    def effective_tolerance_s(self) -> float | None:
        target_s = self.target_s
        return None if target_s is None else tolerance_for(target_s, self.tolerance_s)


def review_set(
    samples: Samples, exercise: Exercise, prescription: Prescription
) -> SetReport | None:
    """The report of a set; None when there is no repetition in it."""
    segments = split(samples, exercise)
    found, typical = find_repetitions(segments, exercise)
    if not found:
        return None
    view = view_of(samples["facing_deg"])
    reps = [measure(candidate, exercise, view) for candidate in found]
    reps = [flag_partial(rep, typical) for rep in reps]
    reps = with_top_pauses(reps, found)
    reps = [
        grade(replace(rep, index=number), prescription) for number, rep in enumerate(reps, start=1)
    ]
    return SetReport(
        exercise=exercise.name,
        view=view,
        tempo=prescription.tempo,
        tolerance_s=prescription.effective_tolerance_s,
        reps=tuple(reps),
        curve=depth_curve(segments, found, typical),
        summary=summarise(reps),
    )


def measure(candidate: Candidate, exercise: Exercise, view: str) -> Rep:
    lowering = candidate.lowering
    down = passage_down(candidate, exercise)
    up = passage_up(candidate, exercise) if lowering.rise > 0 else None
    samples = candidate.segment.samples
    top_deg, bottom_deg = end_angles_deg(candidate, down)
    can_show_range = view in exercise.range_views
    return Rep(
        index=0,
        eccentric_start_s=down.start_s,
        eccentric_end_s=down.end_s,
        concentric_start_s=max(up.start_s, down.end_s) if up else None,
        concentric_end_s=up.end_s if up else None,
        top_pause_s=None,
        eccentric_uncertainty_s=down.uncertainty_s,
        thirds_s=down.thirds_s,
        travel=lowering.travel,
        top_deg=top_deg if can_show_range else None,
        bottom_deg=bottom_deg if can_show_range else None,
        confidence=confidence(samples[lowering.top : lowering.bottom + 1]),
        reason=why_not_graded(candidate),
        flags=flags_of(candidate),
    )


def passage_down(candidate: Candidate, exercise: Exercise) -> Passage:
    """Time the lowering, in a window from half-way up before it to half-way up after it.

    So the window holds the whole top and bottom positions and nothing deeper or higher.
    """
    height, lowering = candidate.segment.height, candidate.lowering
    middle = (height[lowering.top] + height[lowering.bottom]) / 2
    before = np.flatnonzero(height[lowering.previous_bottom : lowering.top + 1] <= middle)
    after = np.flatnonzero(height[lowering.bottom : lowering.next_top + 1] >= middle)
    first = lowering.previous_bottom + (int(before[-1]) + 1 if len(before) else 0)
    last = lowering.bottom + int(after[0]) if len(after) else lowering.next_top + 1
    return time_passage(*window_depth(candidate, exercise, slice(first, last)))


def passage_up(candidate: Candidate, exercise: Exercise) -> Passage:
    """Time the rise, in a window from half-way down the lowering to the next top."""
    height, lowering = candidate.segment.height, candidate.lowering
    middle = (height[lowering.next_top] + height[lowering.bottom]) / 2
    before = np.flatnonzero(height[lowering.top : lowering.bottom + 1] >= middle)
    first = lowering.top + (int(before[-1]) + 1 if len(before) else 0)
    window = slice(first, lowering.next_top + 1)
    t_s, depth, noise = window_depth(candidate, exercise, window)
    return time_passage(t_s, 1 - depth, noise)


def window_depth(
    candidate: Candidate, exercise: Exercise, window: slice
) -> tuple[Array, Array, float]:
    """Times, fused depth and its noise in a window around a lowering."""
    segment, lowering = candidate.segment, candidate.lowering
    samples = segment.samples[window]
    swing = segment.samples[lowering.top : lowering.bottom + 1]
    weights = side_weights(swing["visibility"])
    height = blend(samples["height_px"], weights) / segment.limb_px
    angle_down = blend(samples["angle_deg"], weights) * (1 if exercise.lowering_extends else -1)
    t_s = samples["t_s"]
    return t_s, progress(t_s, height, angle_down), noise_of(t_s, height)


def noise_of(t_s: Array, height: Array) -> float:
    """Standard deviation of the smoothed height's error, relative to its range.

    From second differences, which a smooth motion leaves almost at zero (their deviation is
    sqrt(6) times that of the samples), with the median against outliers; smoothing over k samples
    divides it by sqrt(k).
    """
    span = float(np.ptp(height))
    if len(height) < 5 or span == 0:
        return 0.0
    second = np.diff(height, 2)
    deviation = 1.4826 * float(np.median(np.abs(second - np.median(second)))) / np.sqrt(6)
    spacing_s = float(np.median(np.diff(t_s)))
    samples_smoothed = max(1.0, 0.15 / spacing_s)
    return float(deviation / span / np.sqrt(samples_smoothed))


def end_angles_deg(candidate: Candidate, down: Passage) -> tuple[float, float]:
    """The joint's angle where the lowering starts and where it ends."""
    samples = candidate.segment.samples
    lowering = candidate.lowering
    swing = samples[lowering.top : lowering.bottom + 1]
    weights = side_weights(swing["visibility"])
    angle = local_line(samples["t_s"], blend(samples["angle_deg"], weights), 0.15)
    top, bottom = np.interp([down.start_s, down.end_s], samples["t_s"], angle)
    return float(top), float(bottom)


def confidence(swing: Samples) -> float:
    """Mean visibility of the side that counts, 0 to 1."""
    weights = side_weights(swing["visibility"])
    return float(blend(swing["visibility"], weights).mean())


def why_not_graded(candidate: Candidate) -> str | None:
    segment, lowering = candidate.segment, candidate.lowering
    swing = segment.samples[lowering.top : lowering.bottom + 1]
    start_s, end_s = segment.t_s[0], segment.t_s[-1]
    if candidate.cut_start:
        return missing_end(segment.begins, start_s, "started before the video", "already under way")
    if candidate.cut_end:
        return missing_end(segment.ends, end_s, "goes on after the video ends", "not finished")
    if len(swing) < FEWEST_SAMPLES:
        return f"only {len(swing)} frames show it: record with more frames per second"
    if confidence(swing) < LEAST_VISIBILITY:
        return "the working arm or leg is hidden most of the time: turn or move the camera"
    return None


def missing_end(border: str, t_s: float, at_video_end: str, otherwise: str) -> str:
    if border == "cut":
        return f"{otherwise} at the cut in the video at {t_s:.1f} s"
    if border == "lost":
        return f"{otherwise} when the person was not seen around {t_s:.1f} s"
    return at_video_end


def flags_of(candidate: Candidate) -> tuple[str, ...]:
    if candidate.cut_start or candidate.cut_end:
        return (TRUNCATED,)
    return (ECCENTRIC_ONLY,) if candidate.lowering.rise == 0 else ()


def flag_partial(rep: Rep, typical: float) -> Rep:
    whole = rep.travel >= PARTIAL_SHARE * typical or TRUNCATED in rep.flags
    return rep if whole else replace(rep, flags=(*rep.flags, PARTIAL))


def with_top_pauses(reps: list[Rep], found: list[Candidate]) -> list[Rep]:
    """Fill in the time between a rise's end and the next lowering of the same stretch."""
    filled = list(reps)
    for number, (rep, following) in enumerate(itertools.pairwise(reps)):
        same_stretch = found[number].segment is found[number + 1].segment
        if same_stretch and rep.concentric_end_s is not None:
            pause_s = max(0.0, following.eccentric_start_s - rep.concentric_end_s)
            filled[number] = replace(rep, top_pause_s=pause_s)
    return filled


def grade(rep: Rep, prescription: Prescription) -> Rep:
    target_s, tolerance_s = prescription.target_s, prescription.effective_tolerance_s
    if target_s is None or tolerance_s is None:
        return rep
    verdict = judge(rep.eccentric_s, target_s, tolerance_s) if rep.graded else Verdict.NOT_GRADED
    return replace(rep, target_s=target_s, verdict=verdict)


def depth_curve(segments: list[Segment], found: list[Candidate], typical: float) -> Curve:
    """Depth at 10 Hz or more over the whole set, with a gap where segments meet."""
    top = {
        id(segment): float(
            np.median([c.segment.height[c.lowering.top] for c in found if c.segment is segment])
        )
        for segment in {id(c.segment): c.segment for c in found}.values()
    }
    overall = float(np.median(list(top.values())))
    times: list[float] = []
    depths: list[float | None] = []
    for segment in segments:
        if times:
            times.append((times[-1] + segment.t_s[0]) / 2)
            depths.append(None)
        depth = (top.get(id(segment), overall) - segment.height) / typical
        for index in thinned(segment.t_s):
            times.append(float(segment.t_s[index]))
            depths.append(float(depth[index]))
    return Curve(tuple(times), tuple(depths))


def thinned(t_s: Array) -> list[int]:
    """Indices of samples at most `CURVE_STEP_S` apart, where the samples allow it."""
    kept = [0]
    for index in range(1, len(t_s)):
        following = t_s[index + 1] if index + 1 < len(t_s) else np.inf
        if following - t_s[kept[-1]] > CURVE_STEP_S:
            kept.append(index)
    return kept
