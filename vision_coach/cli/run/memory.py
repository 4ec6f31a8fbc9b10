"""`vision-coach history` and `vision-coach data`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from vision_coach.app.memory import data_folder, opened_if_there
from vision_coach.cli.complaint import complain
from vision_coach.core.errors import StoreError
from vision_coach.core.report.history import Step, steps
from vision_coach.export.files import write_content
from vision_coach.sinks.console import PlainConsole
from vision_coach.sinks.history import print_history
from vision_coach.store import sessions
from vision_coach.store.database import Database

DONE, NOT_DONE = 0, 1


def history(options: argparse.Namespace) -> int:
    """`vision-coach history`."""
    since = day(options.since)
    exercise = options.exercise and options.exercise.lower().replace("-", "_")
    with opened_if_there(data_folder(options.data)) as database:
        if options.athlete:
            check_known(database, options.athlete)
        found = steps(sessions.history(database, options.athlete, exercise, since))
    if options.json == "-":
        print(history_json(found), end="")
    else:
        print_history(PlainConsole(), found)
        if options.json:
            write_content(Path(options.json), history_json(found))
    return DONE if found else NOT_DONE


def day(text: str | None) -> str | None:
    """Raises StoreError for what is no date."""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise StoreError(f"--since {text}: give a day as 2026-01-31") from None


def check_known(database: Database, name: str) -> None:
    known = [one for one, _ in sessions.athletes(database)]
    if name.lower() not in (one.lower() for one in known):
        others = f"; known are {', '.join(known)}" if known else ""
        raise StoreError(f"athlete '{name}' is not known{others}")


def history_json(found: list[Step]) -> str:
    return json.dumps([as_record(one) for one in found], indent=2, allow_nan=False) + "\n"


def as_record(one: Step) -> dict[str, Any]:
    changes = {"change_s": one.change_s, "smallest_change_s": one.smallest_change_s}
    record = asdict(one.done) | changes
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in record.items()}


def data(options: argparse.Namespace) -> int:
    """`vision-coach data`."""
    with opened_if_there(data_folder(options.data)) as database:
        return ACTIONS[options.action](database, options)


def show(database: Database, _options: argparse.Namespace) -> int:
    done = sessions.history(database)
    size_mb = database.path.stat().st_size / 1e6
    print(f"{database.path}  {size_mb:.1f} MB")
    count, reps = len({one.session_id for one in done}), sum(one.rep_count for one in done)
    print(f"sessions: {count}, repetitions: {reps}")
    for name, of_theirs in sessions.athletes(database):
        print(f"  {name}: {of_theirs}")
    return DONE


def check(database: Database, _options: argparse.Namespace) -> int:
    problems = database.problems()
    for problem in problems:
        complain(f"{database.path}: {problem}")
    if not problems:
        print(f"{database.path}: all is sound")
    return NOT_DONE if problems else DONE


def backup(database: Database, options: argparse.Namespace) -> int:
    database.back_up(options.target)
    print(f"saved: {options.target}")
    return DONE


def report(database: Database, options: argparse.Namespace) -> int:
    sys.stdout.write(sessions.report_of(database, options.session))
    return DONE


def delete(database: Database, options: argparse.Namespace) -> int:
    check_known(database, options.athlete)
    if not options.yes:
        if not sys.stdin.isatty():
            raise StoreError("delete: nobody can be asked here; say --yes")
        print(f"Everything of {options.athlete} is deleted for good.", end=" ")
        if input("Type the name again: ").strip().lower() != options.athlete.lower():
            print("nothing was deleted")
            return NOT_DONE
    count = sessions.delete_athlete(database, options.athlete)
    print(f"deleted: {options.athlete}, sessions: {count}")
    return DONE


ACTIONS = {"show": show, "check": check, "backup": backup, "report": report, "delete": delete}
