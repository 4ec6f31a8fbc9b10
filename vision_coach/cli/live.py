"""The arguments of `live`."""

from __future__ import annotations

import argparse

from vision_coach.app.formats import FORMATS
from vision_coach.cli.groups import Subcommands, add_format, add_prescription
from vision_coach.cli.memory import add_memory
from vision_coach.cli.parser import Parser, local_path

DESCRIPTION = """\
Watch a training session through a camera: say how to stand, count, show where
the body should be while it goes down, and report afterwards as 'analyze' does.
"""
EPILOG = """\
keys, in the window and in the terminal:
  space  pause, go on        R  restart the set     M  mirror the picture
  S      sound on or off     F  full screen         Q  quit (the report is made)

examples:
  vision-coach live --exercise push_up --tempo 4-1-1-0
  vision-coach live --exercise squat --tempo 3-1-1-0 --reps 8 --sets 3 --rest 90 --json today.json
  vision-coach live --plan "squat 3x8 4-1-1-0 rest 90; push_up 3x6 3-0-1-0" --html today.html
  vision-coach live --exercise auto --tempo 4
  vision-coach live --exercise pull_up --source "Logitech" --no-window
  vision-coach live --exercise squat --source clip.mp4 --measure-latency 5
"""


def add_live(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "live",
        help="train in front of a camera",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_prescription(command)
    add_plan(command)
    add_camera(command)
    add_view(command)
    add_reports(command)
    add_memory(command, by_itself=True)


def add_plan(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("how much of it")
    group.add_argument(
        "--plan",
        metavar="PLAN",
        help="several exercises one after the other: 'squat 3x8 4-1-1-0 rest 90; push_up 3x6' "
        "(sets x repetitions with a small x, tempo and rest; auto for a name recognises it), or a "
        "file with one a line; "
        "--tempo, --tolerance and --rest hold where a line does not say",
    )
    group.add_argument("--reps", type=int, metavar="N", help="repetitions a set (default: open)")
    group.add_argument(
        "--sets", type=int, metavar="N", help="sets (default: one with --reps, otherwise open)"
    )
    group.add_argument(
        "--rest",
        type=float,
        metavar="SECONDS",
        help="rest between the sets, announced (default: until you are in position again)",
    )


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
        type=local_path,
        metavar="FILE",
        help="another pose landmarker bundle (.task), such as the lite one for a slow machine",
    )


def add_view(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what is seen and heard")
    group.add_argument(
        "--sound",
        choices=("all", "tempo", "pace", "voice", "off"),
        default="all",
        help="tempo: a click for every second of the lowering and another at its end; pace: a soft "
        "tone, higher when you are ahead; voice: numbers and words; all (default), or off",
    )
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
    for one in FORMATS.values():
        add_format(group, one, one.purpose)
    group.add_argument(
        "--poses", type=local_path, metavar="FILE", help="keep the poses as .npz for 'replay'"
    )
    group.add_argument(
        "--record",
        type=local_path,
        metavar="FILE",
        help="keep the camera's pictures as .mp4 (needs the extra 'video')",
    )
    group.add_argument(
        "--finish-interrupted",
        action="store_true",
        help="make the reports of sessions that were cut off, without asking, and end",
    )
