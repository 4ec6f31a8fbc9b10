"""Colours that everybody can read, on a screen by day and by night and on paper."""

import re

import pytest

from vision_coach.export.html.document import STYLE

TEXT, MARK = 4.5, 3.0
"""Least contrast of text and of marks (WCAG 2.2, 1.4.3 and 1.4.11)."""
PAIRS = [
    ("ink", "page", TEXT),
    ("ink", "card", TEXT),
    ("ink", "warn", TEXT),
    ("ink", "eccentric-soft", TEXT),
    ("ink", "third-1", TEXT),
    ("ink", "third-2", TEXT),
    ("on-dark", "third-3", TEXT),
    ("on-dark", "eccentric", TEXT),
    ("soft", "page", TEXT),
    ("soft", "card", TEXT),
    ("eccentric", "page", TEXT),
    ("on", "page", TEXT),
    ("fast", "page", TEXT),
    ("slow", "page", TEXT),
    ("none", "page", TEXT),
    ("on", "on-fill", MARK),
    ("fast", "fast-fill", MARK),
    ("slow", "slow-fill", MARK),
    ("none", "none-fill", MARK),
    ("target", "band", MARK),
    ("target", "page", MARK),
    ("curve", "eccentric-soft", MARK),
    ("eccentric", "eccentric-soft", MARK),
]


def schemes():
    """The colours of the light and of the dark scheme, by name."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", light))
    return {"light": colours, "dark": colours | dict(re.findall(r"--([\w-]+): (#\w+);", dark))}


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme, front, back, least):
    colours = schemes()[scheme]
    low, high = sorted((luminance(colours[front]), luminance(colours[back])))
    assert (high + 0.05) / (low + 0.05) >= least


def test_every_colour_has_its_dark_counterpart():
    light, dark = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    assert re.findall(r"--([\w-]+):", light) == re.findall(r"--([\w-]+):", dark)
