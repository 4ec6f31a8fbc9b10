import numpy as np
import pytest

from vision_coach.core.tempo import Verdict
from vision_coach.drawing.palette import VERDICT_COLOURS, VERDICT_SIGNS, text_on
from vision_coach.drawing.text import (
    PLATE_BRIGHTNESS,
    Style,
    draw_plate,
    draw_text,
    text_width_px,
)

STYLE = Style(24)


def written(text, style=STYLE, place=(10, 50)):
    image = np.zeros((80, 400, 3), np.uint8)
    draw_text(image, text, place, style)
    return image


def columns_of(image):
    return np.flatnonzero(image.any(axis=(0, 2)))


@pytest.mark.parametrize("text", ["Lowering", "4.00 s", "✓ 2: 3.98 s", "Übung 李", "a b"])
def test_text_is_as_wide_as_it_was_said_to_be(text):
    columns = columns_of(written(text))
    assert columns[0] >= 10
    assert columns[-1] <= 10 + text_width_px(text, STYLE)
    assert columns[-1] >= 10 + text_width_px(text, STYLE) - 8


def test_a_running_clock_does_not_tremble():
    widths = {text_width_px(f"{tenths / 10:.1f} s", STYLE) for tenths in range(100)}
    assert len(widths) == 1


def test_letters_of_any_script_are_drawn():
    assert written("李").any()
    assert (written("李") != written("王")).any()


def test_every_verdict_has_its_own_sign_that_is_drawn():
    pictures = [written(sign).tobytes() for sign in VERDICT_SIGNS.values() if sign]
    assert len(set(pictures)) == len(Verdict)
    assert np.zeros((80, 400, 3), np.uint8).tobytes() not in pictures


@pytest.mark.parametrize("place", [(-500, 20), (390, 20), (10, 500), (10, -40)])
def test_text_outside_the_picture_is_cut_off(place):
    written("Lowering", place=place)


@pytest.mark.parametrize("size_px", [1, 2, 200])
def test_any_size_can_be_drawn(size_px):
    written("12.3 s", Style(size_px))


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it; colour: blue, green, red, 0 to 255."""
    parts = [value / 255 for value in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.0722 * linear[0] + 0.7152 * linear[1] + 0.2126 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", VERDICT_COLOURS.values())
def test_text_on_a_verdicts_colour_can_be_read(colour):
    """WCAG asks 3 : 1 of large, bold text."""
    assert contrast(text_on(colour), colour) >= 3.0


def test_white_text_on_a_plate_over_white_can_be_read():
    grey = round(255 * PLATE_BRIGHTNESS)
    assert contrast((255, 255, 255), (grey, grey, grey)) >= 4.5


def test_a_plate_darkens_what_is_under_it_and_nothing_else():
    image = np.full((100, 100, 3), 200, np.uint8)
    draw_plate(image, (20, 30), (50, 40))
    assert (image[50, 45] == 200 * PLATE_BRIGHTNESS).all()
    assert (image[30, 20] == 200).all()  # its corners are round
    inside = np.zeros((100, 100), bool)
    inside[30:70, 20:70] = True
    assert (image[~inside] == 200).all()


def test_a_coloured_plate_covers():
    image = np.full((100, 100, 3), 200, np.uint8)
    draw_plate(image, (20, 30), (50, 40), (1, 2, 3))
    assert tuple(image[50, 45]) == (1, 2, 3)


@pytest.mark.parametrize("corner", [(90, 90), (-20, -20), (200, 0), (0, 200)])
def test_a_plate_beyond_the_edge_is_cut_off(corner):
    draw_plate(np.zeros((100, 100, 3), np.uint8), corner, (50, 40))
