from dataclasses import replace

import numpy as np
import pytest
from reports import rep, set_report
from stick_figure import StickFigure, along

from vision_coach.core.report.timeline import Timeline
from vision_coach.core.tempo import Verdict
from vision_coach.drawing.palette import SKY_BLUE, VERDICT_COLOURS
from vision_coach.drawing.panel import Corner, draw_moment, quiet_corner, verdict_text
from vision_coach.words import quoted

TARGET_S = 3.0


def judged(index, verdict=Verdict.FAST):
    return replace(rep(index), target_s=TARGET_S, verdict=verdict)


SET = set_report(judged(1), judged(2, Verdict.ON), tempo="3", tolerance_s=0.45)


def drawn(t_s, one=SET, size=(360, 640)):
    image = np.zeros((*size, 3), np.uint8)
    draw_moment(image, Timeline([one]).at(t_s), set_count=1)
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


def pose_at(x, y):
    pose = StickFigure("squat", along((0, 0))).pose(0.0)
    return replace(pose, points_px=np.tile([float(x), float(y)], (33, 1)))


@pytest.mark.parametrize(
    ("places", "corner"),
    [
        ([(320, 180)], Corner.UPPER_LEFT),
        ([(60, 60)], Corner.UPPER_RIGHT),
        ([(60, 60), (600, 60)], Corner.LOWER_LEFT),
        ([(60, 60), (600, 60), (60, 300)], Corner.LOWER_RIGHT),
        ([(60, 60)] * 2 + [(600, 60), (60, 300)] * 3 + [(600, 300)], Corner.LOWER_RIGHT),
    ],
)
def test_the_panel_stands_where_the_person_is_not(places, corner):
    assert quiet_corner([pose_at(*place) for place in places], (640, 360)) is corner


def test_nobody_is_in_no_corner():
    nobody = StickFigure("squat", along((0, 0)), seen=lambda _t_s: False).pose(0.0)
    assert quiet_corner([nobody], (640, 360)) is Corner.UPPER_LEFT
    assert quiet_corner([], (640, 360)) is Corner.UPPER_LEFT


@pytest.mark.parametrize("corner", Corner)
def test_in_every_corner_the_whole_panel_is_inside_the_picture(corner):
    image = np.full((360, 640, 3), 200, np.uint8)
    draw_moment(image, Timeline([SET]).at(6.2), 1, corner)
    changed = (image != 200).any(axis=-1)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert rows[0] >= 8
    assert rows[-1] < 352
    assert columns[0] >= 8
    assert columns[-1] < 632
    assert (columns[0] > 320) == corner.value[0]
    assert (rows[0] > 180) == corner.value[1]


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (judged(1, Verdict.FAST), "▲ 1: 2.00 s, 1.00 s too fast"),
        (replace(judged(2, Verdict.SLOW), target_s=1.5), "▼ 2: 2.00 s, 0.50 s too slow"),
        (judged(3, Verdict.ON), "✓ 3: 2.00 s, on tempo"),
        (judged(7, Verdict.UNSURE), "? 7: 2.00 s, not sure"),
        (replace(judged(4, Verdict.NOT_GRADED), reason=quoted("hidden")), "· 4: not graded"),
        (rep(5), "5: 2.00 s"),
        (replace(rep(6), reason=quoted("hidden")), "6: not graded"),
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
