"""Groups of arguments that several commands share."""

from __future__ import annotations

import argparse

from vision_coach.app.formats import FORMATS, Format, Holds, holding
from vision_coach.cli.parser import local_path

Subcommands = argparse._SubParsersAction  # the type has no public name


EXERCISE_OR_AUTO = (
    "a name from `vision-coach exercises`, your own FILE.toml, or auto: recognise it (default)"
)


def add_prescription(
    command: argparse.ArgumentParser, exercise_help: str = EXERCISE_OR_AUTO
) -> None:
    group = command.add_argument_group("what was to be done")
    group.add_argument(
        "--exercise",
        default="auto",
        metavar="NAME",
        help=exercise_help,
    )
    group.add_argument(
        "--tempo",
        metavar="TEMPO",
        help="seconds of lowering-pause-rise-pause, as 4-1-1-0, 4110 or 30X1 (X: as fast as "
        "possible), or 4 for the lowering alone; without it there are times but no verdicts",
    )
    group.add_argument(
        "--tolerance",
        type=float,
        metavar="SECONDS",
        help="how far off the lowering may be and still count as on tempo "
        "(default: 15 %% of the target, at least 0.25)",
    )
    group.add_argument(
        "--eccentric-only",
        action="store_true",
        help="negatives: only the lowering counts, and the way back up (on the knees, by a box) is "
        "ignored",
    )
    group.add_argument("--athlete", metavar="NAME", help="a name to put into the reports")


def add_outputs(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("reports")
    alone = holding(Holds.ONE_SOURCE)
    for one in FORMATS.values():
        suffix = " (one source)" if one.name in alone else ""
        add_format(group, one, one.purpose + suffix)
    group.add_argument(
        "--out",
        type=local_path,
        metavar="DIR",
        help="a report of each source, in this folder",
    )
    default, *others = alone
    group.add_argument(
        "--formats",
        default=default,
        metavar="LIST",
        help=f"what --out writes of each source: {default} (default), {', '.join(others)}, "
        f"or {','.join(alone)}",
    )
    group.add_argument(
        "--explain",
        action="store_true",
        help="also what was not counted: what it was nearest to, and what was missing",
    )
    group.add_argument("--quiet", action="store_true", help="no tables and no progress bar")


def add_format(group: argparse._ArgumentGroup, one: Format, purpose: str) -> None:
    """The option that asks for a file of this format."""
    needed = f" (needs {one.needs}: pip install {one.needs})" if one.needs else ""
    group.add_argument(f"--{one.name}", type=local_path, metavar="FILE", help=purpose + needed)
