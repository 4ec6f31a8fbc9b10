"""The arguments of `live`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vision_coach.cli.groups import Subcommands

EPILOG = """\
keys, in the window and in the terminal:
  space  pause, go on        R  restart the set     M  mirror the picture
  S      sound on or off     F  full screen         Q  quit (the report is made)

examples:
  vision-coach live --exercise push_up --tempo 4-1-1-0
  vision-coach live --exercise squat --tempo 3-1-1-0 --reps 8 --sets 3 --rest 90 --json today.json
  vision-coach live --exercise pull_up --source "Logitech" --no-window
  vision-coach live --exercise squat --source clip.mp4 --measure-latency 5
"""


def add_live(commands: Subcommands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "live",
        help="train in front of a camera",
        description="Watch a training session through a camera: says how to stand, counts, shows "
        "where the body should be while it goes down, and reports afterwards as 'analyze' does.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_plan(command)
    add_camera(command)
    add_view(command)
    add_reports(command)


def add_plan(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what is to be done")
    group.add_argument(
        "--exercise", metavar="NAME", help="squat, push_up, pull_up, or your own FILE.toml"
    )
    group.add_argument(
        "--tempo",
        metavar="TEMPO",
        help="seconds of lowering-pause-rise-pause, as 4-1-1-0, 4110 or 30X1, or 4 for the "
        "lowering alone; without it there is no pacing",
    )
    group.add_argument(
        "--tolerance",
        type=float,
        metavar="SECONDS",
        help="how far off a lowering may be and still be good (default: 15 %% of the target, at "
        "least 0.25)",
    )
    group.add_argument("--reps", type=int, metavar="N", help="repetitions a set (default: open)")
    group.add_argument(
        "--sets", type=int, metavar="N", help="sets (default: one with --reps, otherwise open)"
    )
    group.add_argument("--rest", type=float, metavar="SECONDS", help="rest between the sets")
    group.add_argument("--athlete", metavar="NAME", help="a name to put into the reports")


def add_camera(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("camera and engine")
    group.add_argument(
        "--source",
        default="0",
        metavar="CAMERA",
        help="a camera's number (default: 0, the first) or part of its name, the address of a "
        "stream (rtsp://...), or a video file, played at its own pace",
    )
    group.add_argument(
        "--engine",
        choices=("mediapipe", "onnx"),
        default="mediapipe",
        help="what finds the poses: mediapipe (default), or onnx",
    )
    group.add_argument(
        "--device", metavar="NAME", help="where the onnx engine computes (see 'analyze')"
    )
    group.add_argument(
        "--model",
        type=Path,
        metavar="FILE",
        help="another pose landmarker bundle (.task), such as the lite one for a slow machine",
    )


def add_view(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what is seen")
    group.add_argument(
        "--no-window", action="store_true", help="stay in the terminal, as without a display"
    )
    group.add_argument("--full-screen", action="store_true", help="fill the screen (key: F)")
    group.add_argument(
        "--measure-latency",
        type=float,
        nargs="?",
        const=1.0,
        metavar="MINUTES",
        help="measure for so long (default: 1) how late screen and sound are, and what it costs; "
        "a file given as --source is repeated",
    )


def add_reports(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("reports")
    group.add_argument("--json", type=Path, metavar="FILE", help="everything, as JSON")
    group.add_argument("--csv", type=Path, metavar="FILE", help="one row per repetition, as CSV")
    group.add_argument(
        "--poses", type=Path, metavar="FILE", help="keep the poses as .npz for 'replay'"
    )
    group.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="keep the camera's pictures as .mp4 (needs the extra 'video')",
    )
    group.add_argument(
        "--finish-interrupted",
        action="store_true",
        help="make the reports of sessions that were cut off, without asking, and end",
    )
