"""Where the body is and where it should be: one tall bar, top of the movement at its top."""

from __future__ import annotations

from vision_coach.drawing.palette import DARK, GREY, SKY_BLUE, WHITE
from vision_coach.live.state import LiveState, Stage
from vision_coach.sinks import pace
from vision_coach.sinks.window.canvas import Box, Canvas
from vision_coach.sinks.window.signs import COLOURS

BAR = Box(78, 64, 124, 592)
RADIUS = 26.0
TARGET_HALF_WIDTH = 112.0


def draw_bar(canvas: Canvas, state: LiveState) -> None:
    """The bar fills down to the body; the white line is where its edge should be."""
    canvas.fill(Box(BAR.x - 8, BAR.y - 8, BAR.width + 16, BAR.height + 16), WHITE, RADIUS + 8)
    canvas.fill(BAR, DARK, RADIUS)
    for share in (0.25, 0.5, 0.75):
        y = BAR.y + share * BAR.height
        canvas.line([(BAR.x + 30, y), (BAR.right - 30, y)], GREY, 4)
    if state.depth is not None:
        depth = min(1.0, max(0.04, state.depth))
        now = pace.pace_of(state)
        colour = COLOURS[pace.VERDICTS[now]] if now else SKY_BLUE
        canvas.fill(Box(BAR.x, BAR.y, BAR.width, depth * BAR.height), colour, RADIUS)
    if state.stage is Stage.LOWERING and state.target_depth is not None:
        draw_target(canvas, BAR.y + min(1.0, max(0.0, state.target_depth)) * BAR.height)


def draw_target(canvas: Canvas, y: float) -> None:
    left, right = BAR.middle_x - TARGET_HALF_WIDTH, BAR.middle_x + TARGET_HALF_WIDTH
    for width, colour in ((24, DARK), (12, WHITE)):
        canvas.line([(BAR.x - 14, y), (BAR.right + 14, y)], colour, width)
    for outer, tip in ((left, BAR.x - 10), (right, BAR.right + 10)):
        back = 8 if outer < tip else -8
        canvas.polygon([(tip + back, y), (outer - back, y - 40), (outer - back, y + 40)], DARK)
        canvas.polygon([(tip, y), (outer, y - 28), (outer, y + 28)], WHITE)
