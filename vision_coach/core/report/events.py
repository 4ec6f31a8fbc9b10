"""What the pipeline says while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.report.session import SetReport


class Phase(StrEnum):
    LOWERING = "lowering"
    RISING = "rising"


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """A turn was recognised; said at once, so a little after it happened."""

    t_s: float
    phase: Phase


@dataclass(frozen=True, slots=True)
class SetCompleted:
    """A set is over: its repetitions, measured."""

    t_s: float
    report: SetReport


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something was not counted; said when the set is over in which it happened."""

    t_s: float
    rejection: Rejection


Event = PhaseChanged | SetCompleted | Rejected
