"""When parts were not seen, around the moment that matters."""

import numpy as np
import pytest

from vision_coach.core.review.hidden_parts import span_s

T_S = np.arange(0, 10, 0.1)


def mask(*spans_s):
    middles = [(first + last) / 2 for first, last in spans_s]
    halves = [(last - first) / 2 + 0.01 for first, last in spans_s]
    return (np.abs(T_S[:, None] - middles) <= halves).any(axis=1)


@pytest.mark.parametrize(
    ("spans_s", "expected"),
    [
        ([(3.0, 6.0)], (3.0, 6.0)),
        ([(3.0, 4.2), (4.8, 6.0)], (3.0, 6.0)),  # a blink is no end
        ([(1.0, 2.0), (3.0, 6.0), (7.0, 8.0)], (3.0, 6.0)),  # other times are other troubles
        ([(3.0, 4.2), (5.2, 6.0)], (3.0, 6.0)),  # both touch the lowering
        ([(3.0, 9.9)], (3.0, None)),
        ([(3.0, 9.5)], (3.0, None)),  # a blink at the very end
        ([(0.0, 6.0)], (0.0, 6.0)),
        ([(8.0, 9.0)], (4.0, 5.5)),  # never in the lowering: the lowering itself
    ],
)
def test_the_span_reaches_beyond_the_lowering_as_far_as_the_trouble_does(spans_s, expected):
    lowering = slice(40, 56)
    found = span_s(T_S, mask(*spans_s), lowering)
    assert found == pytest.approx(expected) if expected[1] else found == (pytest.approx(3.0), None)
