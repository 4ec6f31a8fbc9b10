"""What the follower took for lowerings, and the labels that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accuracy.labels import LabelledRep, LabelledVideo

from vision_coach.core.body.pose import Pose
from vision_coach.core.pipeline import GAP_S
from vision_coach.core.signals.samples import sample_of
from vision_coach.exercises import load_exercise
from vision_coach.live.follower import Follower, Movement
from vision_coach.live.state import Stage

LEAST_OVERLAP = 0.3


@dataclass(slots=True)
class Episode:
    """A stretch of time that was shown as a lowering."""

    recognised_s: float
    movements: list[Movement] = field(default_factory=list)
    end_s: float | None = None
    end_recognised_s: float | None = None
    taken_back: bool = False

    @property
    def start_s(self) -> float:
        """As dated at last."""
        start_s = self.movements[-1].start_s
        assert start_s is not None
        return start_s


def episodes_of(exercise: str, poses: Iterable[Pose]) -> list[Episode]:
    """All lowerings that a session shows for these poses; a resumed halt is no new one."""
    found: list[Episode] = []
    before: Movement | None = None
    for movement in movements_of(exercise, poses):
        if movement.stage is Stage.LOWERING:
            resumed = before is not None and before.stage is Stage.BOTTOM
            if (before is None or before.stage is not Stage.LOWERING) and not resumed:
                found.append(Episode(movement.t_s))
            found[-1].movements.append(movement)
            found[-1].end_recognised_s = None
        elif before is not None and before.stage is Stage.LOWERING:
            found[-1].taken_back = movement.stage is Stage.READY
            found[-1].end_s, found[-1].end_recognised_s = movement.end_s, movement.t_s
        before = movement
    return found


def movements_of(exercise: str, poses: Iterable[Pose]) -> Iterator[Movement]:
    definition = load_exercise(exercise)
    follower, before_s = Follower(definition), float("-inf")
    for pose in poses:
        if pose.t_s - before_s > GAP_S:
            follower = Follower(definition)
        before_s = pose.t_s
        movement = follower.push(sample_of(pose, definition))
        if movement:
            yield movement


def pair(
    video: LabelledVideo, episodes: list[Episode]
) -> tuple[tuple[tuple[LabelledRep, Episode], ...], tuple[Episode, ...], int]:
    """Labels with their episodes; the episodes left over; the number of labels left over."""
    free = [episode for episode in episodes if not episode.taken_back]
    pairs = []
    labels = [label for label in video.reps if label.eccentric_s is not None]
    for label in labels:
        best = max(free, key=lambda episode: overlap(label, episode), default=None)
        if best is not None and overlap(label, best) >= LEAST_OVERLAP:
            free.remove(best)
            pairs.append((label, best))
    matched = {id(episode) for _, episode in pairs}
    last_s = max((label.eccentric_end_s or 0.0 for label in labels), default=0.0)
    extra = tuple(
        episode
        for episode in episodes
        if id(episode) not in matched and (video.is_rendered or episode.recognised_s < last_s)
    )
    return tuple(pairs), extra, len(labels) - len(pairs)


def overlap(label: LabelledRep, episode: Episode) -> float:
    """Share of the labelled lowering that was shown as one."""
    assert label.eccentric_start_s is not None
    assert label.eccentric_end_s is not None
    shared_s = min(label.eccentric_end_s, episode.movements[-1].t_s) - max(
        label.eccentric_start_s, episode.movements[0].start_s or 0.0
    )
    return shared_s / (label.eccentric_end_s - label.eccentric_start_s)
