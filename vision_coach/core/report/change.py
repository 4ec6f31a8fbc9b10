"""Whether two sessions differ by more than could be chance."""

from __future__ import annotations

from math import isfinite, sqrt

from vision_coach.core.signals.spread import NORMAL_90

SURE = 1.96
"""Standard errors to both sides that hold 95 % of a normal distribution."""


def standard_error_s(count: int, sd_s: float | None, uncertainty_s: float) -> float:
    """Of a mean of `count` lowering times: from how they scatter, or where that shows less, as in a
    single one, from how exactly each was measured.

    sd_s: their standard deviation, None for fewer than two. uncertainty_s: half-width of the 90 %
    interval of one of them.
    """
    return max(sd_s or 0.0, uncertainty_s / NORMAL_90) / sqrt(count)


def smallest_change_s(before_error_s: float, now_error_s: float) -> float:
    """The minimal detectable change between two means, at 95 %.

    1.96 sqrt(SE1^2 + SE2^2); for equal errors this is the usual 1.96 sqrt(2) SEM (Weir 2005,
    J Strength Cond Res 19:231).
    """
    return SURE * sqrt(before_error_s**2 + now_error_s**2)


def change_s(before_s: float, now_s: float, smallest_s: float) -> float | None:
    """The difference of two means, None where it is too small to be told from chance."""
    difference_s = now_s - before_s
    return difference_s if isfinite(difference_s) and abs(difference_s) > smallest_s else None
