"""What is meant to be reached on pose tracks and on made ends, and whether it is."""

from __future__ import annotations

from collections.abc import Sequence

from accuracy.figure import Figure
from accuracy.noisy_tracks import NoisyCounts
from accuracy.repcount import Count, mean_absolute_error, off_by_one
from accuracy.settling_ends import End, quantile_s


def track_figures(tracks: Sequence[Count]) -> list[Figure]:
    on = f"repcount tracks ({len(tracks)})"
    off, within_one = mean_absolute_error(tracks), off_by_one(tracks)
    return [
        Figure(on, "MAE ≤ 0.10", f"{off:.3f}", off <= 0.10),
        Figure(on, "OBO ≥ 0.88", f"{within_one:.2f}", round(within_one, 2) >= 0.88),
    ]


def other_track_figures(tracks: Sequence[Count]) -> list[Figure]:
    """How general the counting is: nothing was fitted to these exercises."""
    names = sorted({one.exercise for one in tracks})
    return [
        Figure(f"tracks of other exercises, {name}", "shown", counts_in_short(of_it), None)
        for name in names
        for of_it in [[one for one in tracks if one.exercise == name]]
    ]


def noisy_figures(noisy: Sequence[NoisyCounts]) -> list[Figure]:
    return [
        Figure(
            f"repcount tracks with {one.noise_m * 100:.0f} cm of noise",
            "shown",
            counts_in_short(one.counts),
            None,
        )
        for one in noisy
    ]


def counts_in_short(tracks: Sequence[Count]) -> str:
    off, within_one = mean_absolute_error(tracks), off_by_one(tracks)
    return f"MAE {off:.3f}, OBO {within_one:.2f} ({len(tracks)})"


def end_figures(ends: Sequence[End]) -> list[Figure]:
    settling = [one for one in ends if one.settles]
    plain = [one for one in ends if not one.settles]
    if not settling or not plain:
        return []
    p90_s = quantile_s(settling, 0.9)
    late = sum(one.error_s > 1.0 for one in settling)
    said = f"{p90_s:.2f} s, median {quantile_s(settling, 0.5):.2f} s, {late} over 1 s late"
    return [
        Figure(f"ends that settle ({len(settling)})", "p90 ≤ 0.25 s", said, p90_s <= 0.25),
        Figure(
            f"ends that do not ({len(plain)})", "shown", f"p90 {quantile_s(plain, 0.9):.2f} s", None
        ),
    ]
