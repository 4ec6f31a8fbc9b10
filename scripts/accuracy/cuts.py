"""Cuts that the program marks, against those that readers saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vision_coach.core.body.pose import Pose

NEAR_FRAMES = 2
"""Readers number a cut by its last or its first frame."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Of one video."""

    true: int
    found: int
    """Of the true ones."""
    added: int
    frames: int


Span = tuple[float, float]


def cuts_in(
    true_frames: Sequence[int], poses: Sequence[Pose], labelled_s: Sequence[Span] = ()
) -> Cuts:
    """true_frames: numbers of the frames, from 0, at which a shot begins. labelled_s: the parts
    that were looked at, where not all was; there are cuts beyond them that nobody noted.
    """
    spans = labelled_s or ((float("-inf"), float("inf")),)
    marked = [number for number, pose in enumerate(poses) if pose.starts_shot and number > 0]
    found = [
        number
        for number in true_frames
        if any(abs(number - mark) <= NEAR_FRAMES for mark in marked)
    ]
    added = [
        mark
        for mark in marked
        if all(abs(number - mark) > NEAR_FRAMES for number in true_frames)
        and any(first_s <= poses[mark].t_s <= last_s for first_s, last_s in spans)
    ]
    return Cuts(len(true_frames), len(found), len(added), len(poses))
