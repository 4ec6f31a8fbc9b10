"""Small bar charts in text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from vision_coach.core.report.numbers import is_number
from vision_coach.core.report.session import Rep, SetReport
from vision_coach.core.tempo import Verdict
from vision_coach.words import say

EIGHTHS = " ▏▎▍▌▋▊▉█"
LEVELS = "▁▂▃▄▅▆▇█"
PHASE_SIGNS = ("█", "░", "▒", "·")
"""Lowering, pause at the bottom, rise, pause at the top: told apart without colour too."""
TARGET_SIGN = "┃"
VERDICT_STYLES = {
    Verdict.ON: "green",
    Verdict.FAST: "red",
    Verdict.SLOW: "yellow",
    Verdict.UNSURE: "default",
    Verdict.NOT_GRADED: "dim",
}
WIDEST_CELLS = 72
MOST_REPS = 30
"""A longer set is drawn so far; its table has all."""


def phase_bars(one: SetReport, width: int) -> list[Text]:
    """A line for each repetition: its phases as a bar, the target of the lowering marked in it.

    `width` is that of the terminal; nothing is drawn where there is no room.
    """
    reps = [rep for rep in one.reps if is_number(rep.eccentric_s)][:MOST_REPS]
    cells = min(width - 6, WIDEST_CELLS)
    if not reps or cells < 20:
        return []
    longest_s = max(0.5, *(sum(durations_s(rep)) for rep in reps), *targets_s(reps))
    lines = [bar_line(rep, cells / longest_s, cells) for rep in reps]
    words = say("terminal.set.bars")
    if any(targets_s(reps)):
        words += say("terminal.set.target")
    left_out = len(one.reps) - len(reps)
    if left_out:
        words += say("terminal.set.more", more=left_out)
    return [*lines, Text(f"     {words}", "dim")]


def durations_s(rep: Rep) -> list[float]:
    """The four phases; 0 for what is not known."""
    measured = (rep.eccentric_s, rep.bottom_pause_s, rep.concentric_s, rep.top_pause_s)
    return [max(0.0, seconds) if is_number(seconds) else 0.0 for seconds in measured]


def targets_s(reps: Sequence[Rep]) -> list[float]:
    return [rep.target_s for rep in reps if is_number(rep.target_s)]


def bar_line(rep: Rep, cells_per_s: float, cells: int) -> Text:
    line = Text(f"{rep.index:>3}  ")
    end_s, drawn = 0.0, 0
    lowering = VERDICT_STYLES[rep.verdict] if rep.verdict else "cyan"
    for sign, seconds, style in zip(
        PHASE_SIGNS, durations_s(rep), (lowering, "", "", "dim"), strict=True
    ):
        end_s += seconds
        reached = min(cells, round(end_s * cells_per_s))
        line.append(sign * (reached - drawn), style)
        drawn = max(drawn, reached)
    for target_s in targets_s([rep]):
        line = with_mark(line, 5 + min(cells, round(target_s * cells_per_s)))
    return line


def with_mark(line: Text, place: int) -> Text:
    """The line with the target's sign in cell `place`."""
    line.pad_right(max(0, place + 1 - len(line)))
    return Text.assemble(line[:place], (TARGET_SIGN, "bold"), line[place + 1 :])


def share_bar(share: float, cells: int) -> str:
    """`share` of a bar of `cells`, to an eighth of a cell."""
    eighths = round(8 * cells * min(1.0, max(0.0, share)))
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (EIGHTHS[rest] if rest else "")).ljust(cells)


def sparkline(values: Sequence[float]) -> str:
    """One small column a value, from nothing to the highest."""
    highest = max([1e-9, *values])
    return "".join(LEVELS[round((len(LEVELS) - 1) * max(0.0, v) / highest)] for v in values)
