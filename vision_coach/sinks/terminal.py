"""Results in the terminal: a table a coach can read at a glance, and a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from vision_coach.core.report.numbers import is_number
from vision_coach.core.report.session import Rep, Session, SetReport
from vision_coach.core.tempo import Verdict
from vision_coach.sinks.bars import phase_bars
from vision_coach.sinks.session_summary import print_sets
from vision_coach.words import exercise_title, named, say, sentence

# A sign besides the colour, for colour-blind eyes and for logs.
VERDICTS = {
    Verdict.ON: Text("✓ on", "green"),
    Verdict.FAST: Text("▲ fast", "bold red"),
    Verdict.SLOW: Text("▼ slow", "bold yellow"),
    Verdict.NOT_GRADED: Text("· not graded", "dim"),
}


def print_session(console: Console, session: Session) -> None:
    for number, one in enumerate(session.sets, start=1):
        console.print(set_heading(one, number, len(session.sets)))
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


def set_heading(one: SetReport, number: int, count: int) -> Text:
    name = exercise_title(one.exercise)
    heading = Text(f"Set {number} of {count}: {name}" if count > 1 else name, "bold")
    heading.append(
        f", seen {named('views', one.view)}" if one.view != "unknown" else "", "not bold"
    )
    if one.tempo:
        heading.append(f", tempo {one.tempo.text}", "not bold")
    if is_number(one.tolerance_s):
        heading.append(f" (lowering ± {one.tolerance_s:.2f} s)", "not bold dim")
    return heading


def rep_table(one: SetReport) -> Table:
    """One row a repetition; columns in which there is nothing to say are left out."""
    rows = [cells(rep) for rep in one.reps]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in rows[0]:
        if any(row[heading] for row in rows):
            table.add_column(
                heading,
                justify="left" if heading == "verdict" else "right",
                style="bold" if heading == "lowering" else "",
                no_wrap=True,
                overflow="fold",
            )
    for row in rows:
        table.add_row(*(row[str(column.header)] for column in table.columns))
    return table


def cells(rep: Rep) -> dict[str, Text | str]:
    """What the table says of a repetition, by column heading."""
    judged = is_number(rep.error_s) and rep.verdict is not Verdict.NOT_GRADED
    return {
        "rep": str(rep.index),
        "lowering": seconds(rep.eccentric_s),
        "±": hundredths(rep.eccentric_uncertainty_s),
        "target": seconds(rep.target_s),
        "error": signed(rep.error_s) if judged else "",
        "verdict": VERDICTS[rep.verdict] if rep.verdict else "",
        "pause": seconds(rep.bottom_pause_s),
        "rise": seconds(rep.concentric_s),
        "top": seconds(rep.top_pause_s),
        "range": f"{rep.range_deg:.0f}°" if is_number(rep.range_deg) else "",
    }


def signed(seconds: float | None) -> str:
    """With its sign; what rounds to zero has none of its own: never -0.00."""
    return f"{round(seconds, 2) + 0.0:+.2f}" if is_number(seconds) else ""


def notes(one: SetReport) -> list[Text]:
    """Flags and reasons, a line for each repetition that has any."""
    lines = []
    for rep in one.reps:
        words = [flag.replace("_", " ") for flag in rep.flags]
        words += [sentence(rep.reason)] if rep.reason else []
        if words:
            lines.append(Text(f"{rep.index:>3}  {'; '.join(words)}", "dim"))
    return lines


def seconds(value: float | None) -> str:
    return f"{value:.2f} s" if is_number(value) else ""


def hundredths(value: float) -> str:
    return f"{value:.2f}" if is_number(value) else ""


def summary_line(one: SetReport) -> Text:
    summary = one.summary
    parts = [say("report.repetitions", count=summary.rep_count)]
    if is_number(summary.eccentric_mean_s):
        spread = summary.eccentric_sd_s
        spread_text = f" ± {spread:.2f} s" if is_number(spread) else ""
        parts.append(f"lowering {summary.eccentric_mean_s:.2f} s{spread_text}")
    if is_number(summary.adherence):
        parts.append(f"{summary.adherence:.0%} of {summary.graded_count} on tempo")
    if is_number(summary.eccentric_slope_s_per_rep):
        parts.append(f"trend {summary.eccentric_slope_s_per_rep:+.2f} s a repetition")
    if is_number(summary.time_under_tension_s):
        parts.append(f"{summary.time_under_tension_s:.0f} s under tension")
    return Text(" · ".join(parts))


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
