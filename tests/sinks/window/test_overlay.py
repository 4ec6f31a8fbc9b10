"""What stands where in the window, and in which colour."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from stick_figure import StickFigure, along

from vision_coach.core.tempo import Verdict, parse_tempo
from vision_coach.drawing.palette import DARK, WHITE, YELLOW, text_on
from vision_coach.drawing.skeleton import Emphasis
from vision_coach.exercises import load_exercise
from vision_coach.live.source_status import Fault, SourceStatus
from vision_coach.live.state import Advice, LiveRep, LiveState, Stage
from vision_coach.sinks import words
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.pace import Pace, pace_of
from vision_coach.sinks.window.canvas import HEIGHT, WIDTH, text_width
from vision_coach.sinks.window.overlay import overlay
from vision_coach.sinks.window.pacing import BAR
from vision_coach.sinks.window.panels import PLATE, RIGHT_COLUMN, TRAINING_PICTURE
from vision_coach.sinks.window.signs import COLOURS

FIGURE = StickFigure("squat", along((0, 0)))
POSE = FIGURE.pose(0.0)
SQUAT = load_exercise("squat")
LOOK = DisplaySettings(Emphasis(SQUAT.joint, (0.9, 0.1)), delay_ms=40.0)
GREY_PICTURE = np.full((480, 640, 3), 128, np.uint8)


def reps(*verdicts):
    return tuple(
        LiveRep(number, 1, 10.0 * number, 10.0 * number + 3, 4.0, verdict, sure=True)
        for number, verdict in enumerate(verdicts, start=1)
    )


def state(stage=Stage.LOWERING, **changes):
    usual = {
        "depth": 0.5,
        "target_depth": 0.5,
        "lowering_s": 2.0,
        "target_s": 4.0,
        "tempo": parse_tempo("4-1-1-0"),
        "exercise": SQUAT,
        "predicted_s": 4.0,
        "outlook": Verdict.ON,
        "countdown": 2,
        "rest_left_s": 30.0,
        "sets_planned": 3,
        "reps_planned": 8,
        "frames_per_s": 30.0,
    }
    return LiveState(t_s=0.0, stage=stage, pose=POSE, **(usual | changes))


def bar_colour(picture, depth):
    """In the middle of the bar, at a depth."""
    return tuple(picture[round(BAR.y + depth * BAR.height), round(BAR.middle_x) - 50])


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_picture_of_its_own_and_nothing_given_is_changed(stage):
    image, pose = GREY_PICTURE.copy(), FIGURE.pose(0.0)
    given = replace(state(stage), pose=pose)
    picture = overlay(image, given, LOOK)
    assert picture.shape == (HEIGHT, WIDTH, 3)
    np.testing.assert_array_equal(image, GREY_PICTURE)
    np.testing.assert_array_equal(pose.points_px, POSE.points_px)
    np.testing.assert_array_equal(picture, overlay(image, given, LOOK))
    others = [overlay(image, state(other), LOOK) for other in Stage if other is not stage]
    assert all((picture != other).any() for other in others)


def test_the_bar_ends_where_the_body_is_and_the_line_is_where_it_should_be():
    picture = overlay(GREY_PICTURE, state(depth=0.7, target_depth=0.4, outlook=Verdict.FAST), LOOK)
    fast = COLOURS[Verdict.FAST]
    assert bar_colour(picture, 0.2) == fast
    assert bar_colour(picture, 0.4) == WHITE
    assert bar_colour(picture, 0.6) == fast
    assert bar_colour(picture, 0.8) == DARK


@pytest.mark.parametrize(
    ("outlook", "pace"),
    [(Verdict.ON, Pace.ON), (Verdict.FAST, Pace.AHEAD), (Verdict.SLOW, Pace.BEHIND)],
)
def test_the_pace_is_the_verdict_that_is_to_come(outlook, pace):
    assert pace_of(state(outlook=outlook)) is pace


@pytest.mark.parametrize(
    "unknown",
    [{"outlook": None}, {"stage": Stage.RISING}],
)
def test_where_nothing_can_be_foretold_there_is_no_pace(unknown):
    assert pace_of(state(**unknown)) is None


def plate_colour(picture):
    return tuple(picture[round(PLATE.y + 12), round(PLATE.middle_x)])


@pytest.mark.parametrize("verdict", [Verdict.ON, Verdict.FAST, Verdict.SLOW])
def test_during_the_lowering_the_plate_has_the_colour_of_the_pace(verdict):
    picture = overlay(GREY_PICTURE, state(outlook=verdict), LOOK)
    assert plate_colour(picture) == COLOURS[verdict]


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("stage", [Stage.RISING, Stage.READY])
def test_after_the_repetition_the_plate_has_the_colour_of_its_verdict(verdict, stage):
    picture = overlay(GREY_PICTURE, state(stage, recent=reps(Verdict.ON, verdict)), LOOK)
    assert plate_colour(picture) == COLOURS[verdict]


def test_without_a_target_nothing_is_judged():
    plain = state(target_depth=None, target_s=None, predicted_s=None, outlook=None)
    assert plate_colour(overlay(GREY_PICTURE, plain, LOOK)) == DARK


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_hides_the_picture_and_says_what_is_kept(fault):
    settings = replace(LOOK, status=SourceStatus(fault), retry_in_s=2.0)
    shown = overlay(GREY_PICTURE, state(rep_count=3), settings)
    assert not (shown == 128).all(axis=2).any()
    assert (shown != overlay(GREY_PICTURE, state(rep_count=4), settings)).any()
    assert overlay(None, None, settings).shape == (HEIGHT, WIDTH, 3)


def test_before_the_first_picture_something_is_said():
    assert (overlay(None, None, LOOK) == WHITE).all(axis=2).any()


def half_dark():
    picture = np.full((480, 640, 3), 200, np.uint8)
    picture[:, :320] = 40
    return picture


def test_mirroring_turns_the_picture_and_not_the_words():
    usual = overlay(half_dark(), state(), LOOK)
    mirrored = overlay(half_dark(), state(), replace(LOOK, mirrored=True))
    row = round(TRAINING_PICTURE.y + 10)
    left, right = round(TRAINING_PICTURE.x + 80), round(TRAINING_PICTURE.right - 80)
    assert usual[row, left, 0] == mirrored[row, right, 0] == 40
    column = slice(round(RIGHT_COLUMN.x), WIDTH)
    np.testing.assert_array_equal(usual[:, column], mirrored[:, column])


def where(picture, colour):
    rows, columns = np.nonzero((picture == colour).all(axis=2))
    return rows.mean(), columns.mean()


def test_the_skeleton_is_mirrored_with_the_person():
    squatting = replace(state(), pose=StickFigure("squat", along((0, 1))).pose(0.0))
    usual = where(overlay(GREY_PICTURE, squatting, LOOK), YELLOW)
    mirrored = where(overlay(GREY_PICTURE, squatting, replace(LOOK, mirrored=True)), YELLOW)
    middle = TRAINING_PICTURE.middle_x
    assert usual[1] - middle == pytest.approx(middle - mirrored[1], abs=2)
    assert abs(usual[1] - middle) > 10


def test_nobody_in_the_picture_means_no_skeleton():
    hidden = StickFigure("squat", along((0, 0)), seen=lambda _t_s: False)
    picture = overlay(GREY_PICTURE, replace(state(), pose=hidden.pose(0.0)), LOOK)
    assert not (picture == YELLOW).all(axis=2).any()


@pytest.mark.parametrize("size", [(480, 640), (1080, 1920), (1280, 720), (48, 48)])
def test_every_shape_of_picture_fits(size):
    for stage in (Stage.FRAMING, Stage.LOWERING, Stage.REST):
        picture = overlay(np.full((*size, 3), 128, np.uint8), state(stage), LOOK)
        assert picture.shape == (HEIGHT, WIDTH, 3)


def test_every_advice_fault_and_verdict_has_short_words():
    assert all(words.stage_word(stage) for stage in Stage)
    assert all(words.verdict_word(verdict) for verdict in Verdict)
    messages = [words.advice_words((advice,)) for advice in Advice]
    messages += [words.fault_words(fault) for fault in Fault]
    for headline, _hint in messages:
        assert len(headline.split()) <= 3
        assert text_width(headline, 100, 800) < WIDTH


@pytest.mark.parametrize(
    ("seconds", "shown"), [(75.2, "1:16"), (60.0, "1:00"), (0.4, "0:01"), (0.0, "0:00")]
)
def test_a_rest_counts_down_to_nought(seconds, shown):
    assert words.clock(seconds) == shown


# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear red-green-blue.
COLOUR_BLIND = {
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def linear(colour):
    share = np.array(colour[::-1]) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* of linear sRGB, white D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    share = to_xyz @ rgb.clip(0, 1) / (to_xyz @ np.ones(3))
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("kind", COLOUR_BLIND)
def test_verdicts_can_be_told_apart_by_colour_blind_eyes(kind):
    sight = np.array(COLOUR_BLIND[kind])
    seen = [lab(sight @ linear(colour)) for colour in dict.fromkeys(COLOURS.values())]
    assert len(seen) == 4  # without a verdict, for whatever reason, is one look
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(one - other) > 15  # a difference of 2.3 is just noticeable


def luminance(colour):
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))


@pytest.mark.parametrize("verdict", Verdict)
def test_words_on_the_colours_have_contrast(verdict):
    lighter, darker = sorted(
        (luminance(COLOURS[verdict]), luminance(text_on(COLOURS[verdict]))), reverse=True
    )
    assert (lighter + 0.05) / (darker + 0.05) >= 3  # WCAG 2.2, large letters
