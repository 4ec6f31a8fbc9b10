"""What is written on a picture of the annotated video: phase, clock, counter, verdict."""

from __future__ import annotations

from dataclasses import dataclass

from vision_coach.core.frames import Image
from vision_coach.core.moments import Moment, Stage
from vision_coach.core.report import Rep
from vision_coach.core.tempo import Verdict
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
from vision_coach.drawing.text import BOLD, Style, draw_plate, draw_text, text_width_px

STAGE_WORDS = {
    Stage.LOWERING: "Lowering",
    Stage.BOTTOM: "Bottom",
    Stage.RISING: "Rising",
    Stage.TOP: "Top",
    Stage.DONE: "Set done",
}
PANEL_WIDTH, PANEL_HEIGHT, CHIP_HEIGHT = 176, 92, 27
"""In units of which 360 make the shorter side of a picture."""
MARGIN, PADDING = 8, 10
UNITS = 360
BAR_REACH = 1.5
"""The bar ends at this share of the target, so that a slow lowering is seen to pass it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixels for units of the design, which grows with the picture."""

    px_per_unit: float

    @classmethod
    def of(cls, image: Image) -> Layout:
        return cls(min(image.shape[:2]) / UNITS)

    def px(self, units: float) -> int:
        return max(1, round(units * self.px_per_unit))

    def style(self, units: float, colour: Colour = WHITE, weight: int = BOLD) -> Style:
        return Style(self.px(units), colour, weight)


def draw_moment(image: Image, moment: Moment, set_count: int) -> None:
    """Draw the panel on the upper left of `image`, with the last verdict below it."""
    layout = Layout.of(image)
    left, top = layout.px(MARGIN), layout.px(MARGIN)
    has_target = moment.rep.target_s is not None
    height = layout.px(PANEL_HEIGHT if has_target else PANEL_HEIGHT - 22)
    draw_plate(image, (left, top), (layout.px(PANEL_WIDTH), height))
    draw_heading(image, moment, set_count, layout)
    draw_clock(image, moment, layout)
    if moment.judged is not None:
        draw_verdict(image, moment.judged, top + height + layout.px(5), layout)


def draw_heading(image: Image, moment: Moment, set_count: int, layout: Layout) -> None:
    """The phase on the left, the counter on the right."""
    base = layout.px(MARGIN + 21)
    style = layout.style(16, YELLOW if moment.stage is Stage.LOWERING else WHITE)
    draw_text(image, STAGE_WORDS[moment.stage], (layout.px(MARGIN + PADDING), base), style)
    counter = f"{moment.rep.index}/{len(moment.set_report.reps)}"
    counter = f"set {moment.set_number} · {counter}" if set_count > 1 else f"rep {counter}"
    small = layout.style(13, PALE)
    right = layout.px(MARGIN + PANEL_WIDTH - PADDING)
    draw_text(image, counter, (right - text_width_px(counter, small), base), small)


def draw_clock(image: Image, moment: Moment, layout: Layout) -> None:
    """How long the lowering takes, and the bar on which the target is marked."""
    left, base = layout.px(MARGIN + PADDING), layout.px(MARGIN + 57)
    running = moment.stage is Stage.LOWERING
    large = layout.style(36, WHITE if running else PALE)
    clock = f"{moment.lowering_s:.1f}"
    draw_text(image, clock, (left, base), large)
    after = left + text_width_px(clock, large) + layout.px(4)
    target_s = moment.rep.target_s
    if target_s is None:
        draw_text(image, "s", (after, base), layout.style(16, PALE))
        return
    draw_text(image, f"of {target_s:g} s", (after, base), layout.style(16, PALE))
    draw_bar(image, moment, target_s, layout)


def draw_bar(image: Image, moment: Moment, target_s: float, layout: Layout) -> None:
    """The lowering so far; the zone that counts as on tempo is lighter, the target a line."""
    import cv2

    left, right = layout.px(MARGIN + PADDING), layout.px(MARGIN + PANEL_WIDTH - PADDING)
    top, bottom = layout.px(MARGIN + 69), layout.px(MARGIN + 81)

    def across(t_s: float) -> int:
        return left + round((right - left) * min(1.0, t_s / (BAR_REACH * target_s)))

    tolerance_s = moment.set_report.tolerance_s or 0.0
    cv2.rectangle(image, (left, top), (right, bottom), (90, 84, 78), -1)
    zone = across(target_s - tolerance_s), across(target_s + tolerance_s)
    cv2.rectangle(image, (zone[0], top), (zone[1], bottom), (150, 143, 135), -1)
    cv2.rectangle(image, (left, top), (across(moment.lowering_s), bottom), SKY_BLUE, -1)
    mark, reach = across(target_s), layout.px(3)
    cv2.line(image, (mark, top - reach), (mark, bottom + reach), DARK, layout.px(4))
    cv2.line(image, (mark, top - reach), (mark, bottom + reach), WHITE, layout.px(2))


def draw_verdict(image: Image, rep: Rep, top: int, layout: Layout) -> None:
    """A plate in the colour of the verdict, which its sign and words say too."""
    colour, text = VERDICT_COLOURS[rep.verdict], verdict_text(rep)
    style = layout.style(15, text_on(colour))
    left, height = layout.px(MARGIN), layout.px(CHIP_HEIGHT)
    width = text_width_px(text, style) + 2 * layout.px(PADDING)
    draw_plate(image, (left, top), (width, height), colour)
    draw_text(image, text, (left + layout.px(PADDING), top + layout.px(19)), style)


def verdict_text(rep: Rep) -> str:
    """As "✓ 2: 3.98 s, on tempo"; without a target the time alone."""
    sign = VERDICT_SIGNS[rep.verdict]
    number = f"{sign} {rep.index}:".strip()
    if rep.reason is not None:
        return f"{number} not graded"
    timed = f"{number} {rep.eccentric_s:.2f} s"
    if rep.error_s is None or rep.verdict is None:
        return timed
    if rep.verdict is Verdict.ON:
        return f"{timed}, on tempo"
    return f"{timed}, {abs(rep.error_s):.2f} s too {rep.verdict}"
