"""The cue against hurry, for targets that a lowering keeps or misses by a known share."""

from __future__ import annotations

from accuracy.labels import LabelledRep

from live.episodes import Episode
from vision_coach.live.prediction import HurryWatch

HURRIED = (1.33, 1.5, 2.0, 3.0)
"""Targets in units of the real time that make a lowering hurried."""
ON_TEMPO = (0.9, 1.0, 1.1)
"""Targets that it keeps: within 15 %."""


def told_s(episode: Episode, target_s: float) -> float | None:
    """When "slow down" would be said with this target; None: never."""
    watch = HurryWatch(target_s)
    for movement in episode.movements:
        if watch.push(movement):
            return movement.t_s
    return None


def is_told_in_time(episode: Episode, label: LabelledRep, share: float) -> bool:
    assert label.eccentric_s is not None
    assert label.eccentric_end_s is not None
    moment_s = told_s(episode, share * label.eccentric_s)
    return moment_s is not None and moment_s < label.eccentric_end_s


def is_told_wrongly(episode: Episode, label: LabelledRep, share: float) -> bool:
    assert label.eccentric_s is not None
    return told_s(episode, share * label.eccentric_s) is not None
