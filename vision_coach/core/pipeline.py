"""Poses in, events out: follows a person through sets of one exercise."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.geometry import limb_bend_deg
from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.events import Event, Rejected, SetCompleted
from vision_coach.core.review.set_review import review_set
from vision_coach.core.signals.following import BodyFollower, RestWatch, fits_exercise
from vision_coach.core.signals.samples import Samples, Track, sample_of
from vision_coach.core.signals.smoothing import CausalSmoother
from vision_coach.core.tempo import Prescription

DETECTION_TIME_CONSTANT_S = 0.06
"""About two frames at 30 a second, so that one wild sample is no movement."""
GAP_S = 2.0
"""A set is over when there is no frame for this long: a whole repetition could have passed."""
TRAVEL_STEP_SHARE = 0.3
"""Change of height, as a share of the least travel, that shows that the person has not stopped.
What is smaller is no repetition by `SMALLEST_SHARE` either."""


class Pipeline:
    """One exercise, one person, one source. Push every pose, then finish."""

    def __init__(self, exercise: Exercise, prescription: Prescription | None = None) -> None:
        self._exercise = exercise
        self._prescription = prescription or Prescription()
        self._track = Track()
        self._posture = SetWatch(exercise)
        self._beginning = "start"

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose. Times must increase."""
        events: list[Event] = []
        if self._posture.is_gone_at(pose.t_s):
            events += self._close(pose.t_s, "lost")
            self._beginning = "cut" if pose.starts_shot else "lost"
        row = sample_of(pose, self._exercise)
        self._track.append(row)
        self._posture.push(row)
        if self._posture.left_position or self._posture.at_rest:
            events += self._close(pose.t_s, "closed")
        return events

    def finish(self) -> list[Event]:
        """What is left when the source has ended."""
        samples = self._track.samples
        return self._close(float(samples["t_s"][-1]), "end") if len(samples) else []

    def _close(self, t_s: float, ending: str) -> list[Event]:
        samples = self._track.samples
        review = review_set(samples, self._exercise, self._prescription, ending, self._beginning)
        self._beginning = "start"
        kept_from_s = self._posture.new_set(t_s)
        self._track.keep_from(int(np.searchsorted(samples["t_s"], kept_from_s)))
        events: list[Event] = [Rejected(t_s, rejection) for rejection in review.rejections]
        return [*events, SetCompleted(t_s, review.report)] if review.report else events


class SetWatch:
    """When a set is over: has the person left the position, come to rest, or gone?"""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._body = BodyFollower()
        self._height = CausalSmoother(DETECTION_TIME_CONSTANT_S)
        self._rest = RestWatch(TRAVEL_STEP_SHARE * exercise.minimum_travel)
        self._t_s = float("nan")
        self._in_position_s = float("nan")

    @property
    def left_position(self) -> bool:
        return self._t_s - self._in_position_s > self._exercise.leave_s

    def is_gone_at(self, t_s: float) -> bool:
        """Whether there was no frame for so long that nobody knows what happened meanwhile."""
        return t_s - self._t_s > GAP_S

    @property
    def at_rest(self) -> bool:
        return self._t_s - self._rest.moved_s > self._exercise.rest_s

    def new_set(self, t_s: float) -> float:
        """Begin anew; return the time from which samples belong to the next set."""
        if self.is_gone_at(t_s):
            kept_from_s = t_s
        elif self.left_position:
            kept_from_s = self._in_position_s
        else:  # a rest may turn out to be the hold, or the slow beginning, of the next set
            kept_from_s = t_s - self._exercise.rest_s
        self._rest.moved_s = self._in_position_s = t_s
        return kept_from_s

    def push(self, row: Samples) -> None:
        """Take the next sample."""
        self._t_s = t_s = float(row["t_s"][0])
        if np.isnan(self._rest.moved_s):
            self._rest.moved_s = self._in_position_s = t_s
        if row["starts_shot"][0]:
            self._height.reset()
        posture = self._body.push(row)
        if posture is None:
            return
        height = self._height.push(t_s, posture.height)
        # The limits are those of the top position; the further down, the further a torso may lean.
        further_lean_deg = float(limb_bend_deg(np.array(height)))
        if fits_exercise(self._exercise, posture.inclination_deg, height, further_lean_deg):
            self._in_position_s = t_s
        self._rest.push(t_s, height)
