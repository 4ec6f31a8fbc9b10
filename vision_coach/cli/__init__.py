"""The command line: arguments in, one-line errors and exit codes out."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from vision_coach import __version__
from vision_coach.app.worker.messages import WORK_COMMAND
from vision_coach.cli.analysis import add_analyze, add_replay
from vision_coach.cli.complaint import complain
from vision_coach.cli.exercises import add_exercises
from vision_coach.cli.live import add_live
from vision_coach.cli.memory import add_data, add_history
from vision_coach.cli.parser import Parser, with_tempo_joined
from vision_coach.cli.report import add_report
from vision_coach.core.errors import CoachError
from vision_coach.video_writer.protocol import ENCODE_COMMAND

UNDERSTOOD = 0
WRONG_COMMAND = 2
INTERRUPTED = 130

DESCRIPTION = """\
Times the lowering of every repetition in a video: squats, push-ups, pull-ups, curls and some
twenty other exercises.
Everything happens on this machine; nothing is sent anywhere.
"""
EPILOG = """\
examples:
  vision-coach analyze squats.mp4
  vision-coach analyze squats.mp4 --tempo 4-1-1-0 --json squats.json
  vision-coach analyze monday/ tuesday/ --exercise push_up --tempo 4 --out reports/
  vision-coach analyze squats.mp4 --poses squats.npz
  vision-coach replay squats.npz --tempo 3-0-1-0
  vision-coach live --exercise push_up --tempo 4-1-1-0
  vision-coach report monday.json friday.json --html week.html

exit codes:
  0    everything was measured
  1    at least one source could not be read, or no repetition was found in it
  2    the command is wrong, or an output cannot be written
  130  stopped with Ctrl-C; what was measured until then is shown and saved
"""


OVERVIEW = """\
Vision Coach times the lowering of every repetition: squats, push-ups, pull-ups, curls, some
twenty other exercises, or one of your own. Everything happens on this machine; nothing is sent
anywhere.

what it can do:
  vision-coach analyze squats.mp4           time the repetitions in videos
  vision-coach live --exercise squat        train in front of a camera
  vision-coach report monday.json           show reports again, or compare sessions
  vision-coach replay squats.npz            time recorded poses again, with another tempo
  vision-coach history                      what was trained, session by session
  vision-coach data                         what is remembered: where, check, backup, delete
  vision-coach exercises                    what it knows, and how to describe your own

a good beginning:
  vision-coach analyze squats.mp4 --tempo 4-1-1-0 --html squats.html

Each command says more with --help.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A name or sign that the terminal cannot show must not end the analysis.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in ([ENCODE_COMMAND], [WORK_COMMAND]):
        return work_for_another(given[0])
    if not given:
        print(OVERVIEW, end="")
        return UNDERSTOOD
    try:
        return run_command(given)
    except CoachError as problem:
        complain(str(problem))
        return WRONG_COMMAND
    except KeyboardInterrupt:
        complain("stopped")
        return INTERRUPTED
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNDERSTOOD


def work_for_another(command: str) -> int:
    """This very process is a child that another one, frozen, has started."""
    if command == ENCODE_COMMAND:
        from vision_coach.video_writer.child import main as encode

        return encode()
    from vision_coach.app.worker.child import main as work_on_poses

    return work_on_poses()


def run_command(arguments: Sequence[str]) -> int:
    """Raises CoachError for what the user can mend."""
    options = build_parser().understand(with_tempo_joined(arguments))
    # Imported late: numpy, OpenCV and MediaPipe take seconds, --help must not.
    from vision_coach.cli import run

    return run.COMMANDS[options.command](options)


def build_parser() -> Parser:
    parser = Parser(
        prog="vision-coach",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_analyze(commands)
    add_replay(commands)
    add_live(commands)
    add_report(commands)
    add_exercises(commands)
    add_history(commands)
    add_data(commands)
    return parser
