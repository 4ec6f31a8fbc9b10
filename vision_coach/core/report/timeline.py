"""A finished session, looked up by time: what was being done at a certain moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vision_coach.core.report.session import Rep, SetReport


class Stage(StrEnum):
    LOWERING = "lowering"
    BOTTOM = "bottom"
    RISING = "rising"
    TOP = "top"
    DONE = "done"
    """After the last repetition of a set."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of one moment, from the measured times."""

    set_number: int
    """From 1."""
    set_report: SetReport
    rep: Rep
    """The one under way, or the last one."""
    stage: Stage
    lowering_s: float
    """How long the lowering has taken so far; its whole time once it is over."""
    judged: Rep | None
    """The last repetition of this set whose lowering is over."""


class Timeline:
    """The moments of a session."""

    def __init__(self, sets: Sequence[SetReport]) -> None:
        numbered = [
            (rep.eccentric_start_s, number, one, position)
            for number, one in enumerate(sets, start=1)
            for position, rep in enumerate(one.reps)
        ]
        self._begun = sorted(numbered, key=lambda entry: entry[0])
        self._starts_s = [entry[0] for entry in self._begun]

    def at(self, t_s: float) -> Moment | None:
        """What was being done at `t_s`; None before the first repetition."""
        index = bisect_right(self._starts_s, t_s) - 1
        if index < 0:
            return None
        _, number, one, position = self._begun[index]
        rep = one.reps[position]
        is_last = position == len(one.reps) - 1
        stage = stage_of(rep, t_s, is_last=is_last)
        over = stage is not Stage.LOWERING
        before = one.reps[position - 1] if position else None
        return Moment(
            set_number=number,
            set_report=one,
            rep=rep,
            stage=stage,
            lowering_s=rep.eccentric_s if over else t_s - rep.eccentric_start_s,
            judged=rep if over else before,
        )


def stage_of(rep: Rep, t_s: float, *, is_last: bool) -> Stage:
    """The phase at `t_s`, which is not before the repetition's lowering starts."""
    afterwards = Stage.DONE if is_last else Stage.TOP
    if t_s < rep.eccentric_end_s:
        return Stage.LOWERING
    if rep.concentric_start_s is None:
        return Stage.DONE if is_last else Stage.BOTTOM
    if t_s < rep.concentric_start_s:
        return Stage.BOTTOM
    if rep.concentric_end_s is None or t_s < rep.concentric_end_s:
        return Stage.RISING
    return afterwards
