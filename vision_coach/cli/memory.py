"""The arguments of `history` and `data`, and of saving."""

from __future__ import annotations

import argparse

from vision_coach.cli.groups import Subcommands
from vision_coach.cli.parser import Parser, local_path

HISTORY_EPILOG = """\
examples:
  vision-coach history
  vision-coach history anna --exercise squat --since 2026-01-01
  vision-coach history anna --json
"""
DATA_EPILOG = """\
examples:
  vision-coach data                       where it is, and how much
  vision-coach data check                 whether all of it is sound
  vision-coach data backup copy.sqlite    a copy of it all
  vision-coach data report 12             the JSON report of a session, as it was written
  vision-coach data delete anna           everything of one person, for good
"""


def add_data_folder(group: argparse._ArgumentGroup | argparse.ArgumentParser) -> None:
    group.add_argument(
        "--data",
        type=local_path,
        metavar="DIR",
        help="the folder in which sessions are remembered (default: $VISION_COACH_DATA, or the "
        "system's place for data; see 'vision-coach data')",
    )


def add_memory(command: argparse.ArgumentParser, *, by_itself: bool) -> None:
    """by_itself: whether sessions are saved without being told to."""
    group = command.add_argument_group("memory")
    if by_itself:
        group.add_argument("--no-save", action="store_true", help="do not remember this session")
    else:
        group.add_argument(
            "--save",
            action="store_true",
            help="remember what was measured, for 'history'; --athlete does so, too. The video is "
            "not copied",
        )
    add_data_folder(group)


def add_history(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "history",
        help="what was trained, session by session",
        description="Show the sessions that are remembered, and how the lowering changed.",
        epilog=HISTORY_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("athlete", nargs="?", metavar="ATHLETE", help="of one person only")
    command.add_argument("--exercise", metavar="NAME", help="of one exercise only")
    command.add_argument("--since", metavar="DATE", help="from this day on, as 2026-01-31")
    command.add_argument(
        "--json",
        nargs="?",
        const="-",
        metavar="FILE",
        help="as JSON into a file, or instead of the table where none is named",
    )
    add_data_folder(command)


def add_data(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "data",
        help="what is remembered on this machine: where, check, backup, delete",
        description="Look after what is remembered. It never leaves this machine.",
        epilog=DATA_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data_folder(command)
    command.set_defaults(action="show")
    actions = command.add_subparsers(metavar="ACTION")
    add_action(actions, "check", "whether all of it is sound")
    add_action(actions, "backup", "a copy of it all").add_argument(
        "target", type=local_path, metavar="FILE"
    )
    add_action(actions, "report", "the JSON report of a session").add_argument(
        "session", type=int, metavar="NUMBER", help="as 'history' shows it"
    )
    delete = add_action(actions, "delete", "everything of one person, for good")
    delete.add_argument("athlete", metavar="ATHLETE")
    delete.add_argument("--yes", action="store_true", help="do not ask")


def add_action(actions: Subcommands[Parser], name: str, purpose: str) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
    action.set_defaults(action=name)
    return action
