from dataclasses import replace

import numpy as np
import pytest
from reports import rep, set_report

from vision_coach.core.moments import Moments
from vision_coach.core.tempo import Verdict
from vision_coach.drawing.annotation import draw_moment, verdict_text
from vision_coach.drawing.palette import SKY_BLUE, VERDICT_COLOURS

TARGET_S = 3.0


def judged(index, verdict=Verdict.FAST):
    return replace(rep(index), target_s=TARGET_S, verdict=verdict)


SET = set_report(judged(1), judged(2, Verdict.ON), tempo="3", tolerance_s=0.45)


def drawn(t_s, one=SET, size=(360, 640)):
    image = np.zeros((*size, 3), np.uint8)
    draw_moment(image, Moments([one]).at(t_s), set_count=1)
    return image


def longest_run_px(image, colour):
    """Of the bar: the most pixels of `colour` in a row."""
    return int((image == colour).all(axis=-1).sum(axis=1).max())


def test_the_bar_grows_evenly_with_the_lowering():
    lengths = [longest_run_px(drawn(4.0 + t_s), SKY_BLUE) for t_s in (0.5, 1.0, 1.5)]
    assert lengths[1] == pytest.approx(2 * lengths[0], abs=2)
    assert lengths[2] == pytest.approx(3 * lengths[0], abs=2)


def test_the_clock_is_at_the_mark_when_the_target_is_reached():
    """The bar reaches to one and a half targets, here 4.5 s."""
    slow = replace(judged(1, Verdict.SLOW), eccentric_end_s=9.9, concentric_start_s=10.0)
    one = set_report(slow, tempo="3", tolerance_s=0.45)
    whole = longest_run_px(drawn(4.0 + 4.5, one), SKY_BLUE)
    at_target = longest_run_px(drawn(4.0 + 3.0, one), SKY_BLUE)
    # The mark itself, a few pixels wide, covers the bar.
    assert at_target == pytest.approx(whole * 3 / 4.5, abs=6)


def test_the_last_verdict_stays_until_the_next_lowering_is_over():
    fast, on = (VERDICT_COLOURS[verdict] for verdict in (Verdict.FAST, Verdict.ON))
    for t_s, shown in ((5.0, None), (6.2, fast), (9.0, fast), (10.1, on)):
        colours = [c for c in (fast, on) if longest_run_px(drawn(t_s), c) > 50]
        assert colours == ([shown] if shown else []), t_s


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (judged(1, Verdict.FAST), "▲ 1: 2.00 s, 1.00 s too fast"),
        (replace(judged(2, Verdict.SLOW), target_s=1.5), "▼ 2: 2.00 s, 0.50 s too slow"),
        (judged(3, Verdict.ON), "✓ 3: 2.00 s, on tempo"),
        (replace(judged(4, Verdict.NOT_GRADED), reason="hidden"), "· 4: not graded"),
        (rep(5), "5: 2.00 s"),
        (replace(rep(6), reason="hidden"), "6: not graded"),
    ],
)
def test_a_verdict_in_words(one, text):
    assert verdict_text(one) == text


@pytest.mark.parametrize("size", [(48, 48), (48, 640), (640, 48), (360, 480), (1920, 1080)])
@pytest.mark.parametrize("tempo", [None, "3"])
def test_any_picture_can_be_drawn_on(size, tempo):
    one = SET if tempo else set_report(rep(1), rep(2))
    assert drawn(6.2, one, size).any()


def test_it_takes_the_same_share_of_a_small_and_of_a_large_picture():
    shares = [(drawn(6.2, size=size) > 0).mean() for size in ((360, 640), (1080, 1920))]
    assert shares[0] == pytest.approx(shares[1], rel=0.1)
