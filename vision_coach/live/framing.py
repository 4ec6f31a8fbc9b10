"""Before a set: is everything in the picture that will be needed, and what to do if not."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.parts import JOINTS, Sides
from vision_coach.core.body.pose import Landmark, Pose
from vision_coach.core.body.view import view_of
from vision_coach.core.exercise import Exercise
from vision_coach.core.signals.following import fits_exercise
from vision_coach.core.signals.samples import Samples, blend, sample_of, side_weights, used_parts
from vision_coach.live.state import Advice

HOLD_S = 1.0
"""The start position is held for this long before a set begins; advice is from as long."""
FEWEST_POSES = 5
"""Fewer in a second tell nothing of whether somebody holds still."""
OFTEN = 0.5
"""Share of the last second from which a trouble is one: more often than not."""
DARK = 40.0
"""Mean grey (0 to 255) of a picture in which limbs drown; lit rooms have 80 and more."""
SMALL_SHARE = 0.25
"""Size of the body as a share of the picture's height below which joints are only pixels apart."""
LEAST_VISIBILITY = 0.4
"""Of the working side's parts. Above what is graded (`hidden_parts.LEAST_VISIBILITY`), since there
is still time to move the camera, and limbs are seen worse at the bottom."""
FREE_SHARE = 0.12
"""Empty part of the picture on the other side of the body, with which tilting is enough."""
STILL_SHARE = 0.045
"""Movement within the hold, as a share of the body's size, that still is holding still."""
STRETCHED_DEG = 140.0
"""From this angle on a limb is stretched; bodies that start stretched are not bent already."""

PARTS = {
    Landmark.LEFT_WRIST: Advice.MOVE_BACK_HANDS,
    Landmark.LEFT_ELBOW: Advice.MOVE_BACK_HANDS,
    Landmark.LEFT_SHOULDER: Advice.MOVE_BACK_HEAD,
    Landmark.LEFT_HIP: Advice.MOVE_BACK_HIPS,
    Landmark.LEFT_KNEE: Advice.MOVE_BACK_KNEES,
    Landmark.LEFT_ANKLE: Advice.MOVE_BACK_ANKLES,
    Landmark.LEFT_HEEL: Advice.MOVE_BACK_FEET,
    Landmark.LEFT_FOOT_INDEX: Advice.MOVE_BACK_FEET,
}
ALWAYS_NEEDED: list[Sides] = [
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
]
"""While nobody knows which exercise is going to be done."""
BLOCKING = {
    Advice.NOBODY,
    Advice.SHOW_LIMBS,
    Advice.GET_INTO_POSITION,
    Advice.HOLD_STILL,
    *PARTS.values(),
    Advice.RAISE_CAMERA,
    Advice.LOWER_CAMERA,
}
"""While one of these holds, no set begins; the others are only said."""


@dataclass(frozen=True, slots=True)
class Framing:
    """What is thought of the picture at one moment."""

    advice: tuple[Advice, ...]
    """The most important first."""
    is_ready: bool
    """The start position has been held, and all that is needed is seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One frame of the last second."""

    pose: Pose
    row: Samples | None
    """Of the exercise, where it is known."""
    cut_off: dict[Advice, str]
    """Needed parts out of the picture, and on which side of it."""
    brightness: float | None


class FramingWatch:
    """Sees every pose before a set and gives advice from the last second of them."""

    def __init__(self, exercise: Exercise | None) -> None:
        """exercise: None where it is going to be recognised; then no position is awaited."""
        self._exercise = exercise
        needed = used_parts(exercise) if exercise else ALWAYS_NEEDED
        self._needed = [part for part in needed if part[0] in PARTS]
        self._seen: deque[Seen] = deque()

    def push(self, pose: Pose, brightness: float | None) -> Framing:
        """brightness: mean grey of the picture, 0 to 255; None where it is not known."""
        if self._seen and pose.t_s - self._seen[-1].pose.t_s > HOLD_S / 2:
            self._seen.clear()
        cut_off = {PARTS[part[0]]: place for part in self._needed if (place := outside(pose, part))}
        row = sample_of(pose, self._exercise) if self._exercise else None
        self._seen.append(Seen(pose, row, cut_off, brightness))
        # One pose from before the window shows that the window is full.
        while len(self._seen) > 1 and self._seen[1].pose.t_s <= pose.t_s - HOLD_S:
            self._seen.popleft()
        is_full = pose.t_s - self._seen[0].pose.t_s >= HOLD_S
        # After a picture or two nothing can be said, not even that nobody is there.
        advice = self._advice() if is_full or len(self._seen) >= FEWEST_POSES else ()
        return Framing(advice, is_full and not any(one in BLOCKING for one in advice))

    def _advice(self) -> tuple[Advice, ...]:
        found = [seen for seen in self._seen if seen.pose.found]
        poses = [seen.pose for seen in found]
        grey = [seen.brightness for seen in self._seen if seen.brightness is not None]
        dark = bool(grey) and float(np.mean(grey)) < DARK
        if len(poses) < max(FEWEST_POSES, OFTEN * len(self._seen)):
            return (Advice.TOO_DARK,) if dark else (Advice.NOBODY,)
        said = [Advice.TOO_DARK] if dark else []
        said += self._cut_off(found)
        if any((pose.people or 0) > 1 for pose in poses):
            said.append(Advice.MORE_PEOPLE)
        if not said or said == [Advice.MORE_PEOPLE]:
            said += self._posture(poses, [seen.row for seen in found if seen.row is not None])
        return tuple(said)

    def _cut_off(self, found: list[Seen]) -> list[Advice]:
        """Parts that the exercise needs and that the picture does not show."""
        counts = Counter(item for seen in found for item in seen.cut_off.items())
        often = [item for item, count in counts.items() if count > OFTEN * len(found)]
        places = {place for _, place in often}
        poses = [seen.pose for seen in found]
        if places == {"above"} and free_share(poses, "below") > FREE_SHARE:
            return [Advice.RAISE_CAMERA]
        if places == {"below"} and free_share(poses, "above") > FREE_SHARE:
            return [Advice.LOWER_CAMERA]
        lacking = {advice for advice, _ in often}
        return [advice for advice in reversed(Advice) if advice in lacking][:2]

    def _posture(self, poses: list[Pose], seen: list[Samples]) -> list[Advice]:
        said = []
        size_px = body_size_px(poses[-1])
        if size_px < SMALL_SHARE * poses[-1].image_size_px[1]:
            said.append(Advice.MOVE_CLOSER)
        if self._exercise is None:
            return said
        rows = np.concatenate(seen)
        if not is_start(self._exercise, rows):
            return [*said, Advice.GET_INTO_POSITION]
        if float(rows["visibility"].mean(axis=0).max()) < LEAST_VISIBILITY:
            return [*said, Advice.SHOW_LIMBS]
        if not is_still(poses, size_px):
            return [*said, Advice.HOLD_STILL]
        view = view_of(rows["facing_deg"].astype(float))
        if view != "unknown" and view not in self._exercise.range_views:
            sideways = "side" in self._exercise.range_views
            said.append(Advice.TURN_SIDE_ON if sideways else Advice.FACE_CAMERA)
        return said


def is_start(exercise: Exercise, rows: Samples) -> bool:
    """Whether most of the samples show the posture from which a set starts."""
    weights = side_weights(rows["visibility"])
    angle_deg = blend(rows["angle_deg"], weights)
    height = blend(rows["height_px"], weights) / np.max(blend(rows["limb_px"], weights))
    fits = fits_exercise(exercise, rows["inclination_deg"], height)
    if exercise.limb_spans_travel and not exercise.lowering_extends:
        fits &= angle_deg >= STRETCHED_DEG
    return float(fits.mean()) > OFTEN


def outside(pose: Pose, part: Sides) -> str | None:
    """ "above", "below" or "aside" where both sides of the part are out of the picture."""
    width, height = pose.image_size_px
    points = [(float(x), float(y)) for x, y in pose.points_px[list(part)]]
    if all(y < 0 for _, y in points):
        return "above"
    if all(y >= height for _, y in points):
        return "below"
    return "aside" if all(not 0 <= x < width for x, _ in points) else None


def free_share(poses: list[Pose], where: str) -> float:
    """Empty part of the picture's height above or below the body."""
    height = poses[-1].image_size_px[1]
    y = np.median([pose.points_px[list(JOINTS), 1] for pose in poses], axis=0)
    return float(y.min() / height if where == "above" else 1 - y.max() / height)


def body_size_px(pose: Pose) -> float:
    """The diagonal of the body's box in the picture."""
    return float(np.hypot(*np.ptp(pose.points_px[list(JOINTS)], axis=0)))


def is_still(poses: list[Pose], size_px: float) -> bool:
    """Whether the joints are in the same place in each third of the hold."""
    points = np.array([pose.points_px[list(JOINTS)] for pose in poses])
    places = np.array([np.median(third, axis=0) for third in np.array_split(points, 3)])
    moved = np.ptp(places, axis=0)
    # Feet or hands stay planted: the quarter of the joints that moves most tells.
    distance = np.percentile(np.hypot(moved[:, 0], moved[:, 1]), 75)
    return bool(distance <= STILL_SHARE * size_px)
