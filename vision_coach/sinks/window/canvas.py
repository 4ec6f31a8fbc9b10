"""A picture to draw on, in units of its height, so that it looks the same at any size."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from vision_coach.core.body.pose import Image
from vision_coach.drawing.palette import DARK, Colour
from vision_coach.drawing.text import font

WIDTH, HEIGHT = 1280, 720
"""The canvas in its own units; 16 : 9, as nearly every screen."""
CAP_HEIGHT = 0.76
"""Height of a capital or a digit in the built-in font, as a share of its size."""
BOLD, SEMIBOLD = 800, 600
LEFT, CENTRE, RIGHT = "left", "centre", "right"


@functools.lru_cache(maxsize=512)
def text_width(text: str, size: float, weight: int) -> float:
    """How far the pen goes, in the unit of `size`."""
    return float(cv2.getTextSize((0, 0), text, (0, 0), font(), round(size), weight)[2])


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the canvas."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle_x(self) -> float:
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Canvas:
    """Draws on `image`, whose size is any with the canvas's proportions."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self.scale = image.shape[0] / HEIGHT

    def px(self, *values: float) -> tuple[int, ...]:
        return tuple(round(value * self.scale) for value in values)

    def dim(self, box: Box, brightness: float) -> None:
        """Darken what is under `box`, so that bright things on it can be read."""
        x, y, right, bottom = self.px(box.x, box.y, box.right, box.bottom)
        part = self.image[max(0, y) : bottom, max(0, x) : right]
        cv2.convertScaleAbs(part, dst=part, alpha=brightness)

    def fill(self, box: Box, colour: Colour, radius: float = 0.0) -> None:
        """A filled rectangle with round corners."""
        x, y, right, bottom = self.px(box.x, box.y, box.right, box.bottom)
        r = min(self.px(radius)[0], (right - x) // 2, (bottom - y) // 2)
        if r <= 0:
            cv2.rectangle(self.image, (x, y), (right - 1, bottom - 1), colour, -1)
            return
        cv2.rectangle(self.image, (x + r, y), (right - r, bottom - 1), colour, -1)
        cv2.rectangle(self.image, (x, y + r), (right - 1, bottom - r), colour, -1)
        for centre in ((x + r, y + r), (right - r - 1, y + r)):
            cv2.circle(self.image, centre, r, colour, -1, cv2.LINE_AA)
        for centre in ((x + r, bottom - r - 1), (right - r - 1, bottom - r - 1)):
            cv2.circle(self.image, centre, r, colour, -1, cv2.LINE_AA)

    def frame(self, box: Box, colour: Colour, thickness: float) -> None:
        x, y, right, bottom, wide = self.px(box.x, box.y, box.right, box.bottom, thickness)
        cv2.rectangle(self.image, (x, y), (right - 1, bottom - 1), colour, max(1, wide))

    def polygon(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        corners = np.array([self.px(*point) for point in points], np.int32)
        cv2.fillConvexPoly(self.image, corners, colour, cv2.LINE_AA)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        path = np.array([self.px(*point) for point in points], np.int32)
        thick = max(1, self.px(width)[0])
        cv2.polylines(self.image, [path], isClosed=False, color=colour, thickness=thick,
                      lineType=cv2.LINE_AA)  # fmt: skip

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        cv2.circle(self.image, self.px(x, y), self.px(radius)[0], colour, -1, cv2.LINE_AA)

    def arc(self, x: float, y: float, radius: float, share: float, colour: Colour) -> None:
        """A ring from twelve o'clock clockwise, `share` of it, as thick as an eighth of it."""
        r, thick = self.px(radius, radius / 8)
        cv2.ellipse(self.image, self.px(x, y), (r, r), -90, 0, 360 * share, colour, thick,
                    cv2.LINE_AA)  # fmt: skip

    def text(
        self,
        text: str,
        place: tuple[float, float],
        size: float,
        colour: Colour,
        *,
        on: Colour | None = DARK,
        align: str = LEFT,
        weight: int = SEMIBOLD,
        width: float = float("inf"),
    ) -> float:
        """Write on the baseline at `place`; made smaller to fit `width`. Returns its width.

        on: the colour of the ground, where it is even; None over a picture, which takes longer.
        """
        wide = text_width(text, size, weight)
        if wide > width:
            size, wide = size * width / wide, width
        x = place[0] - {LEFT: 0.0, CENTRE: wide / 2, RIGHT: wide}[align]
        left, base = self.px(x, place[1])
        size_px = max(1, round(size * self.scale))
        if on is None:
            cv2.putText(self.image, text, (left, base), colour, font(), size_px, weight)
        elif text.strip():
            self._paste(tile(text, size_px, weight, colour, on), left, base)
        return wide

    def _paste(self, one: Tile, left: int, base: int) -> None:
        height, width = one.image.shape[:2]
        x, y = left + one.left, base + one.top
        skipped_x, skipped_y = max(0, -x), max(0, -y)
        inside = self.image[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)]
        seen = one.image[skipped_y:, skipped_x:][: inside.shape[0], : inside.shape[1]]
        inside[:] = seen


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A drawn text: pasting it is ten times as fast as drawing it again."""

    image: Image
    left: int
    """From the beginning of the text to the left edge, pixels."""
    top: int
    """From the baseline to the upper edge, pixels; negative is up."""


@functools.lru_cache(maxsize=160)
def tile(text: str, size_px: int, weight: int, colour: Colour, ground: Colour) -> Tile:
    """The smallest rectangle with all of the text."""
    left, base = size_px, 2 * size_px
    width = round(text_width(text, size_px, weight)) + 2 * size_px
    image: Image = np.empty((3 * size_px, width, 3), np.uint8)
    cv2.rectangle(image, (0, 0), (width, 3 * size_px), ground, -1)
    cv2.putText(image, text, (left, base), colour, font(), size_px, weight)
    x, y, inked_width, inked_height = cv2.boundingRect(
        cv2.bitwise_not(cv2.inRange(image, ground, ground))
    )
    inked = image[y : y + inked_height, x : x + inked_width].copy()
    return Tile(inked, x - left, y - base)
