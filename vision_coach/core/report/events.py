"""What the pipeline says while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.report.session import SetReport


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


Event = SetCompleted | Rejected
