"""The command line: arguments in, one-line errors and exit codes out."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from vision_coach import __version__
from vision_coach.core.errors import CoachError

WRONG_COMMAND = 2
INTERRUPTED = 130

DESCRIPTION = """\
Times the lowering of every repetition in a video: squats, push-ups, pull-ups.
Everything happens on this machine; nothing is sent anywhere.
"""
EPILOG = """\
examples:
  vision-coach analyze squats.mp4
  vision-coach analyze squats.mp4 --tempo 4-1-1-0 --json squats.json
  vision-coach analyze monday/ tuesday/ --exercise push_up --tempo 4 --out reports/
  vision-coach analyze squats.mp4 --poses squats.npz
  vision-coach replay squats.npz --tempo 3-0-1-0

exit codes:
  0    everything was measured
  1    at least one source could not be read, or no repetition was found in it
  2    the command is wrong, or an output cannot be written
  130  stopped with Ctrl-C; what was measured until then is shown and saved
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A name or sign that the terminal cannot show must not end the analysis.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = build_parser().parse_args(arguments)
    # Imported late: numpy, OpenCV and MediaPipe take seconds, --help must not.
    from vision_coach import commands

    try:
        run = commands.analyze if options.command == "analyze" else commands.replay
        return run(options)
    except CoachError as problem:
        print(f"vision-coach: {problem}", file=sys.stderr)
        return WRONG_COMMAND
    except KeyboardInterrupt:
        print("vision-coach: stopped", file=sys.stderr)
        return INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vision-coach",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_analyze(commands)
    add_replay(commands)
    return parser


Subcommands = argparse._SubParsersAction  # the type has no public name


def add_analyze(commands: Subcommands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "analyze",
        help="time the repetitions in videos",
        description="Find every repetition in one or more videos and time its lowering.",
    )
    command.add_argument(
        "videos",
        nargs="+",
        type=Path,
        metavar="VIDEO",
        help="video file, or a folder (all videos in and below it)",
    )
    add_prescription(command)
    command.add_argument(
        "--engine",
        choices=("mediapipe", "onnx"),
        default="mediapipe",
        help="what finds the poses: mediapipe (default), or onnx (faster, and needs no "
        "graphics libraries)",
    )
    command.add_argument(
        "--device",
        metavar="NAME",
        help="where the onnx engine computes, if your onnxruntime offers it: CUDA, CoreML, "
        "DirectML (untested; default: the CPU)",
    )
    command.add_argument(
        "--model",
        type=Path,
        metavar="FILE",
        help="another pose landmarker bundle (.task), such as the lite or heavy one",
    )
    add_outputs(command)
    command.add_argument(
        "--poses",
        type=Path,
        metavar="FILE",
        help="keep the poses as .npz for 'replay' (one video)",
    )


def add_replay(commands: Subcommands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "replay",
        help="time the repetitions in recorded poses",
        description="Run the timing again on poses that 'analyze --poses' has recorded: another "
        "tempo or exercise in a moment, without the video.",
    )
    command.add_argument(
        "videos", nargs="+", type=Path, metavar="POSES", help="recording (.npz) of poses"
    )
    add_prescription(command)
    add_outputs(command)


def add_prescription(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what was to be done")
    group.add_argument(
        "--exercise",
        default="auto",
        metavar="NAME",
        help="squat, push_up, pull_up, your own FILE.toml, or auto: recognise it (default)",
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
    group.add_argument("--athlete", metavar="NAME", help="a name to put into the reports")


def add_outputs(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("reports")
    group.add_argument("--json", type=Path, metavar="FILE", help="everything, as JSON (one source)")
    group.add_argument("--csv", type=Path, metavar="FILE", help="one row per repetition, as CSV")
    group.add_argument(
        "--out", type=Path, metavar="DIR", help="one JSON per source, in this folder"
    )
    group.add_argument("--quiet", action="store_true", help="no tables and no progress bar")
