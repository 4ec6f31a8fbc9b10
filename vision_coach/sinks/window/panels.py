"""The few things each stage of a session shows, large enough for three metres.

The numbers and the one word that matters are at least 60 units high, of 720: on a laptop's screen
14 mm, which is 16 minutes of arc at three metres, three times what a healthy eye needs (5).
"""

from __future__ import annotations

from vision_coach.core.tempo import Verdict
from vision_coach.drawing.palette import (
    BLUISH_GREEN,
    DARK,
    GREY,
    ORANGE,
    PALE,
    SKY_BLUE,
    VERMILION,
    WHITE,
    text_on,
)
from vision_coach.live.state import LiveRep, LiveState, Phase, Stage
from vision_coach.sinks import pace, words
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.window.canvas import BOLD, CENTRE, HEIGHT, RIGHT, WIDTH, Box, Canvas
from vision_coach.sinks.window.pacing import draw_bar
from vision_coach.sinks.window.signs import COLOURS, draw_sign
from vision_coach.words import number, say

LEFT_COLUMN = Box(0, 0, 280, HEIGHT)
RIGHT_COLUMN = Box(850, 0, 430, HEIGHT)
MIDDLE_X = (LEFT_COLUMN.right + RIGHT_COLUMN.x) / 2
TRAINING_PICTURE = Box(268, 160, 594, 370)
"""Between the bar and the numbers: the whole body stays in sight, and nothing lies over it."""
FRAMING_PICTURE = Box(20, 20, WIDTH - 40, 464)
MESSAGE = Box(0, 504, WIDTH, 216)
WHOLE = Box(0, 0, WIDTH, HEIGHT)
PLATE = Box(RIGHT_COLUMN.x + 16, 500, RIGHT_COLUMN.width - 46, 190)
BARS_IN_TRAINING = Box(284, 556, 562, 134)
BARS_BELOW = Box(359, 540, 562, 134)
SHOWN_BARS = 8
LEAST_HEIGHT_FOR_SIGN = 40.0
"""A shorter bar has its sign above it."""


def draw_framing(canvas: Canvas, state: LiveState, picture: Box) -> None:
    """One thing to do at a time, and a frame around the picture: orange until all is well."""
    headline, hint = words.advice_words(state.advice)
    if not state.advice:
        colour = GREY
    else:
        colour = BLUISH_GREEN if state.advice[0] in words.PICTURE_IS_GOOD else ORANGE
    edge = Box(picture.x - 12, picture.y - 12, picture.width + 24, picture.height + 24)
    canvas.frame(edge, colour, 14)
    draw_message(canvas, headline, hint)
    canvas.text(say("live.keys"), (24, HEIGHT - 8), 22, GREY)
    draw_set_number(canvas, state)
    draw_exercise(canvas, state)


def draw_exercise(canvas: Canvas, state: LiveState) -> None:
    """What comes next, to the right of the picture, a word a line."""
    for line, word in enumerate(words.exercise_words(state).split()):
        place = (WIDTH - 30, 74 + 62 * line)
        canvas.text(word, place, 60, PALE, align=RIGHT, width=220)


def draw_message(canvas: Canvas, headline: str, hint: str) -> None:
    middle = MESSAGE.middle_x
    canvas.text(headline, (middle, HEIGHT - 112), 120, WHITE, align=CENTRE, weight=BOLD, width=1200)
    canvas.text(hint, (middle, HEIGHT - 40), 60, PALE, align=CENTRE, width=960)


def draw_countdown(canvas: Canvas, state: LiveState, _settings: DisplaySettings) -> None:
    x, y = WIDTH / 2, HEIGHT / 2
    canvas.disc(x, y, 290, DARK)
    left = state.countdown or 0
    canvas.arc(x, y, 265, left / 3, SKY_BLUE)
    canvas.text(str(left), (x, y + 152), 400, WHITE, align=CENTRE, weight=BOLD)


def draw_set_number(canvas: Canvas, state: LiveState) -> None:
    if state.sets_planned:
        canvas.text(say("live.set"), (30, 74), 60, PALE)
        text = f"{state.set_number}/{state.sets_planned}"
        canvas.text(text, (30, 166), 92, WHITE, weight=BOLD, width=170)


def draw_training(canvas: Canvas, state: LiveState) -> None:
    """The bar on the left, the time on the right, the phase in the middle."""
    draw_bar(canvas, state)
    word = words.stage_word(state.stage)
    canvas.text(word, (MIDDLE_X, 128), 128, WHITE, align=CENTRE, weight=BOLD, width=540)
    draw_count(canvas, state)
    draw_numbers(canvas, state)
    if not state.sure:
        draw_less_sure(canvas)
    elif state.exercise is None:
        box = BARS_IN_TRAINING
        hint, place = say("live.recognised_when"), (box.middle_x, box.bottom - 30)
        canvas.text(hint, place, 60, PALE, align=CENTRE, width=box.width)
    elif state.stage is not Stage.LOWERING:
        draw_bars(canvas, state.recent, BARS_IN_TRAINING)


def draw_numbers(canvas: Canvas, state: LiveState) -> None:
    """The time that matters now, in the right column."""
    if state.stage is Stage.LOWERING:
        draw_running_time(canvas, state)
    elif state.stage is Stage.BOTTOM and state.phase is not None:
        draw_pause(canvas, state.phase)
    elif state.recent and state.stage in (Stage.RISING, Stage.READY):
        draw_result(canvas, state.recent[-1])
    elif state.lowering_s is not None and state.stage is not Stage.READY:
        draw_running_time(canvas, state)
    elif state.tempo:
        x = RIGHT_COLUMN.middle_x
        canvas.text(say("live.tempo"), (x, 330), 60, PALE, align=CENTRE)
        canvas.text(state.tempo.text, (x, 440), 110, WHITE, align=CENTRE, weight=BOLD, width=390)


def draw_count(canvas: Canvas, state: LiveState) -> None:
    """The repetition under way, or the finished ones between two."""
    under_way = state.stage in (Stage.LOWERING, Stage.BOTTOM)
    index = state.rep_count + 1 if under_way else state.rep_count
    of = f"/{state.reps_planned}" if state.reps_planned else ""
    right = RIGHT_COLUMN.right - 34
    wide = canvas.text(of, (right, 128), 80, PALE, align=RIGHT)
    canvas.text(str(index), (right - wide - 8, 128), 128, WHITE, align=RIGHT, weight=BOLD)
    canvas.text(say("live.rep"), (RIGHT_COLUMN.x + 24, 128), 60, PALE)


def draw_running_time(canvas: Canvas, state: LiveState) -> None:
    draw_time(canvas, state.lowering_s, state.target_s)
    now = pace.pace_of(state)
    if now is not None:
        draw_plate(canvas, pace.VERDICTS[now], pace.pace_word(now), outlook(state))


def draw_pause(canvas: Canvas, phase: Phase) -> None:
    """The count of a held bottom; then the word that ends it."""
    draw_time(canvas, phase.elapsed_s, phase.target_s)
    if phase.is_over:
        draw_plate(canvas, Verdict.ON, words.stage_word(Stage.RISING), "")


def outlook(state: LiveState) -> str:
    """How long the whole lowering is going to be."""
    if state.predicted_s is None:
        return ""
    return say("live.outlook", predicted_s=state.predicted_s)


def draw_time(canvas: Canvas, seconds: float | None, target_s: float | None) -> None:
    x = RIGHT_COLUMN.middle_x
    text = "" if seconds is None else number(seconds, ".1f")
    canvas.text(text, (x, 392), 270, WHITE, align=CENTRE, weight=BOLD, width=400)
    if target_s is not None:
        canvas.text(say("live.target", target_s=target_s), (x, 478), 80, PALE, align=CENTRE)


def draw_result(canvas: Canvas, rep: LiveRep) -> None:
    draw_time(canvas, rep.eccentric_s, rep.target_s)
    if rep.verdict is not None:
        draw_plate(canvas, rep.verdict, words.verdict_word(rep.verdict), "")


def draw_plate(canvas: Canvas, verdict: Verdict, word: str, line: str) -> None:
    """Sign and word on the colour of a verdict, and a line below or the word's second half."""
    ground = COLOURS[verdict]
    ink = text_on(ground)
    canvas.fill(PLATE, ground, 24)
    upper, _, lower = (word, "", line) if line else word.partition(" ")
    x = PLATE.x + 118
    room = PLATE.width - 130
    draw_sign(canvas, verdict, PLATE.x + 62, PLATE.y + PLATE.height / 2, 84, ink)
    if lower:
        canvas.text(upper, (x, PLATE.y + 82), 82, ink, on=ground, weight=BOLD, width=room)
        canvas.text(lower, (x, PLATE.bottom - 26), 82, ink, on=ground, weight=BOLD, width=room)
    else:
        canvas.text(
            upper, (x, PLATE.y + PLATE.height / 2 + 36), 96, ink, on=ground, weight=BOLD, width=room
        )


def draw_bars(canvas: Canvas, reps: tuple[LiveRep, ...], box: Box) -> None:
    """The last repetitions: as high as their lowering was long, in the colour of their verdict."""
    shown = reps[-SHOWN_BARS:]
    if not shown:
        return
    longest_s = max([rep.eccentric_s for rep in shown] + [rep.target_s or 0.0 for rep in shown])
    slot = box.width / SHOWN_BARS
    floor = box.bottom - 32
    height = floor - box.y
    target_s = shown[-1].target_s
    if target_s is not None:
        y = floor - height * target_s / longest_s
        canvas.line([(box.x, y), (box.right, y)], PALE, 4)
    for place, rep in enumerate(shown):
        verdict = rep.verdict or Verdict.NOT_GRADED
        tall = max(10.0, height * rep.eccentric_s / longest_s)
        x = box.x + place * slot
        canvas.fill(Box(x + 7, floor - tall, slot - 14, tall), COLOURS[verdict], 8)
        if rep.verdict is not None:
            inside = tall > LEAST_HEIGHT_FOR_SIGN
            ink = text_on(COLOURS[verdict]) if inside else COLOURS[verdict]
            y = floor - tall / 2 if inside else floor - tall - 22
            draw_sign(canvas, verdict, x + slot / 2, y, 28, ink)
        text = f"{number(rep.eccentric_s, '.1f')} {say(f'live.sides.{rep.side}')}".rstrip()
        canvas.text(text, (x + slot / 2, box.bottom), 34, WHITE, align=CENTRE, width=slot - 10)


def draw_rest(canvas: Canvas, state: LiveState, _settings: DisplaySettings) -> None:
    x = WIDTH / 2
    draw_set_number(canvas, state)
    canvas.text(words.stage_word(Stage.REST), (x, 128), 128, SKY_BLUE, align=CENTRE, weight=BOLD)
    if state.rest_left_s is None:
        canvas.text(say("live.next_set"), (x, 330), 80, WHITE, align=CENTRE)
    else:
        left = words.clock(state.rest_left_s)
        canvas.text(left, (x, 400), 300, WHITE, align=CENTRE, weight=BOLD)
        following = say("live.next", exercise=words.exercise_words(state))
        canvas.text(following, (x, 490), 76, PALE, align=CENTRE, width=1200)
    draw_bars(canvas, state.recent, BARS_BELOW)


def draw_paused(canvas: Canvas, _state: LiveState, _settings: DisplaySettings) -> None:
    x = WIDTH / 2
    canvas.text(words.stage_word(Stage.PAUSED), (x, 390), 210, WHITE, align=CENTRE, weight=BOLD)
    canvas.text(say("live.go_on"), (x, 500), 80, PALE, align=CENTRE)
    canvas.text(say("live.keys"), (x, HEIGHT - 76), 36, PALE, align=CENTRE, width=1200)


def draw_finished(canvas: Canvas, state: LiveState, settings: DisplaySettings) -> None:
    """How it went, what is written, and how to go on: until a key is pressed."""
    x = WIDTH / 2
    canvas.text(words.stage_word(Stage.FINISHED), (x, 190), 170, WHITE, align=CENTRE, weight=BOLD)
    canvas.text(words.done_words(state), (x, 290), 76, WHITE, align=CENTRE, width=1200)
    if settings.files:
        kept = say("live.done.files", files=", ".join(settings.files))
        canvas.text(kept, (x, 366), 44, PALE, align=CENTRE, width=1200)
    canvas.text(say("live.done.close"), (x, 430), 44, PALE, align=CENTRE)
    draw_bars(canvas, state.recent, BARS_BELOW)


def draw_fault(
    canvas: Canvas, headline: str, hint: str, settings: DisplaySettings, kept: str
) -> None:
    """The camera shows nothing: say so over a dark picture."""
    x = WIDTH / 2
    canvas.polygon([(x, 60), (x - 100, 232), (x + 100, 232)], VERMILION)
    canvas.text("!", (x, 216), 130, WHITE, on=VERMILION, align=CENTRE, weight=BOLD)
    canvas.text(headline, (x, 390), 140, WHITE, align=CENTRE, weight=BOLD, width=1200)
    canvas.text(hint, (x, 490), 76, WHITE, align=CENTRE, width=1200)
    if settings.retry_in_s is not None:
        again = say("live.trying_again", wait_s=max(0.0, settings.retry_in_s))
        canvas.text(again, (x, 590), 56, PALE, align=CENTRE)
    canvas.text(kept, (x, 664), 56, PALE, align=CENTRE)


def draw_corner(canvas: Canvas, state: LiveState, settings: DisplaySettings) -> None:
    """Small, for whoever sets the camera up."""
    parts = []
    if state.frames_per_s is not None:
        parts.append(say("live.frames_per_s", frames_per_s=state.frames_per_s))
    if settings.delay_ms is not None:
        parts.append(say("live.delay", delay_ms=settings.delay_ms))
    parts += [say("live.sound_off")] * settings.muted
    parts += [say("live.recording_short")] * settings.recording
    canvas.text("   ".join(parts), (WIDTH - 24, HEIGHT - 8), 22, GREY, align=RIGHT)


def draw_less_sure(canvas: Canvas) -> None:
    plate = BARS_IN_TRAINING
    canvas.fill(Box(plate.x, plate.y + 20, plate.width, 84), ORANGE, 20)
    place = (plate.middle_x, plate.y + 78)
    canvas.text(
        say("live.less_sure"), place, 64, DARK, on=ORANGE, align=CENTRE, width=plate.width - 30
    )
