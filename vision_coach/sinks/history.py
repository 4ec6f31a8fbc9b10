"""Training over time in the terminal: a line for each exercise of each session."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from vision_coach.core.report.history import Step
from vision_coach.words import exercise_title, number, say

COLUMNS = (
    *("session", "day", "athlete", "exercise", "tempo", "reps"),
    *("lowering", "change", "on_tempo", "total"),
)
LEFT = ("day", "athlete", "exercise", "tempo")


def print_history(console: Console, steps: Sequence[Step]) -> None:
    if not steps:
        console.print(say("history.nothing"))
        return
    people = {one.done.athlete for one in steps}
    shown = [name for name in COLUMNS if name != "athlete" or len(people) > 1]
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in shown:
        heading = say(f"history.columns.{name}")
        justify: JustifyMethod = "left" if name in LEFT else "right"
        table.add_column(heading, justify=justify, no_wrap=name == "day")
    for one in steps:
        told = cells(one)
        table.add_row(*(told[name] for name in shown))
    console.print(table)
    console.print(Text(say("history.meaning"), "dim"))


def cells(one: Step) -> dict[str, str]:
    """What stands in each of the `COLUMNS`."""
    done = one.done
    judged = f"{done.on_tempo_count}/{done.judged_count}" if done.judged_count else ""
    return {
        "session": str(done.session_id),
        "day": done.trained_at[:10],
        "athlete": done.athlete or "",
        "exercise": exercise_title(done.exercise, done.title),
        "tempo": done.tempo or "",
        "reps": say("history.reps", sets=done.set_count, reps=done.rep_count),
        "lowering": lowering(one),
        "change": change(one),
        "on_tempo": judged,
        "total": say("history.seconds", seconds=done.eccentric_total_s),
    }


def lowering(one: Step) -> str:
    mean_s, sd_s = one.done.eccentric_mean_s, one.done.eccentric_sd_s
    if mean_s is None:
        return ""
    if sd_s is None:
        return say("history.mean", mean_s=mean_s)
    return say("history.mean_sd", mean_s=mean_s, sd_s=sd_s)


def change(one: Step) -> str:
    """Since the last time; a change that may be chance is none."""
    if one.smallest_change_s is None:
        return ""
    return say("history.none") if one.change_s is None else number(one.change_s, "+.1f") + " s"
