"""The tables put together into one document, the summary first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from accuracy.figure import Figure
from accuracy.methods import PROGRAM
from accuracy.recognition import confusion_table, wrong_table
from accuracy.repcount import Count, mean_absolute_error, off_by_one
from accuracy.scores import Scored, counts, timings
from accuracy.tables import (
    ERROR_HEADINGS,
    count_line,
    error_cells,
    lowering_table,
    markdown_table,
    other_phases_table,
    video_table,
    worth_listing,
)
from accuracy.targets import HARD, REAL, RENDERED, SAMPLES, Results, figures

ByEngine = Mapping[str, Mapping[str, Results]]
"""Engine -> method -> results."""

MARK = "<!-- Everything below this line is written by scripts/benchmark_accuracy.py. -->"

TITLES = {
    REAL: "Real clips",
    SAMPLES: "Samples",
    RENDERED: "Rendered repetitions",
    HARD: "Difficult pictures",
}
SHORT_LISTS = (RENDERED, HARD)
"""Sets of which only the videos with something wrong are listed."""


def write(path: Path, text: str) -> None:
    """Keep what a person wrote above the mark, and put `text` below it."""
    before = path.read_text() if path.exists() else ""
    head = before.partition(MARK)[0].rstrip() if MARK in before else "# Accuracy"
    path.write_text(f"{head}\n\n{MARK}\n\n{text}")


def document(results: ByEngine, left_out: Sequence[str]) -> str:
    parts = summary(results)
    if left_out:
        parts.append(f"Not here, and so left out: {', '.join(left_out)}.")
    for engine, methods in results.items():
        parts += [f"## Against two simple rules, engine {engine}", rivals_table(methods)]
    for engine, methods in results.items():
        parts += details(f"engine {engine}", methods[PROGRAM])
    engine = next(iter(results))
    for method, found in results[engine].items():
        if method != PROGRAM:
            parts += details(f"{method}, engine {engine}", found, with_videos=False)
    return "\n\n".join(parts) + "\n"


def summary(results: ByEngine) -> list[str]:
    """Every target, and what each engine reaches."""
    by_engine = {
        engine: {(figure.on, figure.target): figure for figure in figures(methods[PROGRAM])}
        for engine, methods in results.items()
    }
    # An engine that times nothing in a set has fewer figures.
    rows = [
        [*key, *(verdict(found[key]) if key in found else "" for found in by_engine.values())]
        for key in dict.fromkeys(key for found in by_engine.values() for key in found)
    ]
    if not rows:
        return []
    asked = [one for found in by_engine.values() for one in found.values() if one.met is not None]
    met = sum(bool(one.met) for one in asked)
    table = markdown_table(("on", "target", *by_engine), rows)
    return ["## Summary", f"{met} of {len(asked)} targets are met.", table]


def verdict(figure: Figure) -> str:
    if figure.met is None:
        return figure.reached
    return f"{figure.reached}: {'met' if figure.met else '**missed**'}"


def rivals_table(methods: Mapping[str, Results]) -> str:
    """The program and the rivals, set by set."""
    headings = ("set", "method", "videos right", "missed", "added", *ERROR_HEADINGS)
    rows = []
    for name in next(iter(methods.values())).sets:
        for method, found in methods.items():
            scored = found.sets[name]
            if not scored:
                continue
            seen = counts(scored)
            detection = [f"{seen.right} of {seen.videos}", str(seen.missed), str(seen.added)]
            errors = error_cells([one.error_s for one in timings(scored)])
            rows.append([title(name), method, *detection, *errors])
    parts = [markdown_table(headings, rows)]
    tracks = [
        [method, f"{mean_absolute_error(found.tracks):.3f}", f"{off_by_one(found.tracks):.2f}"]
        for method, found in methods.items()
        if found.tracks
    ]
    if tracks:
        parts.append(markdown_table(("repcount tracks", "MAE", "OBO"), tracks))
    return "\n\n".join(parts)


def title(name: str) -> str:
    return TITLES.get(name, name)


def details(of: str, results: Results, *, with_videos: bool = True) -> list[str]:
    parts = []
    for name, scored in results.sets.items():
        if not scored:
            continue
        parts += [f"## {title(name)}, {of}", count_line(scored), lowering_table(scored)]
        parts.append(other_phases_table(scored))
        listed = worth_listing(scored) if name in SHORT_LISTS else scored
        if with_videos and listed:
            parts.append(video_list(name, listed))
    if results.seen:
        parts += [f"## Recognition, {of}", confusion_table(results.seen)]
        parts += ["Taken for something else:", wrong_table(results.seen)]
    if results.tracks and with_videos:
        parts += [f"## repcount tracks, {of}", track_table(results.tracks)]
    return parts


def video_list(name: str, listed: Sequence[Scored]) -> str:
    table = video_table(listed)
    if name not in SHORT_LISTS:
        return table
    return f"Videos with a repetition missed, added, not graded or timed badly:\n\n{table}"


def track_table(tracks: Sequence[Count]) -> str:
    rows = [[one.file, one.exercise, str(one.true), str(one.counted)] for one in tracks]
    return markdown_table(("track", "exercise", "true", "counted"), rows)
