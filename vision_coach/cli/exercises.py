"""The arguments of `exercises`."""

from __future__ import annotations

import argparse

from vision_coach.cli.groups import Subcommands
from vision_coach.cli.parser import Parser, local_path

DESCRIPTION = """\
Which exercises are known, how each is described, and help with describing your own.
"""
EPILOG = """\
examples:
  vision-coach exercises                            all of them, a line each
  vision-coach exercises --names                    their names only, for scripts
  vision-coach exercises show heel_drop             one of them, and its file
  vision-coach exercises new box_squat --from squat begin a file of your own: box_squat.toml
  vision-coach exercises check box_squat.toml --video box.mp4
                                                    what is wrong with it; its signal and what was
                                                    counted are drawn into box_squat.png

docs/exercises.md explains each key of a file.
"""


def add_exercises(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "exercises",
        help="list the exercises, or describe your own",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--names", action="store_true", help="names only, one a line")
    tasks = command.add_subparsers(dest="task", metavar="TASK")
    show = tasks.add_parser("show", help="how one is described")
    show.add_argument("exercise", metavar="NAME", help="a built-in exercise or your own FILE.toml")
    new = tasks.add_parser("new", help="begin a file of your own")
    new.add_argument("name", metavar="NAME", help="what it is to be called: box_squat")
    new.add_argument(
        "--from", dest="model", default="squat", metavar="EXERCISE", help="begin with this one's"
    )
    new.add_argument("--to", type=local_path, metavar="FILE.toml", help="default: NAME.toml")
    check = tasks.add_parser("check", help="say what is wrong with a file, and try it on a video")
    check.add_argument("exercise", metavar="FILE.toml", help="or the name of a built-in exercise")
    check.add_argument(
        "--video", type=local_path, metavar="V", help="a video, or poses that --poses has written"
    )
    check.add_argument(
        "--plot", type=local_path, metavar="FILE.png", help="default: the exercise's name.png"
    )
