"""How spread and error of normally distributed samples are stated."""

from __future__ import annotations

DEVIATIONS_PER_MEDIAN_SPREAD = 1.4826
"""Standard deviation of normal errors over their median absolute deviation: 1 / 0.6745, the upper
quartile of the standard normal distribution (Hampel 1974)."""
SECOND_DIFFERENCE_SQUARED = 6
"""Variance of second differences over that of independent samples: 1 + 4 + 1, the squares of the
weights 1, -2, 1."""
NORMAL_90 = 1.645
"""Half-width of the central 90 % of a normal distribution, in standard deviations: its quantile at
95 %. All intervals of the report are of 90 %."""
UNIFORM_SQUARED = 12
"""Square of a uniform distribution's width over its variance: what a moment within one frame
spacing is uncertain by."""
