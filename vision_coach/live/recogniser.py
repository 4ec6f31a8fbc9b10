"""Which exercise somebody does, from the first repetition on, while it goes on.

Whatever went down and came up again may have been one; only then, and only as the exercises whose
own travel did so, it is reviewed as a video's set is. One review a frame, so that none is late.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Pose
from vision_coach.core.contest import LEAST_EVIDENCE, contest, is_explained
from vision_coach.core.exercise import Exercise, by_side
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.report.session import TRUNCATED, SetReport
from vision_coach.core.review.working_side import review_sides
from vision_coach.core.signals.bodies import Bodies, Track, body_of
from vision_coach.core.signals.following import BodyFollower
from vision_coach.core.signals.glances import Glance, Glances
from vision_coach.core.tempo import Prescription

MEMORY_S = 30.0
"""Two of the slowest repetitions; what lies further back is another matter."""
RISEN_SHARE = 0.8
"""Of the way down, from which the way up is nearly done and the review can see a repetition."""
REVIEWED_AFTER_S = 0.6
"""What travels little is up before what travels far: the review waits for all."""
SURE_REPS = 2
"""From so many repetitions on an exercise that was recognised is not looked at again."""


class Dip:
    """Notices that a body went down by what an exercise travels, and came up again."""

    def __init__(self, least_travel: float) -> None:
        self._least_travel = least_travel
        self._body = BodyFollower()
        self._high = self._low = float("nan")

    def push(self, now: Glance) -> bool:
        """Take the next glance: is a dip done with it?"""
        posture = self._body.push(now)
        if posture is None:
            return False
        height = posture.height
        if not height < self._high:
            self._high = self._low = height
        self._low = min(self._low, height)
        way = self._high - self._low
        if way < self._least_travel or height - self._low < RISEN_SHARE * way:
            return False
        self._high = self._low = height
        return True


@dataclass(frozen=True, slots=True)
class Recognised:
    """An exercise, and what was seen of it."""

    exercise: Exercise
    report: SetReport


class Recogniser:
    """Push every pose of somebody who trains nobody knows what."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._exercises = {exercise.name: exercise for exercise in exercises}
        tried = [(one, side) for one in exercises for side in by_side(one)]
        self._names = [one.name for one, _ in tried]
        self._glances = Glances([side for _, side in tried])
        self._dips = [Dip(side.minimum_travel) for _, side in tried]
        self._dipped: set[str] = set()
        self._track = Track()
        self._poses: deque[Pose] = deque()
        self._reviews: Iterator[Recognised | None] = iter(())
        self._due_s: float | None = None

    @property
    def poses(self) -> tuple[Pose, ...]:
        """Of late, from which the set can be followed from its beginning."""
        return tuple(self._poses)

    def push(self, pose: Pose) -> Recognised | None:
        """Take the next pose. The exercise, once it is known."""
        if pose.starts_shot:
            self._forget(len(self._poses))
        row = body_of(pose)
        self._track.append(row)
        self._poses.append(pose)
        glances = self._glances.at(row)
        dips = [dip.push(now) for dip, now in zip(self._dips, glances, strict=True)]
        self._dipped |= {name for name, done in zip(self._names, dips, strict=True) if done}
        if any(dips) and self._due_s is None:
            self._due_s = pose.t_s + REVIEWED_AFTER_S
        if self._due_s is not None and pose.t_s >= self._due_s:
            self._due_s = None
            self._reviews = self._review(self._track.rows.copy())
        if self._poses[0].t_s < pose.t_s - 2 * MEMORY_S:
            times_s = self._track.rows["t_s"]
            self._forget(int(np.searchsorted(times_s, pose.t_s - MEMORY_S)))
        return next(self._reviews, None)

    def _forget(self, count: int) -> None:
        self._track.forget(count)
        for _ in range(count):
            self._poses.popleft()

    def _review(self, bodies: Bodies) -> Iterator[Recognised | None]:
        """One exercise after the other; then who explains it best, if anybody does.

        Half a repetition, of which only the end was seen, may be anything.
        """
        sets: list[SetCompleted] = []
        t_s = float(bodies["t_s"][-1])
        for name in sorted(self._dipped):
            review = review_sides(
                bodies,
                self._exercises[name],
                Prescription(),
                "end",
                least_evidence=LEAST_EVIDENCE,
            )
            if review.report and any(TRUNCATED not in rep.flags for rep in review.report.reps):
                sets.append(SetCompleted(t_s, review.report))
            yield None
        found = contest([one for one in sets if is_explained(one)], self._exercises).recognised
        if found:
            report = found[-1].report
            yield Recognised(self._exercises[report.exercise], report)


class Recognition:
    """What a set turns out to be: by its first repetition, put right by the second."""

    def __init__(self, known: Sequence[Exercise]) -> None:
        self._known = known
        self._search: Recogniser | None = None
        self.exercise: Exercise | None = None

    def begin(self) -> None:
        """A set of nobody knows what begins."""
        self._search, self.exercise = Recogniser(self._known), None

    def settle(self) -> None:
        """What is known by now stays so."""
        self._search = None

    def end(self) -> None:
        """What follows may be another exercise."""
        self._search = self.exercise = None

    def push(self, pose: Pose, rep_count: int) -> Recognised | None:
        """Take the next pose. What it turns out to be, where that is news.

        rep_count: repetitions counted so far. Within a family it stays what it was: only the
        posture differs, and the count does not.
        """
        if self._search is None:
            return None
        found, known = self._search.push(pose), self.exercise
        if found and (known is None or found.exercise.family != known.family):
            self.exercise = found.exercise
            return found
        if known and rep_count >= SURE_REPS:
            self._search = None
        return None

    def poses_from(self, t_s: float) -> tuple[Pose, ...]:
        """What was seen since, as far as it is remembered."""
        return tuple(pose for pose in self._search.poses if pose.t_s >= t_s) if self._search else ()
