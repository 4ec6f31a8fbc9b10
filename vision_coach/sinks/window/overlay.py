"""One picture of a live session: a pure function of the camera's picture and the state."""

from __future__ import annotations

import functools
from dataclasses import replace

import cv2
import numpy as np

from vision_coach.core.body.pose import Image, Pose
from vision_coach.drawing.palette import DARK
from vision_coach.drawing.skeleton import body_px, draw_skeleton, line_width_px
from vision_coach.live.state import LiveState, Stage
from vision_coach.sinks import words
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.window import panels
from vision_coach.sinks.window.canvas import HEIGHT, WIDTH, Box, Canvas
from vision_coach.words import say

FROM_AFAR = 1.8
"""Bones are this much thicker than in a picture that is looked at from near."""
TRAINING = (Stage.READY, Stage.LOWERING, Stage.BOTTOM, Stage.RISING)
BEHIND_TEXT = 0.3
"""Brightness of a picture that has text over it."""


def overlay(image: Image | None, state: LiveState | None, settings: DisplaySettings) -> Image:
    """What the window shows; shape (720, 1280, 3).

    image: the camera's last picture, None before the first. state: None before the first pose.
    """
    canvas = Canvas(empty_canvas().copy())
    if settings.status.fault is not None:
        headline, hint = words.fault_words(settings.status.fault)
        panels.draw_fault(canvas, headline, hint, settings, kept_words(state))
    elif state is None or image is None:
        panels.draw_message(canvas, *words.opening_words())
    elif state.stage in TRAINING:
        draw_picture(canvas, image, panels.TRAINING_PICTURE, state.pose, settings)
        panels.draw_training(canvas, state)
        panels.draw_corner(canvas, state, settings)
    elif state.stage is Stage.FRAMING:
        box = draw_picture(canvas, image, panels.FRAMING_PICTURE, state.pose, settings)
        panels.draw_framing(canvas, state, box)
        panels.draw_corner(canvas, state, settings)
    else:
        if state.stage is Stage.COUNTDOWN:
            dark = np.asarray(cv2.convertScaleAbs(image, alpha=BEHIND_TEXT), dtype=np.uint8)
            draw_picture(canvas, dark, panels.WHOLE, None, settings)
        OTHERS[state.stage](canvas, state, settings)
        if state.stage is not Stage.COUNTDOWN:
            panels.draw_corner(canvas, state, settings)
    return canvas.image


@functools.cache
def empty_canvas() -> Image:
    """Kept: filling one takes longer than copying it."""
    return np.full((HEIGHT, WIDTH, 3), DARK, np.uint8)


OTHERS = {
    Stage.COUNTDOWN: panels.draw_countdown,
    Stage.REST: panels.draw_rest,
    Stage.PAUSED: panels.draw_paused,
    Stage.FINISHED: panels.draw_finished,
}


def kept_words(state: LiveState | None) -> str:
    if state is None or not state.rep_count:
        return ""
    return say("live.kept", repetitions=say("report.repetitions", count=state.rep_count))


def draw_picture(
    canvas: Canvas, image: Image, box: Box, pose: Pose | None, settings: DisplaySettings
) -> Box:
    """Draw the picture as large as it fits into `box`, with the skeleton of `pose` on it.

    Returns where it came to lie.
    """
    high, wide = image.shape[:2]
    scale = min(box.width / wide, box.height / high) * canvas.scale
    width, height = round(wide * scale), round(high * scale)
    left = round(canvas.scale * box.middle_x - width / 2)
    top = round(canvas.scale * (box.y + box.height / 2) - height / 2)
    inside = canvas.image[top : top + height, left : left + width]
    cv2.resize(image, (width, height), dst=inside, interpolation=cv2.INTER_LINEAR)
    if settings.mirrored:
        cv2.flip(inside, 1, dst=inside)
    if pose is not None:
        points = pose.points_px * scale
        if settings.mirrored:
            points[:, 0] = width - points[:, 0]
        placed = replace(pose, points_px=points)
        line_px = FROM_AFAR * line_width_px(height, body_px(placed))
        draw_skeleton(inside, placed, settings.emphasis, line_px)
    return Box(*(side / canvas.scale for side in (left, top, width, height)))
