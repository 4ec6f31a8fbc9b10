"""Hard cuts in a stream of frames, also where the background stays the same.

Between two takes from one tripod only the person jumps, so neither the colours nor most of the
picture change. What tells such a cut from motion is that it happens in one step: the steps before
and after it change the picture less, however lively the person or the camera is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from statistics import median

import numpy as np

from vision_coach.core.body.pose import Frame, Image

# Chosen on 58 clips of 32 repositories, each left out in turn (docs/experiments.md).
LEAST_CHANGE = 3.0
"""Mean absolute difference of two pictures, grey levels. 99 % of the cuts that move the body make
more, captions and keyframes mostly less."""
LEAST_RATIO = 2.0
"""The same over the largest change in the steps around."""
STEPS_BEFORE, STEPS_AFTER = 8, 2
"""How many steps are looked at around one. With none after it 30 steps of 31,000 are cuts that are
none, with two 7, with four 6."""
SPAN, LEAST_OVER_SPAN = 4, 1.2
"""A cut changes more, by this ratio, than the last so many steps together, and the next
`STEPS_AFTER`: a picture or two may be missing without a trace in the times."""
STEPS_KNOWN = 3
"""As many must have been seen before anything is called unusual: streams begin with some pictures
of poor quality."""
FROZEN_SHARE = 0.1
"""A step that changes this share of the largest one before, or less, brought no new picture."""
FROZEN_LONGEST = 15
"""More such steps in a row, half a second at 30 a second, are no stutter: the person holds still.
"""
LONGER_SIDE_PX = 160
"""Of the small picture that is compared: fine enough for a person who fills a tenth of it."""
FINER = 2
"""Of every pixel of the small picture as many are averaged each way: all of them take ten times as
long in full HD and tell no more."""
GREEN = 1
"""Of blue, green, red: the brightest part of what the eye calls grey."""


class Continuity(StrEnum):
    """What a frame is to the one before."""

    GOES_ON = "goes on"
    STARTS_SHOT = "starts a shot"
    FOREIGN = "foreign"
    """A single picture of something else, after which the old one goes on."""


def mark_shots(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The same frames without foreign ones, and with `starts_shot` set after hard cuts.

    Each waits for the `STEPS_AFTER` behind it.
    """
    watch = ShotWatch()
    waiting: deque[Frame] = deque()
    for frame in frames:
        waiting.append(frame)
        found = watch.push(frame.t_s, frame.image)
        if found is not None:
            yield from as_found(waiting.popleft(), found)
    for found in watch.rest():
        yield from as_found(waiting.popleft(), found)


def as_found(frame: Frame, found: Continuity) -> Iterator[Frame]:
    if found is not Continuity.FOREIGN:
        yield replace(frame, starts_shot=True) if found is Continuity.STARTS_SHOT else frame


class ShotWatch:
    """Is shown every frame, in order, and tells of each when `STEPS_AFTER` more have come."""

    def __init__(self) -> None:
        self._shot: deque[View] = deque(maxlen=SPAN + 1)
        """The last frames of this shot."""
        self._waiting: deque[View] = deque()
        self._steps = Steps()

    def push(self, t_s: float, image: Image) -> Continuity | None:
        """What the frame `STEPS_AFTER` before this one is; None when there is none."""
        self._waiting.append(View(t_s, small_picture(image)))
        return self._first() if len(self._waiting) > STEPS_AFTER else None

    def rest(self) -> Iterator[Continuity]:
        """What the last frames are."""
        while self._waiting:
            yield self._first()

    def _first(self) -> Continuity:
        held = self._waiting.popleft()
        found = Continuity.GOES_ON
        if self._shot:
            before = self._shot[-1]
            step_s, jump = held.t_s - before.t_s, change(before, held)
            found = self._continuity(held, step_s, jump)
            if found is Continuity.FOREIGN:
                return found
            self._steps.add(step_s, jump)
        if found is Continuity.STARTS_SHOT:
            self._shot.clear()
            self._steps = Steps()
        self._shot.append(held)
        return found

    def _continuity(self, held: View, step_s: float, jump: float) -> Continuity:
        """What is held, after a step that long and with that much change."""
        before = self._shot[-1]
        if before.picture.shape != held.picture.shape:
            return Continuity.STARTS_SHOT
        if jump < max(LEAST_CHANGE, LEAST_RATIO * self._steps.largest(step_s)):
            return Continuity.GOES_ON
        if self._waiting and came_back(before, held, self._waiting[0]):
            return Continuity.FOREIGN
        if jump < LEAST_RATIO * self._largest_after(held):
            return Continuity.GOES_ON
        spans = [change(self._shot[0], before)] if len(self._shot) > SPAN else []
        spans += [change(held, self._waiting[-1])] if len(self._waiting) == STEPS_AFTER else []
        is_motion = jump < LEAST_OVER_SPAN * max(spans, default=0.0)
        return Continuity.GOES_ON if is_motion else Continuity.STARTS_SHOT

    def _largest_after(self, held: View) -> float:
        """The change in one of the steps after it."""
        following = [held, *self._waiting]
        return max(
            (
                change(one, other) / self._steps.elapsed(other.t_s - one.t_s)
                for one, other in pairwise(following)
            ),
            default=0.0,
        )


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A frame as it is compared."""

    t_s: float
    picture: Image
    """Shape (height, width), grey."""


class Steps:
    """How much the picture changed of late, and how long a step is.

    Where pictures are lost or shown twice, the next one brings the motion of several steps; so
    changes are taken for each step that has passed.
    """

    def __init__(self) -> None:
        self._changes: deque[float] = deque(maxlen=STEPS_BEFORE)
        self._steps_s: deque[float] = deque(maxlen=STEPS_BEFORE)
        self._frozen = 0

    def elapsed(self, step_s: float) -> float:
        """How many usual steps as long a one is, 1 at least."""
        usual_s = median(self._steps_s) if self._steps_s else step_s
        return max(1.0, step_s / usual_s) if usual_s > 0 else 1.0

    def largest(self, step_s: float) -> float:
        """What motion as before may change in the next step; no limit while little is known."""
        if len(self._changes) < STEPS_KNOWN:
            return float("inf")
        return max(self._changes) * self._passed(step_s)

    def add(self, step_s: float, changed: float) -> None:
        """A step within a shot."""
        passed = self._passed(step_s)
        self._steps_s.append(step_s)
        is_frozen = bool(self._changes) and changed < FROZEN_SHARE * max(self._changes)
        self._frozen = self._frozen + 1 if is_frozen else 0
        if not 0 < self._frozen <= FROZEN_LONGEST:
            self._changes.append(changed / passed)

    def _passed(self, step_s: float) -> float:
        """Steps since the last new picture."""
        return self.elapsed(step_s) + (self._frozen if self._frozen <= FROZEN_LONGEST else 0)


def came_back(before: View, held: View, following: View) -> bool:
    """Whether `held` stands between two pictures that are like each other and not like it."""
    half = change(before, held) / 2
    return change(before, following) < half <= change(held, following)


def change(one: View, other: View) -> float:
    """Mean absolute difference, grey levels; as large as can be for pictures of two sizes."""
    if one.picture.shape != other.picture.shape:
        return 255.0
    import cv2

    return cv2.norm(one.picture, other.picture, cv2.NORM_L1) / one.picture.size


def small_picture(image: Image) -> Image:
    """The picture in grey, its longer side `LONGER_SIDE_PX` at most."""
    import cv2

    height, width = image.shape[:2]
    scale = min(1.0, LONGER_SIDE_PX / max(height, width))
    every = max(1, int(1 / (scale * FINER)))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small: Image = np.asarray(
        cv2.resize(
            np.ascontiguousarray(image[::every, ::every, GREEN]), size, interpolation=cv2.INTER_AREA
        ),
        dtype=np.uint8,
    )
    return small
