"""What the program is meant to reach, and whether it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from accuracy.count_targets import (
    end_figures,
    noisy_figures,
    other_track_figures,
    track_figures,
)
from accuracy.figure import Figure
from accuracy.hard import source_of
from accuracy.left_out import Explained, right_when_left_out
from accuracy.noisy_tracks import NoisyCounts
from accuracy.plan import KEPT_FROM_TUNING
from accuracy.recognition import NONE, Seen
from accuracy.repcount import Count
from accuracy.scores import (
    Scored,
    Statistics,
    Timing,
    counts,
    coverage,
    mean_uncertainty_s,
    statistics,
    timings,
)
from accuracy.settling_ends import End

LONG_S = 3.0
"""A lowering this slow is what eccentric training asks for."""
REAL, TRACKS, SAMPLES, RENDERED, HARD = "real", "repcount", "samples", "rendered", "hard"
LIVE, RECOGNITION = "live", "recognition"
OTHER_TRACKS, NOISE, SETTLING = "repcount_other", "noise", "settling"


@dataclass(frozen=True, slots=True)
class Results:
    """What one engine's poses gave, for the program."""

    sets: Mapping[str, Sequence[Scored]] = field(default_factory=dict)
    tracks: Sequence[Count] = ()
    sources: Mapping[str, int] = field(default_factory=dict)
    """Name of each video -> how many repetitions were found in it, for those derived of it."""
    live: Mapping[str, bool] = field(default_factory=dict)
    """Video -> whether frames in live order gave the same repetitions as the file."""
    seen: Sequence[Seen] = ()
    """What videos were taken for whose exercise nobody named."""
    explained: Sequence[Explained] = ()
    """The same clips, for choosing the limit on others than those it is tried on."""
    others: Sequence[Count] = ()
    """Tracks of exercises that the program does not bring."""
    noisy: Sequence[NoisyCounts] = ()
    ends: Sequence[End] = ()
    """Of made lowerings, with and without settling."""


def figures(results: Results) -> list[Figure]:
    """The rows for the sets that are there."""
    found: list[Figure] = []
    for name, scored in results.sets.items():
        # The samples are what others are rendered beyond.
        if not scored or name == HARD or (name == SAMPLES and results.sets.get(RENDERED)):
            continue
        rendered = all(one.video.is_rendered for one in scored)
        found += (rendered_figures if rendered else real_figures)(name, scored)
    if results.tracks:
        found += track_figures(results.tracks)
    found += other_track_figures(results.others) + noisy_figures(results.noisy)
    found += end_figures(results.ends)
    if results.sets.get(HARD):
        found += hard_figures(results.sets[HARD], results.sources)
    if results.seen:
        found += recognition_figures(results.seen) + left_out_figures(results.explained)
    if results.live:
        same = sum(results.live.values())
        found.append(
            Figure(
                "live order of frames",
                "identical repetitions",
                f"identical in {same} of {len(results.live)} videos",
                same == len(results.live),
            )
        )
    return found


def real_figures(name: str, scored: Sequence[Scored]) -> list[Figure]:
    seen, every = counts(scored), timings(scored)
    on = f"{name} clips ({seen.videos})"
    most_wrong = 1
    found = [
        Figure(
            on,
            f"all but {most_wrong} right, at most 1 lowering missed, none added",
            f"{seen.right} of {seen.videos} right, {seen.missed} missed, {seen.added} added",
            seen.videos - seen.right <= most_wrong and seen.missed <= 1 and not seen.added,
        ),
        not_graded_figure(on, scored, 0.05),
    ]
    exact = statistics([one.error_s for one in every])
    labelled = statistics([one.error_s for one in timings(scored, corrected=False)])
    if exact and labelled:
        found += error_figures(f"{on}, corrected labels", exact, 0.05, (0.95, 0.20), 0.04, every)
        found.append(
            Figure(
                f"{on}, as labelled",
                "shown",
                f"median {labelled.median_s:.3f} s, 90 % within {labelled.p90_s:.2f} s, "
                f"bias {labelled.bias_s:+.3f} s",
                None,
            )
        )
    found += cut_figures(on, scored)
    long = sum(one.truth_s >= LONG_S for one in every)
    found.append(Figure(on, f"lowerings of {LONG_S:.0f} s and more: shown", str(long), None))
    return [*found, *coverage_figures(on, every, 0.85, 1.0)]


def rendered_figures(name: str, scored: Sequence[Scored]) -> list[Figure]:
    every = timings(scored)
    reps = sum(len(one.video.reps) for one in scored)
    on = f"{name} ({reps} repetitions)"
    seen = counts(scored)
    found = [
        Figure(
            on,
            "shown",
            f"{seen.right} of {seen.videos} videos right, "
            f"{seen.missed} lowerings missed, {seen.added} added",
            None,
        )
    ]
    for seen_from, views, factor in (
        ("side and 45°", ("side", "45"), 1),
        ("front and back", ("front", "back"), 2),
    ):
        videos = [one for one in scored if one.video.seen_from in views]
        chosen = timings(videos)
        exact = statistics([one.error_s for one in chosen])
        if exact is None:
            continue
        limits = (0.07 * factor, (0.95, 0.20 * factor), 0.05 * factor)
        found += error_figures(f"{on}, {seen_from}", exact, *limits, chosen)
        if factor > 1:
            found.append(not_graded_figure(f"{on}, {seen_from}", videos, 0.10))
    return [*found, *kept_figures(on, every), *coverage_figures(on, every, 0.85, 0.95)]


def kept_figures(on: str, every: Sequence[Timing]) -> list[Figure]:
    """The family that was kept from tuning against all others."""
    kept = statistics([one.error_s for one in every if one.label.profile == KEPT_FROM_TUNING])
    others = statistics([one.error_s for one in every if one.label.profile != KEPT_FROM_TUNING])
    if kept is None or others is None:
        return []
    ratio = kept.median_s / max(others.median_s, 1e-9)
    return [
        Figure(
            f"{on}, profile {KEPT_FROM_TUNING} (never used for tuning)",
            "median ≤ 1.3 times the others'",
            f"{ratio:.2f} times ({kept.median_s:.3f} s against {others.median_s:.3f} s; "
            f"p95 {kept.p95_s:.2f} s against {others.p95_s:.2f} s)",
            ratio <= 1.3,
        )
    ]


def error_figures(
    on: str,
    exact: Statistics,
    median_s: float,
    within: tuple[float, float],
    bias_s: float,
    every: Sequence[Timing],
) -> list[Figure]:
    share, limit_s = within
    inside = float(np.mean([abs(one.error_s) <= limit_s for one in every]))
    return [
        Figure(
            on, f"median ≤ {median_s:.2f} s", f"{exact.median_s:.3f} s", exact.median_s <= median_s
        ),
        Figure(on, f"{share:.0%} within {limit_s:.2f} s", f"{inside:.0%}", inside >= share),
        Figure(
            on,
            f"bias within ±{bias_s:.2f} s",
            f"{exact.bias_s:+.3f} s",
            abs(exact.bias_s) <= bias_s,
        ),
    ]


def not_graded_figure(on: str, scored: Sequence[Scored], most: float) -> Figure:
    seen = counts(scored)
    return Figure(
        on,
        f"at most {most:.0%} not graded",
        f"{seen.share_not_graded:.1%} ({seen.not_graded} of {seen.found})",
        seen.share_not_graded <= most,
    )


def coverage_figures(on: str, every: Sequence[Timing], least: float, most: float) -> list[Figure]:
    share, u_s = coverage(every), mean_uncertainty_s(every)
    if share is None or u_s is None:
        return []
    target = f"{least:.0%} or more" if most == 1 else f"{least:.0%} to {most:.0%}"
    return [
        Figure(
            f"{on}, uncertainty u",
            f"{target} of the errors inside",
            f"{share:.0%}, mean u {u_s:.2f} s",
            least <= share <= most,
        )
    ]


def hard_figures(scored: Sequence[Scored], sources: Mapping[str, int]) -> list[Figure]:
    on = f"dark, blurred, 15/s, low resolution, jittered ({len(scored)} videos)"
    pairs = [(one.predicted, sources.get(source_of(one.video))) for one in scored]
    same = sum(found == before for found, before in pairs)
    exact = statistics([one.error_s for one in timings(scored)])
    found = [
        Figure(
            on,
            "count unchanged",
            f"the same as in the video it was made from in {same} of {len(pairs)}",
            same == len(pairs),
        )
    ]
    if exact:
        median = f"{exact.median_s:.3f} s"
        found.append(Figure(on, "median ≤ 0.12 s", median, exact.median_s <= 0.12))
    return found


def recognition_figures(seen: Sequence[Seen]) -> list[Figure]:
    known = [one.right for one in seen if one.clip.true != NONE]
    others = [not one.right for one in seen if one.clip.true == NONE]
    return [
        Figure(
            f"clips of a known exercise, not named ({len(known)})",
            "97% recognised",
            f"{np.mean(known):.0%} ({sum(known)} of {len(known)})",
            bool(np.mean(known) >= 0.97),
        ),
        Figure(
            f"clips of other movements ({len(others)})",
            "a set in at most 1 of 40",
            f"{sum(others)} of {len(others)}",
            bool(np.mean(others) <= 1 / 40),
        ),
    ]


def left_out_figures(explained: Sequence[Explained]) -> list[Figure]:
    """The same, with the limit of recognition chosen without the clips of the same origin."""
    right = right_when_left_out(explained)
    known = [is_right for one, is_right in right.items() if one.clip.true != NONE]
    others = [not is_right for one, is_right in right.items() if one.clip.true == NONE]
    if not known or not others:
        return []
    return [
        Figure(
            "the same, the limit chosen on clips of other origins",
            "shown",
            f"{sum(known)} of {len(known)} recognised, a set in {sum(others)} of {len(others)}",
            None,
        )
    ]


def cut_figures(on: str, scored: Sequence[Scored]) -> list[Figure]:
    """Cuts that readers saw, and cuts that nobody saw."""
    cuts = [one.cuts for one in scored if one.cuts]
    true, frames = sum(one.true for one in cuts), sum(one.frames for one in cuts)
    if not frames:
        return []
    found, added = sum(one.found for one in cuts), sum(one.added for one in cuts)
    return [
        Figure(
            f"{on}, cuts",
            "every one found, none added",
            f"{found} of {true}, {added} added in {frames} frames",
            found == true and not added,
        )
    ]
