"""Several sessions of one person, side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vision_coach.core.report.session import Rep, Session, SetReport, Summary
from vision_coach.core.report.summary import summarise
from vision_coach.core.report.trend import counted


@dataclass(frozen=True, slots=True)
class Occasion:
    """One exercise in one session, all its sets together."""

    name: str
    """When it was recorded; where that is not known, the file."""
    set_count: int
    reps: tuple[Rep, ...]
    summary: Summary
    """Of the only set, or of all repetitions together."""
    target_s: float | None
    """The prescribed lowering; None without one, or where the sets had different ones."""

    @property
    def range_mean_deg(self) -> float | None:
        degrees = [rep.range_deg for rep in counted(self.reps) if rep.range_deg is not None]
        return sum(degrees) / len(degrees) if degrees else None


@dataclass(frozen=True, slots=True)
class Course:
    """One exercise over the sessions in which it was done, in their order."""

    exercise: str
    title: str | None
    """What its file calls it; of several, the last."""
    occasions: tuple[Occasion, ...]


def compare(sessions: Sequence[Session]) -> tuple[Course, ...]:
    """Exercise by exercise, the earliest session first; see `in_order`."""
    ordered = in_order(sessions)
    titles = {one.exercise: one.title for session in ordered for one in session.sets}
    return tuple(
        Course(
            exercise,
            title,
            tuple(
                occasion(session, exercise)
                for session in ordered
                if any(one.exercise == exercise for one in session.sets)
            ),
        )
        for exercise, title in titles.items()
    )


def in_order(sessions: Sequence[Session]) -> list[Session]:
    """By the time of recording, where every session has one; else as they were given."""
    try:
        times = [datetime.fromisoformat(session.recorded_at or "") for session in sessions]
        order = sorted(range(len(sessions)), key=lambda place: times[place])
    except (ValueError, TypeError):  # no date, or only some of them with a time zone
        return list(sessions)
    return [sessions[place] for place in order]


def occasion(session: Session, exercise: str) -> Occasion:
    sets = [one for one in session.sets if one.exercise == exercise]
    reps = tuple(rep for one in sets for rep in one.reps)
    targets = {target_of(one) for one in sets}
    return Occasion(
        name=session.recorded_at or session.source.file or "session",
        set_count=len(sets),
        reps=reps,
        summary=sets[0].summary if len(sets) == 1 else summarise(finite(reps)),
        target_s=targets.pop() if len(targets) == 1 else None,
    )


def target_of(one: SetReport) -> float | None:
    return one.tempo.eccentric_target_s if one.tempo else None


def finite(reps: Sequence[Rep]) -> list[Rep]:
    return [rep for rep in reps if math.isfinite(rep.eccentric_s)]


def athletes(sessions: Sequence[Session]) -> list[str]:
    """The names given in the sessions, each once."""
    return list(dict.fromkeys(session.athlete for session in sessions if session.athlete))
