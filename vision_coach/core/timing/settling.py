"""Where a descent is over, and what follows is a body that settles.

Who holds a bottom position goes on sinking by a few percent of the way for seconds. That belongs to
the hold: the lowering is over where the speed of the descent has been braked down to the slow speed
of the settling, however gently.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Array
from vision_coach.core.signals.swing import Swing, last_below

FROM_SHARE = 0.5
"""Braking is looked for in the second half of the way; its speed before is that of the descent.
From 0.65 or 0.75 on the fit is no better (docs/experiments.md)."""
LATEST_SHARE = 0.12
"""What settles has no more of the way left than this: seen settling goes through 3 to 7 %."""
SETTLING_SPEED = 0.25
"""Settling is slower than this share of the descent's speed; a watcher sees the difference."""
SETTLES_AT_LEAST_S = 0.4
"""A shorter one is the rounding of an end, which `ends` measures."""
BRAKING_S = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3)
"""Times from full speed to settling that are tried; smoothing alone makes 0.1 s of a sharp end."""
MOST_SAMPLES = 60
"""Samples that the fit looks at: a slow lowering has hundreds, of which neighbours say the same."""
RIDGE = 1e-12
"""Keeps the least squares solvable where too few samples are left on one side of an end."""
FEWEST_SAMPLES = 5
"""One more than what is fitted: a place, two speeds and an end."""


@dataclass(frozen=True, slots=True)
class Braking:
    """An even speed, evenly braked to a slower one, fitted to the second half of a way."""

    end_s: float
    """When the slower speed is reached."""
    speed: float
    """In shares of the travel a second, as the next."""
    slower_speed: float
    misfit: float
    """Sum of squares."""


def settling_from_s(swing: Swing, end_s: float) -> float | None:
    """When the descent is over, if the body only settles from then until `end_s`; else None."""
    t_s, share = second_half(swing, end_s)
    if len(t_s) < FEWEST_SAMPLES:
        return None
    best = best_braking(t_s, share)
    settling_s = end_s - best.end_s
    settles = (
        settling_s > SETTLES_AT_LEAST_S
        and 0 <= best.slower_speed <= SETTLING_SPEED * best.speed
        and best.slower_speed * settling_s <= LATEST_SHARE
    )
    return best.end_s if settles else None


def second_half(swing: Swing, end_s: float) -> tuple[Array, Array]:
    """Times and shares from the middle of the way to its end, thinned."""
    middle = last_below(swing.share, FROM_SHARE, int(np.argmax(swing.share)))
    inside = np.flatnonzero((swing.t_s >= swing.t_s[middle]) & (swing.t_s <= end_s))
    thinned = inside[:: -(-len(inside) // MOST_SAMPLES) or 1]
    return swing.t_s[thinned], swing.share[thinned]


def best_braking(t_s: Array, share: Array) -> Braking:
    """Of one for each end and each duration of the braking, that with the least misfit; place and
    speeds by least squares."""
    ends_s = t_s[2:-1][:, None, None]
    durations_s = np.array(BRAKING_S)[None, :, None]
    left_s = np.clip(ends_s - t_s, 0.0, None)
    # How long the way left takes at full speed; shape (ends, durations, samples).
    fast_s = np.where(left_s < durations_s, left_s**2 / (2 * durations_s), left_s - durations_s / 2)
    basis = np.stack([np.ones_like(fast_s), -fast_s, t_s - ends_s + fast_s], axis=-1)
    transposed = np.swapaxes(basis, -1, -2)
    normal = transposed @ basis + RIDGE * np.eye(3)
    fitted = np.linalg.solve(normal, transposed @ share[:, None])[..., 0]
    misfit = np.sum((np.einsum("edns,eds->edn", basis, fitted) - share) ** 2, axis=-1)
    place = np.unravel_index(int(np.argmin(misfit)), misfit.shape)
    _, speed, slower_speed = fitted[place]
    end_s = float(t_s[2:-1][place[0]])
    return Braking(end_s, float(speed), float(slower_speed), float(misfit[place]))
