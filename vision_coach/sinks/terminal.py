"""Results in the terminal: a table a coach can read at a glance, and a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from vision_coach.core.report.numbers import is_number
from vision_coach.core.report.session import BOTH, Rep, Session, SetReport
from vision_coach.core.tempo import Verdict
from vision_coach.sinks.bars import phase_bars
from vision_coach.sinks.session_summary import print_sets
from vision_coach.words import clauses, exercise_title, flag_words, named, number, say, sentence

VERDICT_STYLES = {
    Verdict.ON: "green",
    Verdict.FAST: "bold red",
    Verdict.SLOW: "bold yellow",
    Verdict.UNSURE: "default",
    Verdict.NOT_GRADED: "dim",
}


def verdict_text(verdict: Verdict) -> Text:
    """With a sign besides the colour, for colour-blind eyes and for logs."""
    return Text(say(f"terminal.verdicts.{verdict}"), VERDICT_STYLES[verdict])


COLUMNS = (
    "rep", "side", "lowering", "uncertainty", "controlled", "target", "error", "verdict",
    "pause", "rise", "top", "range",
)  # fmt: skip


def print_session(console: Console, session: Session) -> None:
    for place, one in enumerate(session.sets, start=1):
        console.print(set_heading(one, place, len(session.sets)))
        console.print(rep_table(one))
        for note in notes(one):
            console.print(note)
        console.print(summary_line(one))
        console.print()
        for line in phase_bars(one, console.width):
            console.print(line, no_wrap=True)
        console.print()
    if len(session.sets) > 1:
        print_sets(console, session)
    for warning in session.warnings:
        console.print(Text(f"! {sentence(warning)}", "yellow"))


def set_heading(one: SetReport, place: int, count: int) -> Text:
    name = exercise_title(one.exercise, one.title)
    if count > 1:
        name = say("terminal.set.title", set_number=place, sets=count, exercise=name)
    heading = Text(name, "bold")
    if one.view != "unknown":
        heading.append(say("terminal.set.seen", view=one.view), "not bold")
    if one.tempo:
        heading.append(say("terminal.set.tempo", tempo=one.tempo.text), "not bold")
    if is_number(one.tolerance_s):
        heading.append(say("terminal.set.tolerance", tolerance_s=one.tolerance_s), "not bold dim")
    return heading


def rep_table(one: SetReport) -> Table:
    """One row a repetition; columns in which there is nothing to say are left out."""
    rows = [cells(rep) for rep in one.reps]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    shown = [name for name in COLUMNS if any(row[name] for row in rows)]
    for name in shown:
        table.add_column(
            say(f"terminal.columns.{name}"),
            justify="left" if name == "verdict" else "right",
            style="bold" if name == "lowering" else "",
            no_wrap=True,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(row[name] for name in shown))
    return table


def cells(rep: Rep) -> dict[str, Text | str]:
    """What the table says of a repetition, by column."""
    judged = is_number(rep.error_s) and rep.verdict is not Verdict.NOT_GRADED
    return {
        "rep": str(rep.index),
        "side": "" if rep.side == BOTH else named("sides", rep.side),
        "lowering": seconds(rep.eccentric_s),
        "uncertainty": hundredths(rep.eccentric_uncertainty_s),
        "controlled": seconds(rep.controlled_s),
        "target": seconds(rep.target_s),
        "error": signed(rep.error_s) if judged else "",
        "verdict": verdict_text(rep.verdict) if rep.verdict else "",
        "pause": phase(rep.bottom_pause_s, rep.bottom_pause_verdict),
        "rise": phase(rep.concentric_s, rep.concentric_verdict),
        "top": phase(rep.top_pause_s, rep.top_pause_verdict),
        "range": f"{number(rep.range_deg, '.0f')}°" if is_number(rep.range_deg) else "",
    }


def phase(duration_s: float | None, verdict: Verdict | None) -> Text:
    """The time, with the sign of its verdict where it missed the tempo."""
    text = Text(seconds(duration_s))
    if text and verdict in (Verdict.FAST, Verdict.SLOW):
        text.append(f" {verdict_text(verdict).plain[0]}", VERDICT_STYLES[verdict])
    return text


def signed(seconds: float | None) -> str:
    """With its sign; what rounds to zero has none of its own: never -0.00."""
    return number(round(seconds, 2) + 0.0, "+.2f") if is_number(seconds) else ""


def notes(one: SetReport) -> list[Text]:
    """Flags and reasons, a line for each repetition that has any."""
    lines = []
    for rep in one.reps:
        words = [flag_words(flag) for flag in rep.flags]
        words += [sentence(rep.reason)] if rep.reason else []
        if words:
            lines.append(Text(f"{rep.index:>3}  {clauses(words)}", "dim"))
    return lines


def seconds(value: float | None) -> str:
    return f"{number(value, '.2f')} s" if is_number(value) else ""


def hundredths(value: float) -> str:
    return number(value, ".2f") if is_number(value) else ""


def summary_line(one: SetReport) -> Text:
    summary = one.summary
    parts = [say("report.repetitions", count=summary.rep_count)]
    if is_number(summary.eccentric_mean_s):
        parts.append(lowering_words(summary.eccentric_mean_s, summary.eccentric_sd_s))
    if is_number(summary.adherence):
        sure = summary.graded_count - summary.unsure_count
        parts.append(say("terminal.summary.adherence", adherence=summary.adherence, graded=sure))
    if summary.unsure_count:
        parts.append(say("report.done.unsure", unsure=summary.unsure_count))
    if is_number(summary.eccentric_slope_s_per_rep):
        parts.append(say("terminal.summary.trend", slope_s=summary.eccentric_slope_s_per_rep))
    if is_number(summary.time_under_tension_s):
        parts.append(say("terminal.summary.tension", tension_s=summary.time_under_tension_s))
    return Text(" · ".join(parts))


def lowering_words(mean_s: float, spread_s: float | None) -> str:
    if not is_number(spread_s):
        return say("terminal.summary.lowering", mean_s=mean_s)
    return say("terminal.summary.lowering_spread", mean_s=mean_s, spread_s=spread_s)


@contextmanager
def progress_bar(console: Console, name: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar with frames per second and the time left; yields what to call after each frame."""
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(name, total=None, speed="")

        def advance(done: int, total: int | None) -> None:
            speed = bar.tasks[0].speed
            shown = f"{speed:.0f} frames/s" if speed else ""
            bar.update(task, completed=done, total=total, speed=shown)

        yield advance
