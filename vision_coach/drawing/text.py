"""Text with OpenCV's built-in TrueType font, and the plates it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from vision_coach.core.body.pose import Image
from vision_coach.drawing.palette import WHITE, Colour

if TYPE_CHECKING:
    import cv2

REGULAR, BOLD = 400, 600
"""Weights of the font."""
PLATE_BRIGHTNESS = 0.3
"""What a plate leaves of the picture under it: white text on it keeps a contrast above 4.5 : 1
even over white, and the picture can still be seen."""
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks."""

    size_px: int
    """Of the letters, ascent and descent included."""
    colour: Colour = WHITE
    weight: int = REGULAR


@cache
def font() -> cv2.FontFace:
    import cv2

    return cv2.FontFace("sans")


def text_width_px(text: str, style: Style) -> int:
    """How far `draw_text` goes to the right."""
    return sum(advance_px(part, style) for part in parts_of(text))


def draw_text(image: Image, text: str, place: tuple[int, int], style: Style) -> None:
    """Write on `image`, from `place` (left end of the base line) to the right.

    Digits stand in columns of one width, so that a running clock does not tremble.
    """
    import cv2

    x, y = place
    for part in parts_of(text):
        inset = (advance_px(part, style) - own_width_px(part, style)) // 2
        cv2.putText(image, part, (x + inset, y), style.colour, font(), style.size_px, style.weight)
        x += advance_px(part, style)


def parts_of(text: str) -> list[str]:
    """Digits one by one, everything between them together."""
    parts: list[str] = []
    for letter in text:
        if parts and letter not in DIGITS and parts[-1] not in DIGITS:
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def advance_px(part: str, style: Style) -> int:
    widths = [own_width_px(one, style) for one in (DIGITS if part in DIGITS else (part,))]
    return max(widths)


@cache
def width_of(part: str, size_px: int, weight: int) -> int:
    import cv2

    # Measured between two bars, since spaces at the ends count for nothing on their own.
    bars, both = (
        cv2.getTextSize((0, 0), words, (0, 0), font(), size_px, weight)
        for words in ("||", f"|{part}|")
    )
    return int(both[2] - bars[2])


def own_width_px(part: str, style: Style) -> int:
    return width_of(part, style.size_px, style.weight)


def draw_plate(
    image: Image, corner: tuple[int, int], size: tuple[int, int], colour: Colour | None = None
) -> None:
    """A rounded plate: the picture under it darkened, or covered where there is a colour.

    corner: left and top; size: width and height; pixels. What lies outside the image is left out.
    """
    import cv2

    left, top = max(0, corner[0]), max(0, corner[1])
    area = image[top : corner[1] + size[1], left : corner[0] + size[0]]
    if area.size == 0:
        return
    plain = (
        np.full_like(area, colour)
        if colour
        else np.asarray(cv2.convertScaleAbs(area, alpha=PLATE_BRIGHTNESS), dtype=np.uint8)
    )
    mask = rounded_mask(area.shape[1], area.shape[0], min(size) // 5)
    cv2.copyTo(plain, mask, area)


@cache
def rounded_mask(width: int, height: int, radius: int) -> Image:
    import cv2

    mask = np.zeros((height, width), np.uint8)
    cv2.rectangle(mask, (radius, 0), (width - 1 - radius, height - 1), 255, -1)
    cv2.rectangle(mask, (0, radius), (width - 1, height - 1 - radius), 255, -1)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(mask, (x, y), radius, 255, -1)
    return mask
