"""Notices what makes a recording hard to measure, and says what to do about it."""

from __future__ import annotations

import numpy as np

from vision_coach.core.body.geometry import inside_px
from vision_coach.core.body.parts import JOINTS, PARTS
from vision_coach.core.body.pose import Pose
from vision_coach.core.report.reason import Reason

SMALL_BODY_PX = 90.0
"""Below this the joints of a person are a few pixels apart and every angle is rough: a shank is a
quarter of the body, and an error of 1 px in 22 is 2.6 degrees."""
OFTEN = 0.2
"""Share of the frames from which a trouble is worth a warning. Real clips have 0.3 to 7 % of frames
without a pose and are timed well."""
WATCHED = ("hands", "hips", "knees", "ankles")
MOST_TIMES = 5
"""More cuts than these are counted."""


class PictureWatch:
    """Sees every pose of a source; afterwards tells what was wrong with the picture."""

    def __init__(self) -> None:
        self._frames = 0
        self._found = 0
        self._small = 0
        self._outside = dict.fromkeys(WATCHED, 0)
        self._most_people = 0
        self._cuts_s: list[float] = []

    @property
    def frames(self) -> int:
        return self._frames

    @property
    def found(self) -> int:
        """Frames in which somebody was seen."""
        return self._found

    def push(self, pose: Pose) -> None:
        self._frames += 1
        self._most_people = max(self._most_people, pose.people or 0)
        if pose.starts_shot:
            self._cuts_s.append(pose.t_s)
        if not pose.found:
            return
        self._found += 1
        body = pose.points_px[list(JOINTS)]
        self._small += float(np.hypot(*np.ptp(body, axis=0))) < SMALL_BODY_PX
        for part in WATCHED:
            inside = inside_px(pose.points_px[list(PARTS[part])], pose.image_size_px)
            self._outside[part] += bool((inside < 0).all())

    def warnings(self) -> list[Reason]:
        """The gravest first."""
        if self._found == 0:
            return [Reason.of("nobody_found", frames=self._frames)]
        said = []
        if self._found < (1 - OFTEN) * self._frames:
            said.append(Reason.of("seldom_found", found=self._found, frames=self._frames))
        if self._most_people > 1:
            said.append(Reason.of("more_people"))
        if self._small > OFTEN * self._found:
            said.append(Reason.of("person_small"))
        cut_off = tuple(
            part for part, count in self._outside.items() if count > OFTEN * self._found
        )
        if cut_off:
            said.append(Reason.of("parts_cut_off", parts=cut_off))
        if self._cuts_s:
            said.append(cuts(self._cuts_s))
        return said


def cuts(cuts_s: list[float]) -> Reason:
    """The first of them with their times."""
    times_s, more = tuple(cuts_s[:MOST_TIMES]), len(cuts_s) - MOST_TIMES
    if more > 0:
        return Reason.of("more_cuts", times_s=times_s, more=more)
    return Reason.of("cuts", times_s=times_s)
