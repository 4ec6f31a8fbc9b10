"""The panel on a picture of the annotated video: phase, clock, counter, verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from vision_coach.core.body.pose import Image, Landmark, Pose
from vision_coach.core.report.session import Rep
from vision_coach.core.report.timeline import Moment, Stage
from vision_coach.drawing.palette import (
    DARK,
    PALE,
    SKY_BLUE,
    VERDICT_COLOURS,
    VERDICT_SIGNS,
    WHITE,
    YELLOW,
    Colour,
    text_on,
)
from vision_coach.drawing.skeleton import BODY
from vision_coach.drawing.text import BOLD, Style, draw_plate, draw_text, text_width_px
from vision_coach.words import number, say

BLOCK_WIDTH, BLOCK_HEIGHT = 176, 124
PANEL_HEIGHT, CHIP_HEIGHT = 92, 27
"""In units of which 360 make the shorter side of a picture."""
MARGIN, PADDING = 8, 10
UNITS = 360
EMPTY: Colour = (90, 84, 78)
ON_TEMPO: Colour = (150, 143, 135)
"""Of the bar."""
BAR_REACH = 1.5
"""The bar ends at this share of the target, so that a slow lowering is seen to pass it."""


class Corner(Enum):
    """Where the panel stands: at the right or not, at the bottom or not."""

    UPPER_LEFT = (False, False)
    UPPER_RIGHT = (True, False)
    LOWER_LEFT = (False, True)
    LOWER_RIGHT = (True, True)


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixels for units of the design, which grows with the picture and stands in a corner of it."""

    px_per_unit: float
    left: int
    top: int
    right: int | None
    """Where texts of any length end; None: they begin at the left."""

    @classmethod
    def of(cls, size: tuple[int, int], corner: Corner) -> Layout:
        """size: width and height of the picture."""
        scale = min(size) / UNITS
        width, height = round(BLOCK_WIDTH * scale), round(BLOCK_HEIGHT * scale)
        margin = round(MARGIN * scale)
        at_right, at_bottom = corner.value
        return cls(
            scale,
            left=size[0] - width - margin if at_right else margin,
            top=size[1] - height - margin if at_bottom else margin,
            right=size[0] - margin if at_right else None,
        )

    def px(self, units: float) -> int:
        return max(1, round(units * self.px_per_unit))

    def at(self, across: float, down: float) -> tuple[int, int]:
        """The pixel of a place in the block, in units."""
        return (
            self.left + round(across * self.px_per_unit),
            self.top + round(down * self.px_per_unit),
        )

    def style(self, units: float, colour: Colour = WHITE, weight: int = BOLD) -> Style:
        return Style(self.px(units), colour, weight)


def quiet_corner(poses: Iterable[Pose], size: tuple[int, int]) -> Corner:
    """The corner in which the fewest joints come to lie under the panel."""
    # Not all landmarks: a hand has four, a face eleven.
    found = [pose.points_px[[Landmark.NOSE, *BODY]] for pose in poses if pose.found]
    points = np.concatenate(found) if found else np.zeros((0, 2))

    def covered(corner: Corner) -> int:
        layout = Layout.of(size, corner)
        first = np.array([layout.left, layout.top])
        last = first + np.array([layout.px(BLOCK_WIDTH), layout.px(BLOCK_HEIGHT)])
        return int(((points >= first) & (points <= last)).all(axis=1).sum())

    return min(Corner, key=covered)


def draw_moment(
    image: Image, moment: Moment, set_count: int, corner: Corner = Corner.UPPER_LEFT
) -> None:
    """Draw the panel in a corner of `image`, with the last verdict below it."""
    layout = Layout.of((image.shape[1], image.shape[0]), corner)
    has_target = moment.rep.target_s is not None
    height = PANEL_HEIGHT if has_target else PANEL_HEIGHT - 22
    draw_plate(image, layout.at(0, 0), (layout.px(BLOCK_WIDTH), layout.px(height)))
    draw_heading(image, moment, set_count, layout)
    draw_clock(image, moment, layout)
    if moment.judged is not None:
        draw_verdict(image, moment.judged, height + 5, layout)


def draw_heading(image: Image, moment: Moment, set_count: int, layout: Layout) -> None:
    """The phase on the left, the counter on the right."""
    style = layout.style(16, YELLOW if moment.stage is Stage.LOWERING else WHITE)
    draw_text(image, say(f"video.stages.{moment.stage}"), layout.at(PADDING, 21), style)
    counter = counter_words(moment, set_count)
    small = layout.style(13, PALE)
    right, base = layout.at(BLOCK_WIDTH - PADDING, 21)
    draw_text(image, counter, (right - text_width_px(counter, small), base), small)


def counter_words(moment: Moment, set_count: int) -> str:
    index, reps = moment.rep.index, len(moment.set_report.reps)
    if set_count > 1:
        return say("video.set_counter", set_number=moment.set_number, index=index, reps=reps)
    return say("video.rep_counter", index=index, reps=reps)


def draw_clock(image: Image, moment: Moment, layout: Layout) -> None:
    """How long the lowering takes, and the bar on which the target is marked."""
    left, base = layout.at(PADDING, 57)
    running = moment.stage is Stage.LOWERING
    large = layout.style(36, WHITE if running else PALE)
    clock = number(moment.lowering_s, ".1f")
    draw_text(image, clock, (left, base), large)
    after = left + text_width_px(clock, large) + layout.px(4)
    target_s = moment.rep.target_s
    if target_s is None:
        draw_text(image, say("video.seconds"), (after, base), layout.style(16, PALE))
        return
    of_target = say("video.target", target_s=target_s)
    draw_text(image, of_target, (after, base), layout.style(16, PALE))
    draw_bar(image, moment, target_s, layout)


def draw_bar(image: Image, moment: Moment, target_s: float, layout: Layout) -> None:
    """The lowering so far; the zone that counts as on tempo is lighter, the target a line."""
    import cv2

    left, top = layout.at(PADDING, 69)
    right, bottom = layout.at(BLOCK_WIDTH - PADDING, 81)

    def across(t_s: float) -> int:
        return left + round((right - left) * min(1.0, t_s / (BAR_REACH * target_s)))

    tolerance_s = moment.set_report.tolerance_s or 0.0
    cv2.rectangle(image, (left, top), (right, bottom), EMPTY, -1)
    zone = across(target_s - tolerance_s), across(target_s + tolerance_s)
    cv2.rectangle(image, (zone[0], top), (zone[1], bottom), ON_TEMPO, -1)
    cv2.rectangle(image, (left, top), (across(moment.lowering_s), bottom), SKY_BLUE, -1)
    mark, reach = across(target_s), layout.px(3)
    cv2.line(image, (mark, top - reach), (mark, bottom + reach), DARK, layout.px(4))
    cv2.line(image, (mark, top - reach), (mark, bottom + reach), WHITE, layout.px(2))


def draw_verdict(image: Image, rep: Rep, down: float, layout: Layout) -> None:
    """A plate in the colour of the verdict, which its sign and words say too."""
    colour, text = VERDICT_COLOURS[rep.verdict], verdict_text(rep)
    style = layout.style(15, text_on(colour))
    width = text_width_px(text, style) + 2 * layout.px(PADDING)
    left, top = layout.at(0, down)
    if layout.right is not None:
        left = layout.right - width
    draw_plate(image, (left, top), (width, layout.px(CHIP_HEIGHT)), colour)
    draw_text(image, text, (left + layout.px(PADDING), top + layout.px(19)), style)


def verdict_text(rep: Rep) -> str:
    """As "✓ 2: 3.98 s, on tempo"; without a target the time alone."""
    sign = VERDICT_SIGNS[rep.verdict]
    which = f"{sign} {rep.index}:".strip()
    if rep.reason is not None:
        return say("video.verdict.not_graded", number=which)
    timed_s = rep.eccentric_s
    if rep.error_s is None or rep.verdict is None:
        return say("video.verdict.timed", number=which, eccentric_s=timed_s)
    missed_s = abs(rep.error_s)
    return say(f"video.verdict.{rep.verdict}", number=which, eccentric_s=timed_s, error_s=missed_s)
