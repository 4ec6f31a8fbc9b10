"""The arguments of `report`."""

from __future__ import annotations

import argparse

from vision_coach.app.formats import FORMATS
from vision_coach.cli.groups import Subcommands, add_format
from vision_coach.cli.parser import Parser, local_path

DESCRIPTION = """\
Show a JSON report again, or put several sessions of one person side by side:
lowering time, consistency and range of motion over time.
"""
EPILOG = """\
examples:
  vision-coach report squats.json
  vision-coach report squats.json --html squats.html
  vision-coach report monday.json wednesday.json friday.json --html week.html
"""


def add_report(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "report",
        help="show JSON reports again, or compare sessions",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "results",
        nargs="+",
        type=local_path,
        metavar="RESULT.json",
        help="a report that --json or --out has written",
    )
    group = command.add_argument_group("reports")
    for one in FORMATS.values():
        if not one.is_read_again:
            compared = "; for several results a page that compares them" if one.comparison else ""
            add_format(group, one, one.purpose + compared)
    group.add_argument("--quiet", action="store_true", help="nothing in the terminal")
