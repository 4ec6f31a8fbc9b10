"""What the pipeline says while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from vision_coach.core.report.session import SetReport


@dataclass(frozen=True, slots=True)
class SetCompleted:
    """A set is over: its repetitions, measured."""

    t_s: float
    report: SetReport


Event = SetCompleted
"""All there is to be said so far."""
