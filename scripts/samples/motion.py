"""When things happen: repetitions as phases with exact events, and the speed along each phase."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

FAMILIES = (
    "trapezoid",
    "slow_start",
    "slow_end",
    "creeping",
    "wobbling",
    "stop_and_go",
    "dropped",
)
"""How a lowering is shaped: constant speed between short ramps; quicker and quicker; slower and
slower; hardly moving for the first quarter; unsteady; with a halt; the last third let fall."""

GRID = 2001
RAMP_S = (0.15, 0.30)
"""People reach their speed within this time; minimum-jerk motion, 5 % through after 0.76 s of 4,
would hide the start that is to be timed."""
LONGEST_RAMP_SHARE = 0.4
CREEP_TIME_SHARE, CREEP_SPEED = 0.25, 0.18
DROP_S, DROP_TRAVEL_SHARE = 0.28, 1 / 3


@dataclass(frozen=True, slots=True)
class Rep:
    """What is asked of one repetition; seconds. The top pause comes before the lowering."""

    eccentric_s: float
    bottom_pause_s: float = 1.0
    concentric_s: float | None = 1.0
    """None: it ends at the bottom."""
    top_pause_s: float = 0.6
    profile: str = "trapezoid"
    """One of `FAMILIES`."""
    bottom_depth: float = 1.0
    """Below 0.7 it is a partial repetition."""


@dataclass(frozen=True, slots=True)
class Phase:
    kind: str
    """"eccentric", "bottom_pause", "concentric", "top_pause"."""
    rep: int | None
    """Index of the repetition; None: a rise before the first lowering, waiting."""
    start_s: float
    end_s: float
    from_depth: float
    to_depth: float
    progress: NDArray[np.float64]
    """(GRID,), share of the way after equal steps of time, from exactly 0 to exactly 1."""


@dataclass(frozen=True, slots=True)
class Timeline:
    phases: tuple[Phase, ...]

    @property
    def end_s(self) -> float:
        return self.phases[-1].end_s

    def depth(self, t_s: float) -> float:
        """Commanded depth; before and after the timeline as at its ends."""
        for phase in self.phases:
            if t_s < phase.end_s or phase is self.phases[-1]:
                break
        elapsed = (t_s - phase.start_s) / max(phase.end_s - phase.start_s, 1e-9)
        clock = np.linspace(0, 1, len(phase.progress))
        share = float(np.interp(elapsed, clock, phase.progress))
        return phase.from_depth + share * (phase.to_depth - phase.from_depth)

    def event(self, rep: int, kind: str) -> tuple[float, float] | None:
        """Start and end of one phase of one repetition, seconds."""
        for phase in self.phases:
            if phase.rep == rep and phase.kind == kind:
                return phase.start_s, phase.end_s
        return None


def progress(family: str, duration_s: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Share of the way after equal steps of time, (GRID,), never going back.

    Speed is the family's shape times ramps at both ends; its integral is scaled to end at 1.
    """
    t = np.linspace(0, 1, GRID)
    ramp_in, ramp_out = rng.uniform(*RAMP_S, 2) / duration_s
    speed = shape(family, duration_s, t, rng)
    speed = speed * np.clip(t / min(ramp_in, LONGEST_RAMP_SHARE), 0, 1)
    if family == "dropped":
        ramp_out = 0.06 / duration_s
    speed = speed * np.clip((1 - t) / min(ramp_out, LONGEST_RAMP_SHARE), 0, 1)
    way = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2)])
    return np.asarray(way / way[-1])


def shape(
    family: str, duration_s: float, t: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Relative speed at the shares `t` of the duration, above 0, before the ramps."""
    if family == "trapezoid":
        return np.ones_like(t)
    if family == "slow_start":
        return 0.45 + 1.1 * t
    if family == "slow_end":
        return 1.55 - 1.1 * t
    if family == "creeping":
        return CREEP_SPEED + (1 - CREEP_SPEED) * smoothstep((t - CREEP_TIME_SHARE) / 0.08)
    if family == "wobbling":
        beats = duration_s * rng.uniform(0.9, 1.5)
        return np.asarray(1 + 0.45 * np.sin(2 * np.pi * (beats * t + rng.uniform())))
    if family == "stop_and_go":
        middle, half = rng.uniform(0.4, 0.6), min(0.2 / duration_s, 0.12)
        edge = min(0.12 / duration_s, 0.08)
        return 1 - 0.98 * smoothstep((half + edge - np.abs(t - middle)) / edge)
    if family == "dropped":
        fall = min(DROP_S / duration_s, 0.5)
        controlled = (1 - DROP_TRAVEL_SHARE) / (1 - fall)
        quick = DROP_TRAVEL_SHARE / fall
        return controlled + (quick - controlled) * smoothstep((t - 1 + fall) / (0.2 * fall))
    raise ValueError(f"no profile family {family!r}; known: {', '.join(FAMILIES)}")


def smoothstep(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """0 below 0, 1 above 1, without a corner between."""
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


def timeline(
    reps: tuple[Rep, ...],
    start_s: float,
    rng: np.random.Generator,
    rise_s: float | None = None,
    halt_between_s: float = 0.0,
) -> Timeline:
    """The phases of a set from `start_s`.

    rise_s: a set that begins at the bottom (a pull-up's hang) first rises this long, which is no
    repetition. halt_between_s: after a repetition without a rise, the time until the next begins
    at the top again (the person climbs; the depth is not commanded then and jumps).
    """
    phases: list[Phase] = []
    still = np.linspace(0, 1, GRID)

    def add(
        kind: str, rep: int | None, seconds: float, to: float, way: NDArray[np.float64]
    ) -> None:
        begin_s = phases[-1].end_s if phases else start_s
        from_depth = phases[-1].to_depth if phases else (0.0 if rise_s is None else 1.0)
        phases.append(Phase(kind, rep, begin_s, begin_s + seconds, from_depth, to, way))

    if rise_s is not None:
        add("concentric", None, rise_s, 0.0, progress("trapezoid", rise_s, rng))
    for index, rep in enumerate(reps):
        if phases and phases[-1].to_depth > 0:
            add("climb", None, halt_between_s, 0.0, still)
        add("top_pause", index, rep.top_pause_s, 0.0, still)
        lowering = progress(rep.profile, rep.eccentric_s, rng)
        add("eccentric", index, rep.eccentric_s, rep.bottom_depth, lowering)
        add("bottom_pause", index, rep.bottom_pause_s, rep.bottom_depth, still)
        if rep.concentric_s is not None:
            rise = progress("trapezoid", rep.concentric_s, rng)
            add("concentric", index, rep.concentric_s, 0.0, rise)
    phases = [phase for phase in phases if phase.end_s > phase.start_s]
    assert all(a.end_s == b.start_s for a, b in pairwise(phases))
    return Timeline(tuple(phases))
