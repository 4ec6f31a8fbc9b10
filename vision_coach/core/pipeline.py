"""Poses in, events out: follows a person through sets of one exercise."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.geometry import limb_bend_deg
from vision_coach.core.body.pose import Pose
from vision_coach.core.detection.turning_points import TurnDetector
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.events import Event, Phase, PhaseChanged, Rejected, SetCompleted
from vision_coach.core.review.set_review import review_set
from vision_coach.core.signals.samples import Samples, Track, blend, sample_of, side_weights
from vision_coach.core.signals.smoothing import CausalSmoother
from vision_coach.core.tempo import Prescription

DETECTION_TIME_CONSTANT_S = 0.06
VISIBILITY_TIME_CONSTANT_S = 2.0
SCALE_MEMORY_S = 20.0
"""The limb is as long as it was seen lately: bent and foreshortened it only looks shorter."""
GAP_S = 2.0
"""A set is over when there is no frame for this long."""
TRAVEL_STEP_SHARE = 0.3
"""Change of height, as a share of the least travel, that shows that the person has not stopped."""


class Pipeline:
    """One exercise, one person, one source. Push every pose, then finish."""

    def __init__(self, exercise: Exercise, prescription: Prescription | None = None) -> None:
        self._exercise = exercise
        self._prescription = prescription or Prescription()
        self._track = Track()
        self._posture = PostureFollower(exercise)
        self._beginning = "start"

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose. Times must increase."""
        events: list[Event] = []
        if self._posture.is_gone_at(pose.t_s):
            events += self._close(pose.t_s, "lost")
            self._beginning = "cut" if pose.starts_shot else "lost"
        row = sample_of(pose, self._exercise)
        self._track.append(row)
        phase = self._posture.push(row)
        if phase:
            events.append(PhaseChanged(pose.t_s, phase))
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


class PostureFollower:
    """Causal side of detection: is the person in position, moving, going down or up?"""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._visibility = np.zeros(2)
        self._height = CausalSmoother(DETECTION_TIME_CONSTANT_S)
        self._turns = TurnDetector()
        self._scale_px = 0.0
        self._t_s = float("nan")
        self._reference = float("nan")
        self._moved_s = float("nan")
        self._in_position_s = float("nan")

    @property
    def left_position(self) -> bool:
        return self._t_s - self._in_position_s > self._exercise.leave_s

    def is_gone_at(self, t_s: float) -> bool:
        """Whether there was no frame for so long that nobody knows what happened meanwhile."""
        return t_s - self._t_s > GAP_S

    @property
    def at_rest(self) -> bool:
        return self._t_s - self._moved_s > self._exercise.rest_s

    def new_set(self, t_s: float) -> float:
        """Forget the turns; return the time from which samples belong to the next set."""
        if self.is_gone_at(t_s):
            kept_from_s = t_s
        elif self.left_position:
            kept_from_s = self._in_position_s
        else:  # a rest may turn out to be the hold, or the slow beginning, of the next set
            kept_from_s = t_s - self._exercise.rest_s
        self._turns = TurnDetector()
        self._moved_s = self._in_position_s = t_s
        return kept_from_s

    def push(self, row: Samples) -> Phase | None:
        """Take the next sample; a phase is returned when it has just begun."""
        t_s = float(row["t_s"][0])
        elapsed_s = 0.0 if np.isnan(self._t_s) else t_s - self._t_s
        self._t_s = t_s
        if np.isnan(self._moved_s):
            self._moved_s = self._in_position_s = t_s
        if row["starts_shot"][0]:
            self._height.reset()
            self._turns = TurnDetector()
            self._scale_px = 0.0
        if np.isnan(row["inclination_deg"][0]):
            return None
        height = self._scaled_height(row, t_s, elapsed_s)
        if self._is_in_position(row, height):
            self._in_position_s = t_s
        if not abs(height - self._reference) < TRAVEL_STEP_SHARE * self._exercise.minimum_travel:
            self._reference, self._moved_s = height, t_s
        turn = self._turns.push(height, self._exercise.minimum_travel)
        if turn is None:
            return None
        return Phase.LOWERING if turn.is_top else Phase.RISING

    def _scaled_height(self, row: Samples, t_s: float, elapsed_s: float) -> float:
        share = 1 - np.exp(-elapsed_s / VISIBILITY_TIME_CONSTANT_S) if elapsed_s else 1.0
        self._visibility += share * (row["visibility"][0] - self._visibility)
        weights = side_weights(self._visibility[None, :])
        limb_px = float(blend(row["limb_px"], weights)[0])
        self._scale_px = max(limb_px, self._scale_px * np.exp(-elapsed_s / SCALE_MEMORY_S))
        height_px = float(blend(row["height_px"], weights)[0])
        return self._height.push(t_s, height_px / self._scale_px)

    def _is_in_position(self, row: Samples, height: float) -> bool:
        low_deg, high_deg = self._exercise.torso_inclination_deg
        low, high = self._exercise.height
        # The limits are those of the top position; the further down, the further a torso may lean.
        high_deg += float(limb_bend_deg(np.array(height)))
        upright = low_deg <= float(row["inclination_deg"][0]) <= high_deg
        return upright and low <= height <= high
