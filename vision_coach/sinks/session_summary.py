"""Sets of a session, and sessions of a person, side by side in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vision_coach.core.report.comparison import Course, Occasion, athletes, compare
from vision_coach.core.report.numbers import is_number
from vision_coach.core.report.session import Session, SetReport, Summary
from vision_coach.core.report.trend import counted
from vision_coach.sinks.bars import VERDICT_STYLES, share_bar, sparkline
from vision_coach.words import course_words, exercise_title, number, say

SHARE_CELLS, LOWERING_CELLS = 6, 10
MOST_COLUMNS = 20
"""Of a sparkline: a set of more repetitions shows its first ones."""


def print_sets(console: Console, session: Session) -> None:
    """One line a set; for a session of several."""
    table = plain_table("set", "", "reps", "lowering", "each", "on_tempo", "tension")
    for place, one in enumerate(session.sets, start=1):
        table.add_row(
            str(place),
            exercise_title(one.exercise, one.title),
            str(one.summary.rep_count),
            mean_words(one.summary),
            columns(one),
            adherence_words(one.summary),
            seconds(one.summary.time_under_tension_s, 0),
        )
    console.print(Text(say("terminal.session.heading"), "bold"))
    console.print(table)
    console.print()


def print_comparison(console: Console, sessions: Sequence[Session]) -> None:
    """Lowering time, consistency and range of each exercise, session by session."""
    names = athletes(sessions)
    who = ", ".join(names) or say("terminal.session.several")
    title = say("terminal.session.of_somebody", who=who, sessions=len(sessions))
    console.print(Text(title, "bold"))
    if len(names) > 1:
        console.print(Text(f"! {say('terminal.session.different_people')}", "yellow"))
    for course in compare(sessions):
        console.print()
        console.print(Text(exercise_title(course.exercise, course.title), "bold"))
        console.print(course_table(course))
        console.print(Text(course_words(course)))


def course_table(course: Course) -> Table:
    means_s = [one.summary.eccentric_mean_s for one in course.occasions]
    longest_s = max([0.5, *(value for value in means_s if is_number(value))])
    table = plain_table("session", "reps", "", "lowering", "target", "on_tempo", "range")
    for one in course.occasions:
        table.add_row(
            Text(one.name),
            str(len(one.reps)),
            mean_bar(one, longest_s),
            mean_words(one.summary),
            seconds(one.target_s),
            adherence_words(one.summary),
            "" if not is_number(one.range_mean_deg) else f"{number(one.range_mean_deg, '.0f')}°",
        )
    return table


def plain_table(*columns: str) -> Table:
    """Columns by what their headings are in the table of words; "" for none."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        heading = say(f"terminal.summary_columns.{name}") if name else ""
        table.add_column(heading, overflow="fold", no_wrap=name != "session")
    return table


def mean_bar(one: Occasion, longest_s: float) -> Text:
    mean_s = one.summary.eccentric_mean_s
    share = mean_s / longest_s if is_number(mean_s) else 0.0
    return Text(share_bar(share, LOWERING_CELLS), "cyan")


def columns(one: SetReport) -> Text:
    """A small column for each counted repetition, in the colour of its verdict."""
    reps = [rep for rep in counted(one.reps) if is_number(rep.eccentric_s)][:MOST_COLUMNS]
    signs = sparkline([rep.eccentric_s for rep in reps])
    text = Text()
    for sign, rep in zip(signs, reps, strict=True):
        text.append(sign, VERDICT_STYLES[rep.verdict] if rep.verdict else "cyan")
    return text


def mean_words(summary: Summary) -> str:
    mean_s, spread_s = summary.eccentric_mean_s, summary.eccentric_sd_s
    if not is_number(mean_s):
        return ""
    if not is_number(spread_s):
        return say("terminal.summary.mean", mean_s=mean_s)
    return say("terminal.summary.mean_spread", mean_s=mean_s, spread_s=spread_s)


def adherence_words(summary: Summary) -> Text:
    share = summary.adherence
    if not is_number(share):
        return Text("")
    return Text.assemble((share_bar(share, SHARE_CELLS), "green"), f" {number(share, '.0%')}")


def seconds(value: float | None, decimals: int = 2) -> str:
    return f"{number(value, f'.{decimals}f')} s" if is_number(value) else ""
