"""Does control fade? The lowering times of a set, as a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from vision_coach.core.report.session import PARTIAL, Rep
from vision_coach.core.signals.spread import NORMAL_90
from vision_coach.core.tempo import tolerance_for

STUDENT_T_95 = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
    1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
    1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
)  # fmt: skip
"""Student's t, 95 % one-sided (so 90 % two-sided), for 1 to 30 degrees of freedom; beyond, it is
`NORMAL_90` to 3 %."""
LONGEST_S = 1e6
"""No lowering takes longer (12 days); what a damaged report says beyond it is none (nor is NaN)."""


class Trend(StrEnum):
    SHORTER = "shorter"
    STEADY = "steady"
    LONGER = "longer"


def counted(reps: Sequence[Rep]) -> list[Rep]:
    """The graded, whole repetitions, over which a set is summed up."""
    return [rep for rep in reps if rep.graded and PARTIAL not in rep.flags]


def trend_of(reps: Sequence[Rep]) -> Trend | None:
    """Whether the lowerings became shorter or longer over the set; None below three counted ones.

    A change is one when the 90 % interval of the least-squares slope leaves out zero, and when
    it is more, from the first to the last repetition, than what still counts as on tempo.
    """
    rows = [rep for rep in counted(reps) if abs(rep.eccentric_s) < LONGEST_S]
    if len(rows) < 3:
        return None
    index = np.array([float(rep.index) for rep in rows])
    eccentric_s = np.array([rep.eccentric_s for rep in rows])
    away = index - index.mean()
    slope = float(away @ eccentric_s / (away @ away))
    residual_s = eccentric_s - eccentric_s.mean() - slope * away
    freedom = len(rows) - 2
    error = math.sqrt(float(residual_s @ residual_s) / freedom / float(away @ away))
    change_s = slope * float(index[-1] - index[0])
    if abs(slope) <= student_t(freedom) * error:
        return Trend.STEADY
    if abs(change_s) <= tolerance_for(float(eccentric_s.mean())):
        return Trend.STEADY
    return Trend.SHORTER if slope < 0 else Trend.LONGER


def student_t(freedom: int) -> float:
    return STUDENT_T_95[freedom - 1] if freedom <= len(STUDENT_T_95) else NORMAL_90
