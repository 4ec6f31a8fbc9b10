"""Colours that colour-blind eyes can tell apart, blue-green-red as OpenCV wants them.

Okabe and Ito, "Color Universal Design" (2008). Verdicts also carry a sign, since even these look
alike on a poor projector.
"""

from __future__ import annotations

from vision_coach.core.tempo import Verdict

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
PALE: Colour = (214, 210, 205)
GREY: Colour = (150, 146, 140)
DARK: Colour = (38, 32, 27)
YELLOW: Colour = (66, 228, 240)
ORANGE: Colour = (0, 159, 230)
SKY_BLUE: Colour = (233, 180, 86)
BLUISH_GREEN: Colour = (115, 158, 0)
VERMILION: Colour = (0, 94, 213)

VERDICT_COLOURS: dict[Verdict | None, Colour] = {
    Verdict.ON: BLUISH_GREEN,
    Verdict.FAST: VERMILION,
    Verdict.SLOW: ORANGE,
    Verdict.UNSURE: GREY,
    Verdict.NOT_GRADED: GREY,
    None: SKY_BLUE,
}
VERDICT_SIGNS: dict[Verdict | None, str] = {
    Verdict.ON: "✓",
    Verdict.FAST: "▲",
    Verdict.SLOW: "▼",
    Verdict.UNSURE: "?",
    Verdict.NOT_GRADED: "·",
    None: "",
}
"""Characters that OpenCV's own font has."""


def text_on(colour: Colour) -> Colour:
    """Dark or white, whichever is read better on `colour`."""
    # Relative luminance (WCAG 2.2); where it is above 0.3, dark has the greater contrast.
    blue, green, red = ((value / 255) ** 2.2 for value in colour)
    return DARK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 else WHITE
