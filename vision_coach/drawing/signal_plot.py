"""A signal over time as a picture: its limits, and which swings of it counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array, Image
from vision_coach.drawing.palette import Colour
from vision_coach.drawing.text import Style, draw_text

SIZE_PX = (1200, 420)
MARGIN_PX = (70, 30, 45, 40)
"""Left, right, top and bottom."""
PAPER, INK, FAINT = (255, 255, 255), (40, 40, 40), (205, 205, 205)
SIGNAL, COUNTED, REJECTED = (150, 80, 20), (195, 230, 195), (205, 215, 245)
"""Blue-green-red: a dark blue line over green and reddish bands."""
TICKS = 6


@dataclass(frozen=True, slots=True)
class Band:
    """A time that is marked."""

    from_s: float
    to_s: float
    label: str
    counted: bool


@dataclass(frozen=True, slots=True, eq=False)
class SignalPlot:
    """What is drawn."""

    title: str
    lines: Sequence[tuple[Array, Array]]
    """Times and values of each unbroken part."""
    limits: tuple[float, float]
    bands: Sequence[Band]

    def image(self) -> Image:
        """Shape (420, 1200, 3), blue-green-red."""
        width, height = SIZE_PX
        image: Image = np.full((height, width, 3), PAPER, dtype=np.uint8)
        axes = self._axes()
        for band in self.bands:
            axes.draw_band(image, band)
        axes.draw_grid(image)
        for limit in self.limits:
            axes.draw_limit(image, limit)
        for t_s, values in self.lines:
            axes.draw_line(image, t_s, values)
        draw_text(image, self.title, (MARGIN_PX[0], 28), Style(20, INK))
        return image

    def _axes(self) -> Axes:
        t_s = np.concatenate([one for one, _ in self.lines]) if self.lines else np.array([0.0, 1.0])
        values = np.concatenate([one for _, one in self.lines]) if self.lines else np.zeros(2)
        low = min(float(values.min()), self.limits[0]) - 0.05
        high = max(float(values.max()), self.limits[1]) + 0.05
        return Axes(float(t_s.min()), max(float(t_s.max()), float(t_s.min()) + 0.1), low, high)


@dataclass(frozen=True, slots=True)
class Axes:
    """Time to the right, value upwards."""

    from_s: float
    to_s: float
    low: float
    high: float

    def x(self, t_s: Array | float) -> NDArray[np.int32]:
        left, right, _, _ = MARGIN_PX
        share = (np.asarray(t_s) - self.from_s) / (self.to_s - self.from_s)
        return np.round(left + share * (SIZE_PX[0] - left - right)).astype(np.int32)

    def y(self, value: Array | float) -> NDArray[np.int32]:
        _, _, top, bottom = MARGIN_PX
        share = (np.asarray(value) - self.low) / (self.high - self.low)
        return np.round(SIZE_PX[1] - bottom - share * (SIZE_PX[1] - top - bottom)).astype(np.int32)

    def draw_band(self, image: Image, band: Band) -> None:
        left, right = int(self.x(band.from_s)), int(self.x(band.to_s))
        top, bottom = MARGIN_PX[2], SIZE_PX[1] - MARGIN_PX[3]
        image[top:bottom, left : max(right, left + 1)] = COUNTED if band.counted else REJECTED
        draw_text(image, band.label, (left + 3, top + 16), Style(13, INK))

    def draw_grid(self, image: Image) -> None:
        import cv2

        for t_s in np.linspace(self.from_s, self.to_s, TICKS):
            x = int(self.x(float(t_s)))
            draw_text(image, f"{t_s:.1f} s", (x - 18, SIZE_PX[1] - 14), Style(14, INK))
        for value in np.linspace(self.low, self.high, TICKS):
            y = int(self.y(float(value)))
            cv2.line(image, (MARGIN_PX[0], y), (SIZE_PX[0] - MARGIN_PX[1], y), FAINT, 1)
            draw_text(image, f"{value:.2f}", (14, y + 5), Style(14, INK))

    def draw_limit(self, image: Image, value: float) -> None:
        colour: Colour = (60, 60, 200)
        y = int(self.y(value))
        for x in range(MARGIN_PX[0], SIZE_PX[0] - MARGIN_PX[1], 12):
            image[y, x : x + 6] = colour

    def draw_line(self, image: Image, t_s: Array, values: Array) -> None:
        import cv2

        points = np.stack([self.x(t_s), self.y(values)], axis=1)
        cv2.polylines(image, [points], isClosed=False, color=SIGNAL, thickness=2)
