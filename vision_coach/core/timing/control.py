"""Where control of a lowering is lost, and what follows is a fall.

A Nordic curl goes down evenly for as long as the hamstrings hold, and breaks. Seen back in time the
fall comes first and is braked to the even speed of the controlled part: the same shape that
`settling` looks for at the other end, so the same fit finds it.
"""

from __future__ import annotations

import numpy as np

from vision_coach.core.signals.swing import Swing, last_below
from vision_coach.core.timing.settling import FEWEST_SAMPLES, MOST_SAMPLES, best_braking

FROM_SHARE = 0.1
"""Before that the body gathers speed, which would pass for a break."""
FALLING_SPEED = 2.5
"""A fall is quicker than what was controlled by this factor: a body let go at 45 degrees takes some
0.3 s to the floor, a controlled half of a lowering one second and more."""
LEAST_SHARE = 0.1
"""A shorter fall is the last of the way, on which the hands take over."""


def control_lost_s(swing: Swing, start_s: float, end_s: float) -> float | None:
    """When the body begins to fall; None where it is lowered under control to its end."""
    first = last_below(swing.share, FROM_SHARE, int(np.argmax(swing.share)))
    from_s = max(start_s, float(swing.t_s[first]))
    inside = np.flatnonzero((swing.t_s >= from_s) & (swing.t_s <= end_s))
    inside = inside[:: -(-len(inside) // MOST_SAMPLES) or 1]
    if len(inside) < FEWEST_SAMPLES:
        return None
    back = inside[::-1]
    best = best_braking(-swing.t_s[back], 1.0 - swing.share[back])
    lost_s = -best.end_s
    fallen = 1.0 - float(np.interp(lost_s, swing.t_s[inside], swing.share[inside]))
    falls = best.speed > FALLING_SPEED * max(best.slower_speed, 0.0) and fallen >= LEAST_SHARE
    return lost_s if falls else None
