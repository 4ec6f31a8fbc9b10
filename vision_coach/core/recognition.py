"""Which exercise is this? Every known one is tried; the one that explains the movement wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vision_coach.core.report import SetReport

CLEAR_LEAD = 2.0
"""The winner must explain this many times the travel of the runner-up."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What each exercise explains of a video."""

    exercise: str | None
    """The recognised exercise; None where nothing is clearly ahead."""
    repetitions: Mapping[str, int]
    travel: Mapping[str, float]
    """Travel down in plausible repetitions, in limb lengths."""


def recognise(sets: Mapping[str, Sequence[SetReport]]) -> Recognition:
    """Compare the sets that each exercise's pipeline found in the same poses."""
    travel = {
        name: sum(rep.travel * rep.confidence for report in reports for rep in report.reps)
        for name, reports in sets.items()
    }
    repetitions = {
        name: sum(len(report.reps) for report in reports) for name, reports in sets.items()
    }
    ranked = sorted(travel, key=lambda name: travel[name], reverse=True)
    best = ranked[0] if ranked and travel[ranked[0]] > 0 else None
    second = travel[ranked[1]] if len(ranked) > 1 else 0.0
    clear = best is not None and travel[best] >= CLEAR_LEAD * second
    return Recognition(best if clear else None, repetitions, travel)
