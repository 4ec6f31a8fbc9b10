"""How a verdict looks from afar: its colour, what is written on it, and a sign."""

from __future__ import annotations

from vision_coach.core.tempo import Verdict
from vision_coach.drawing.palette import PALE, VERDICT_COLOURS, Colour
from vision_coach.sinks.window.canvas import Canvas

COLOURS: dict[Verdict, Colour] = {verdict: VERDICT_COLOURS[verdict] for verdict in Verdict} | {
    # On large plates: eyes that do not see red take a middle grey for the green.
    Verdict.UNSURE: PALE,
    Verdict.NOT_GRADED: PALE,
}


def draw_sign(
    canvas: Canvas, verdict: Verdict, x: float, y: float, size: float, ink: Colour
) -> None:
    """A tick, a triangle up (fast) or down (slow), or a bar (no verdict), around (x, y)."""
    half = size / 2
    if verdict is Verdict.ON:
        tick = [(x - half, y), (x - size * 0.15, y + half * 0.75), (x + half, y - half * 0.75)]
        canvas.line(tick, ink, size * 0.2)
    elif verdict in (Verdict.UNSURE, Verdict.NOT_GRADED):
        canvas.line([(x - half * 0.8, y), (x + half * 0.8, y)], ink, size * 0.2)
    else:
        up = -1 if verdict is Verdict.FAST else 1
        tip, base = y + up * half * 0.85, y - up * half * 0.75
        canvas.polygon([(x, tip), (x - half, base), (x + half, base)], ink)
