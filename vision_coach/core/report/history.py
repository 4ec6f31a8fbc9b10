"""Training over time: what was done in each session, and whether it differs from the last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vision_coach.core.report.change import change_s, smallest_change_s, standard_error_s


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of one exercise in one session. Times are over graded repetitions."""

    session_id: int
    trained_at: str
    file: str | None
    athlete: str | None
    exercise: str
    title: str | None
    tempo: str | None
    set_count: int
    rep_count: int
    graded_count: int
    judged_count: int
    """With a sure verdict."""
    on_tempo_count: int
    eccentric_mean_s: float | None
    eccentric_sd_s: float | None
    uncertainty_mean_s: float | None
    """Of one repetition's time, half-width of its 90 % interval."""
    eccentric_total_s: float
    """Of all repetitions: time under lowering."""
    range_mean_deg: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise in one session, and how its lowering time differs from the last time."""

    done: Done
    smallest_change_s: float | None
    """Less than that is no change; None the first time, and where nothing was graded."""
    change_s: float | None
    """None where there is none, or nothing to compare with."""


def steps(done: Sequence[Done]) -> list[Step]:
    """Each compared with the last session of the same person, exercise and tempo."""
    before: dict[tuple[str | None, str, str | None], Done] = {}
    found = []
    for one in done:
        last = before.get((one.athlete, one.exercise, one.tempo))
        found.append(step(last, one))
        if one.graded_count:
            before[one.athlete, one.exercise, one.tempo] = one
    return found


def step(last: Done | None, now: Done) -> Step:
    if last is None or last.eccentric_mean_s is None or now.eccentric_mean_s is None:
        return Step(now, None, None)
    smallest_s = smallest_change_s(error_s(last), error_s(now))
    return Step(now, smallest_s, change_s(last.eccentric_mean_s, now.eccentric_mean_s, smallest_s))


def error_s(done: Done) -> float:
    return standard_error_s(done.graded_count, done.eccentric_sd_s, done.uncertainty_mean_s or 0.0)
