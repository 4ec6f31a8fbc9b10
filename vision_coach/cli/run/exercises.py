"""`vision-coach exercises`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.table import Table
from rich.text import Text

from vision_coach.app.exercise_check import Check, check, poses_in
from vision_coach.cli.run.saved import print_saved
from vision_coach.core.body.pose import Image
from vision_coach.core.errors import ExerciseError, OutputError
from vision_coach.core.exercise import Exercise, Working
from vision_coach.core.report.session import BOTH
from vision_coach.drawing.signal_plot import Band, SignalPlot
from vision_coach.exercises import built_in_names, load_exercise
from vision_coach.exercises.loader import file_of
from vision_coach.sinks.console import PlainConsole
from vision_coach.words import nearest_words

DONE, NOTHING_FOUND = 0, 1
NAME = re.compile(r"[a-z][a-z0-9_]*")
SIDES_IN_WORDS = {
    Working.BOTH: "both sides together",
    Working.EITHER: "one side works",
    Working.EACH: "each side by itself, in turn or at once",
}


def exercises(options: argparse.Namespace) -> int:
    """All of them, or one of the tasks."""
    if options.names:
        print(*built_in_names(), sep="\n")
        return DONE
    return TASKS[options.task](options)


def list_all(_options: argparse.Namespace) -> int:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("name", "exercise", "from", "to", "sides"):
        table.add_column(heading)
    for name in built_in_names():
        one = load_exercise(name)
        mark = " (experimental)" if one.experimental else ""
        table.add_row(name, one.title + mark, one.top_called, one.bottom_called, one.sides)
    PlainConsole().print(table)
    return DONE


def show(options: argparse.Namespace) -> int:
    one = load_exercise(options.exercise)
    console = PlainConsole()
    console.print(Text(one.title, "bold"))
    for line in described(one):
        console.print(Text(line), soft_wrap=True)
    path = file_of(options.exercise)
    console.print(f"\n{path}", soft_wrap=True)
    console.print(Text(path.read_text(encoding="utf-8").rstrip()), soft_wrap=True)
    return DONE


def described(one: Exercise) -> list[str]:
    """What people want to know of it, a line each."""
    called = one.top_called and f"Lowering: from “{one.top_called}” to “{one.bottom_called}”."
    variant = f"A variant of {load_exercise(one.family).title}." if one.is_variant else ""
    return [
        line
        for line in (
            called,
            f"Sides: {SIDES_IN_WORDS[one.sides]}.",
            variant,
            f"Camera: {one.camera}." if one.camera else "",
            f"Degrees are given from: {', '.join(one.range_views)}." if one.range_views else "",
            f"Also called: {', '.join(one.also_called)}." if one.also_called else "",
            f"Experimental: {one.experimental}." if one.experimental else "",
            *(f"Source: {source}." for source in one.sources),
        )
        if line
    ]


def new(options: argparse.Namespace) -> int:
    """Raises ExerciseError for a name that none can have, OutputError for a file that is there."""
    if not NAME.fullmatch(options.name):
        raise ExerciseError(
            f"'{options.name}': a name has small letters, digits and _, as in box_squat"
        )
    if options.name in built_in_names():
        raise ExerciseError(f"'{options.name}' is a built-in exercise: choose another name")
    model = load_exercise(options.model)
    content = file_of(options.model).read_text(encoding="utf-8")
    title = options.name.replace("_", " ").capitalize()
    content = re.sub(r'(?m)^name = ".*"$', f'name = "{options.name}"', content, count=1)
    content = re.sub(r'(?m)^title = ".*"$', f'title = "{title}"', content, count=1)
    if "\nfamily = " not in content:
        own_family = f'\nfamily = "{model.family}"    # it is a variant of this one'
        content = re.sub(r'(?m)^title = ".*"$', lambda line: line[0] + own_family, content, count=1)
    path = options.to or Path(f"{options.name}.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError as problem:
        raise OutputError(f"{path}: is there already; name another file with --to") from problem
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written ({problem.strerror})") from problem
    print_saved([path])
    print(f"next: change it, then vision-coach exercises check {path} --video YOUR_VIDEO")
    return DONE


def try_it(options: argparse.Namespace) -> int:
    exercise = load_exercise(options.exercise)
    print(f"{options.exercise}: nothing is wrong with the file")
    if options.video is None:
        return DONE
    found = check(exercise, poses_in(options.video))
    for one in found.sets:
        for rep in one.reps:
            side = "" if rep.side == BOTH else f", {rep.side} side"
            times = f"at {rep.eccentric_start_s:6.2f} s, lowering {rep.eccentric_s:.2f} s"
            print(f"  {rep.index:>3}  {times}{side}")
    for rejection in found.rejections:
        when = f"{rejection.t_s:.1f} to {rejection.until_s:.1f} s"
        print(f"  not counted, {when}: {nearest_words(rejection)}")
    path = options.plot or Path(f"{exercise.name}.png")
    write_picture(path, picture_of(found))
    print_saved([path])
    return DONE if found.sets else NOTHING_FOUND


def picture_of(found: Check) -> Image:
    """A plot a side, one below the other."""
    return np.vstack([plot_of(found, side).image() for side in found.signals])


def plot_of(found: Check, side: str) -> SignalPlot:
    exercise, stretches = found.exercise, found.signals[side]
    counted = [
        Band(rep.eccentric_start_s, rep.eccentric_end_s, str(rep.index), counted=True)
        for one in found.sets
        for rep in one.reps
        if side in (BOTH, rep.side) or rep.side == BOTH
    ]
    rejected = [
        Band(one.t_s, one.until_s, str(one.rule), counted=False) for one in found.rejections
    ]
    whose = "" if side == BOTH else f", {side} side"
    title = (
        f"{exercise.title}{whose}: height in limb lengths; green: counted; red: not counted;"
        " dashed: where the exercise happens"
    )
    lines = [(one.t_s, one.height) for one in stretches]
    return SignalPlot(title, lines, exercise.height, [*rejected, *counted])


def write_picture(path: Path, image: Image) -> None:
    """Raises OutputError."""
    import cv2

    _, encoded = cv2.imencode(".png", image)
    try:
        path.write_bytes(encoded.tobytes())
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written ({problem.strerror})") from problem


TASKS: dict[str | None, Callable[[argparse.Namespace], int]] = {
    None: list_all,
    "show": show,
    "new": new,
    "check": try_it,
}
