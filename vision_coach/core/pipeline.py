"""Poses in, events out: follows a person through sets of one or several exercises."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from vision_coach.core.body.geometry import limb_bend_deg
from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.review.working_side import review_sides
from vision_coach.core.signals.bodies import Bodies, Track, body_of
from vision_coach.core.signals.following import BodyFollower, RestWatch, fits_exercise
from vision_coach.core.signals.glances import Glance, Glances
from vision_coach.core.signals.smoothing import CausalSmoother
from vision_coach.core.tempo import Prescription

DETECTION_TIME_CONSTANT_S = 0.06
"""About two frames at 30 a second, so that one wild sample is no movement."""
GAP_S = 2.0
"""A set is over when there is no frame for this long: a whole repetition could have passed."""
TRAVEL_STEP_SHARE = 0.3
"""Change of height, as a share of the least travel, that shows that the person has not stopped.
What is smaller is no repetition by `SMALLEST_SHARE` either."""
FORGOTTEN_AT_ONCE = 1024
"""Rows that no set needs any more are forgotten by so many, since that copies what is left."""


class Pipeline:
    """One exercise, one person, one source. Push every pose, then finish."""

    def __init__(self, exercise: Exercise, prescription: Prescription | None = None) -> None:
        self._finders = SetFinders([exercise], prescription)

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose. Times must increase."""
        return self._finders.push(pose)[0]

    def finish(self) -> list[Event]:
        """What is left when the source has ended."""
        return self._finders.finish()[0]


class SetFinders:
    """Several exercises looked for in the same poses, each by itself."""

    def __init__(
        self,
        exercises: Sequence[Exercise],
        prescription: Prescription | None = None,
        least_evidence: float = -math.inf,
    ) -> None:
        """least_evidence: see `review_set`."""
        prescription = prescription or Prescription()
        self._finders = [SetFinder(one, prescription, least_evidence) for one in exercises]
        self._glances = Glances(exercises)
        self._track = Track()
        self._t_s = math.nan

    def push(self, pose: Pose) -> list[list[Event]]:
        """Take the next pose. Times must increase. What each of the exercises finds."""
        events: list[list[Event]] = [[] for _ in self._finders]
        bodies = self._track.rows
        if pose.t_s - self._t_s > GAP_S:  # nobody knows what happened meanwhile
            for heard, finder in zip(events, self._finders, strict=True):
                heard += finder.interrupt(bodies, pose)
        self._t_s = pose.t_s
        row = body_of(pose)
        self._track.append(row)
        bodies = self._track.rows
        for heard, finder, now in zip(events, self._finders, self._glances.at(row), strict=True):
            heard += finder.push(bodies, now)
        self._forget()
        return events

    def finish(self) -> list[list[Event]]:
        """What is left when the source has ended."""
        return [finder.finish(self._track.rows) for finder in self._finders]

    def _forget(self) -> None:
        needed_from = min(finder.first for finder in self._finders)
        if needed_from >= FORGOTTEN_AT_ONCE:
            self._track.forget(needed_from)
            for finder in self._finders:
                finder.first -= needed_from


class SetFinder:
    """Divides what a body does into sets of one exercise, and has each of them reviewed."""

    def __init__(
        self, exercise: Exercise, prescription: Prescription, least_evidence: float
    ) -> None:
        self._exercise = exercise
        self._prescription = prescription
        self._least_evidence = least_evidence
        self._watch = SetWatch(exercise)
        self._beginning = "start"
        self.first = 0
        """The row from which on the present set may begin."""

    def interrupt(self, bodies: Bodies, following: Pose) -> list[Event]:
        """After a pause without frames, before the body of `following` is taken."""
        events = self._close(bodies, "lost", following.t_s, following.t_s)
        self._beginning = "cut" if following.starts_shot else "lost"
        return events

    def push(self, bodies: Bodies, now: Glance) -> list[Event]:
        """now: at the last of `bodies`."""
        self._watch.push(now)
        kept_from_s = self._watch.over_at_s
        return [] if kept_from_s is None else self._close(bodies, "closed", now.t_s, kept_from_s)

    def finish(self, bodies: Bodies) -> list[Event]:
        if not len(bodies):
            return []
        t_s = float(bodies["t_s"][-1])
        return self._close(bodies, "end", t_s, t_s)

    def _close(self, bodies: Bodies, ending: str, t_s: float, kept_from_s: float) -> list[Event]:
        bodies = bodies[self.first :]
        review = review_sides(
            bodies,
            self._exercise,
            self._prescription,
            ending,
            self._beginning,
            self._least_evidence,
        )
        self._beginning = "start"
        self._watch.begin_set(t_s)
        self.first += int(np.searchsorted(bodies["t_s"], kept_from_s))
        events: list[Event] = [Rejected(t_s, rejection) for rejection in review.rejections]
        return [*events, SetCompleted(t_s, review.report)] if review.report else events


class SetWatch:
    """When a set is over: has the person left the position, or come to rest?"""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._body = BodyFollower()
        self._height = CausalSmoother(DETECTION_TIME_CONSTANT_S)
        self._rest = RestWatch(TRAVEL_STEP_SHARE * exercise.minimum_travel)
        self._t_s = math.nan
        self._in_position_s = math.nan

    @property
    def over_at_s(self) -> float | None:
        """From when on what is seen belongs to the next set; None while the set goes on."""
        if self._t_s - self._in_position_s > self._exercise.leave_s:
            return self._in_position_s
        if self._t_s - self._rest.moved_s > self._exercise.rest_s:
            # A rest may turn out to be the hold, or the slow beginning, of the next set.
            return self._t_s - self._exercise.rest_s
        return None

    def begin_set(self, t_s: float) -> None:
        self._rest.moved_s = self._in_position_s = t_s

    def push(self, now: Glance) -> None:
        """Take the next glance."""
        self._t_s = t_s = now.t_s
        if math.isnan(self._rest.moved_s):
            self.begin_set(t_s)
        if now.starts_shot:
            self._height.reset()
        posture = self._body.push(now)
        if posture is None:
            return
        height = self._height.push(t_s, posture.height)
        # The limits are those of the top position; the further down, the further a torso may lean.
        further_lean_deg = limb_bend_deg(height)
        if fits_exercise(self._exercise, posture.inclination_deg, height, further_lean_deg):
            self._in_position_s = t_s
        self._rest.push(t_s, height)
