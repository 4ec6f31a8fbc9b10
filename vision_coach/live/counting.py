"""Finished lowerings, measured at once with the report's own methods."""

from __future__ import annotations

from math import inf

import numpy as np

from vision_coach.core.detection.candidates import Candidate
from vision_coach.core.detection.explanations import evidence_of
from vision_coach.core.detection.repetitions import find_repetitions
from vision_coach.core.exercise import Exercise
from vision_coach.core.review.reasons import why_not_graded
from vision_coach.core.signals.bodies import Track
from vision_coach.core.signals.samples import SAMPLE, Samples
from vision_coach.core.signals.stretches import split
from vision_coach.core.tempo import Prescription, Verdict, judge
from vision_coach.core.timing.rep_times import passage_down
from vision_coach.live.follower import Movement
from vision_coach.live.state import LiveRep

MEMORY_S = 45.0
"""Enough repetitions to tell what this person's usual travel is (five or more, were each of 8 s),
at a bounded cost."""
LEAST_OVERLAP = 0.3
"""Share of what was followed that the measured lowering must cover to be the same: creeping starts
and settling ends are seen at other moments by the two, another repetition does not overlap at
all."""


class RepCounter:
    """Keeps the last samples of a set, and says which followed lowering was a repetition."""

    def __init__(self, exercise: Exercise, prescription: Prescription) -> None:
        self._exercise = exercise
        self._prescription = prescription
        self._track = Track(SAMPLE)

    def push(self, row: Samples) -> None:
        self._track.append(row)
        samples = self._track.rows
        # Twice the memory before it is trimmed, so that trimming is rare.
        if samples["t_s"][-1] - samples["t_s"][0] > 2 * MEMORY_S:
            self._trim()

    def _trim(self) -> None:
        t_s = self._track.rows["t_s"]
        self._track.forget(int(np.searchsorted(t_s, t_s[-1] - MEMORY_S)))

    def count(self, movement: Movement) -> LiveRep | None:
        """The lowering that has just ended, without a number; None if it was no repetition."""
        if movement.start_s is None or movement.end_s is None:
            return None
        candidate = self._find(movement.start_s, movement.end_s)
        if candidate is None:
            return None
        down = passage_down(candidate, self._exercise)
        target_s, tolerance_s = (
            self._prescription.target_s,
            self._prescription.effective_tolerance_s,
        )
        graded = why_not_graded(candidate, down, self._exercise) is None
        verdict = None
        if target_s is not None and tolerance_s is not None:
            judged = judge(down.duration_s, target_s, tolerance_s, down.uncertainty_s)
            verdict = judged if graded else Verdict.NOT_GRADED
        return LiveRep(0, 0, down.start_s, down.end_s, target_s, verdict, graded)

    def evidence(self, start_s: float, end_s: float) -> float:
        """How well the exercise explains the lowering of that time; least where there is none."""
        candidate = self._find(start_s, end_s)
        return -inf if candidate is None else evidence_of(candidate, self._exercise)

    def _find(self, start_s: float, end_s: float) -> Candidate | None:
        samples = self._track.rows
        recent = samples[np.searchsorted(samples["t_s"], samples["t_s"][-1] - MEMORY_S) :]
        found = find_repetitions(split(recent, self._exercise, "end"), self._exercise)
        for candidate in reversed(found.repetitions):
            t_s, lowering = candidate.stretch.t_s, candidate.lowering
            shared_s = min(t_s[lowering.bottom], end_s) - max(t_s[lowering.top], start_s)
            if shared_s >= LEAST_OVERLAP * (end_s - start_s):
                return candidate
        return None
