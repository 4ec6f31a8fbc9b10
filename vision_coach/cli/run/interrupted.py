"""Sessions that were cut off: their reports are offered at the next start."""

from __future__ import annotations

import sys

from rich.console import Console

from vision_coach.app.unfinished_sessions import finish, journals_folder, save_finished
from vision_coach.cli.complaint import complain
from vision_coach.cli.run.saved import print_saved
from vision_coach.core.errors import CoachError
from vision_coach.export.journal import KeptSession, interrupted_sessions, remove
from vision_coach.sinks.terminal import print_session
from vision_coach.words import say

QUESTION = "Finish its report? [Y]es, [l]ater, [d]elete it: "
ANSWERS = {"": "y", "y": "y", "yes": "y", "l": "l", "later": "l", "d": "d", "delete": "d"}


def offer(console: Console) -> None:
    """Ask for each interrupted session what to do with it; without a terminal only say so."""
    for kept in interrupted_sessions(journals_folder()):
        console.print(f"{described(kept)} was interrupted.", markup=False)
        if not sys.stdin.isatty():
            console.print("Its report: vision-coach live --finish-interrupted")
            continue
        answer = ask()
        if answer == "y":
            finish_one(kept, console)
        elif answer == "d":
            remove(kept.folder)


def ask() -> str:
    while True:
        try:
            answer = input(QUESTION).strip().lower()
        except EOFError:
            return "l"
        if answer in ANSWERS:
            return ANSWERS[answer]


def finish_all(console: Console) -> int:
    """Returns how many could not be finished; they are kept."""
    found = interrupted_sessions(journals_folder())
    if not found:
        console.print("No session was interrupted.")
    failed = 0
    for kept in found:
        try:
            finish_one(kept, console)
        except CoachError as problem:
            complain(str(problem))
            failed += 1
    return failed


def finish_one(kept: KeptSession, console: Console) -> None:
    result = finish(kept)
    print_session(console, result.session)
    print_saved(save_finished(kept, result))


def described(kept: KeptSession) -> str:
    names = dict.fromkeys(part.exercise.replace("_", "-") for part in kept.parts)
    when = kept.recorded_at[:16].replace("T", " ")
    done = ", ".join([*names, say("report.repetitions", count=kept.rep_count)])
    return f"A session of {when} ({done})"
