"""Scores put into Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from accuracy.labels import LabelledVideo
from accuracy.plan import KEPT_FROM_TUNING
from accuracy.scores import (
    Scored,
    Timing,
    counts,
    coverage,
    known,
    mean_uncertainty_s,
    statistics,
    timings,
)

ERROR_HEADINGS = ("n", "bias", "median", "p90", "p95", "95 % limits")
END_HEADINGS = ("start", "end", "in ±u", "u")
SPEEDS = {0.0: "below 1 s", 1.0: "1-2 s", 2.0: "2-3 s", 3.0: "3-4.5 s", 4.5: "4.5 s and more"}
"""Name of each band by its lower end, as of `FRAME_RATES`."""
FRAME_RATES = {
    0.0: "15 frames/s",
    20.0: "24-25 frames/s",
    26.0: "27-30 frames/s",
    40.0: "60 frames/s",
}
VIEWS = {"side": "side", "45": "45°", "front": "front", "back": "back"}
WORST_S = 0.4
"""A video with an error larger than this is listed even where lists are kept short."""


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [
        f"| {' | '.join(headings)} |",
        f"| {' | '.join('---' for _ in headings)} |",
    ]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def error_cells(errors_s: Sequence[float]) -> list[str]:
    """Under `ERROR_HEADINGS`, seconds."""
    found = statistics(errors_s)
    if found is None:
        return ["0", *[""] * (len(ERROR_HEADINGS) - 1)]
    return [
        str(found.count),
        f"{found.bias_s:+.3f}",
        f"{found.median_s:.3f}",
        f"{found.p90_s:.3f}",
        f"{found.p95_s:.3f}",
        f"{found.limits_s[0]:+.2f} … {found.limits_s[1]:+.2f}",
    ]


def lowering_cells(scored: Sequence[Timing]) -> list[str]:
    """Under `ERROR_HEADINGS` and `END_HEADINGS`."""
    cells = error_cells([one.error_s for one in scored])
    for errors_s in ([one.start_error_s for one in scored], [one.end_error_s for one in scored]):
        one_end = statistics(errors_s)
        cells.append(f"{one_end.bias_s:+.3f} / {one_end.median_s:.3f}" if one_end else "")
    share, u_s = coverage(scored), mean_uncertainty_s(scored)
    return [*cells, "" if share is None else f"{share:.0%}", "" if u_s is None else f"{u_s:.2f}"]


def count_line(scored: Sequence[Scored]) -> str:
    """Detection over a set, in one sentence."""
    seen = counts(scored)
    asked = [one for one in scored if one.recognised is not None]
    told = sum(one.recognised == one.video.exercise for one in asked)
    recognised = f" The exercise was recognised in {told} of {len(asked)}." if asked else ""
    return (
        f"{seen.right} of {seen.videos} videos with every repetition right; "
        f"{seen.missed} lowerings missed, {seen.added} added, {seen.not_graded} of {seen.found} "
        f"({seen.share_not_graded:.0%}) not graded.{recognised}"
    )


def speed_of(one: Timing) -> str:
    low_s = max(low for low in SPEEDS if low <= one.truth_s)
    return SPEEDS[low_s]


def profile_of(one: Timing) -> str:
    if not one.label.profile:
        return ""
    kept = ", never tuned on" if one.label.profile == KEPT_FROM_TUNING else ""
    return f"profile {one.label.profile}{kept}"


def frame_rate_of(one: Timing) -> str:
    return FRAME_RATES[max(low for low in FRAME_RATES if low <= one.video.fps)]


DIMENSIONS: tuple[tuple[Callable[[Timing], str], tuple[str, ...]], ...] = (
    (lambda one: one.video.condition, ()),
    (lambda one: one.video.exercise, ()),
    (lambda one: VIEWS[one.video.seen_from], tuple(VIEWS.values())),
    (speed_of, tuple(SPEEDS.values())),
    (frame_rate_of, tuple(FRAME_RATES.values())),
    (profile_of, ()),
)
"""What lowerings are told apart by, and the order of the rows (alphabetic where not given)."""


def groups(every: Sequence[Timing]) -> list[tuple[str, list[Timing]]]:
    """The same lowerings by condition, exercise, view, speed, frame rate and profile."""
    found: list[tuple[str, list[Timing]]] = []
    for name_of, order in DIMENSIONS:
        there = {name_of(one) for one in every} - {""}
        names = [name for name in order if name in there] or sorted(there)
        found += [(name, [one for one in every if name_of(one) == name]) for name in names]
    return found


def lowering_table(scored: Sequence[Scored]) -> str:
    """All lowerings of a set together, then in groups."""
    every = timings(scored)
    rows = [["all", *lowering_cells(every)]]
    if any(not one.video.is_rendered for one in every):
        rows[0][0] = "all, corrected"
        rows.append(["all, as labelled", *lowering_cells(timings(scored, corrected=False))])
    rows += [[name, *lowering_cells(chosen)] for name, chosen in groups(every)]
    return markdown_table(("lowerings", *ERROR_HEADINGS, *END_HEADINGS), rows)


def other_phases_table(scored: Sequence[Scored]) -> str:
    """The pauses and the rise."""
    every = timings(scored)
    errors = {
        "bottom pause": known(every, lambda one: one.bottom_pause_error_s),
        "rise": known(every, lambda one: one.rise_error_s),
        "top pause": known(every, lambda one: one.top_pause_error_s),
    }
    rows = [[name, *error_cells(errors_s)] for name, errors_s in errors.items()]
    return markdown_table(("phase", *ERROR_HEADINGS), rows)


def video_table(scored: Sequence[Scored]) -> str:
    headings = ("video", "view", "right", "found", "missed", "added", "not graded")
    rows = []
    for one in scored:
        seen = counts([one])
        numbers = [seen.found, seen.missed, seen.added, seen.not_graded]
        rows.append(
            [
                one.video.name,
                one.video.view.split(",")[0],
                "yes" if one.match.right else "NO",
                *map(str, numbers),
                *error_cells([timing.error_s for timing in timings([one])])[1:4],
                bounds_cell(one.video),
            ]
        )
    return markdown_table((*headings, "bias", "median", "p90", "reader"), rows)


def bounds_cell(video: LabelledVideo) -> str:
    """The reader's own error at each end, seconds."""
    return "" if video.is_rendered else f"±{video.reader_error_s:.2f}"


def worth_listing(scored: Sequence[Scored]) -> list[Scored]:
    """The videos in which something was counted or timed badly."""
    return [
        one
        for one in scored
        if not one.match.right
        or any(abs(timing.error_s) > WORST_S for timing in timings([one]))
        or any(not found.graded for _, found in one.match.pairs)
    ]
