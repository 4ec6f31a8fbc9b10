"""Frames one at a time against the file, with a stick figure in every picture."""

import pytest
from accuracy import live_order
from figure_engine import FigureEngine
from stick_figure import StickFigure, along, repetitions


@pytest.fixture
def seen(see, monkeypatch):
    """Call it with the figure of the file and that of the frames in live order."""

    def show(in_file, live):
        monkeypatch.setattr(live_order, "start_engine", lambda _engine: FigureEngine(live))
        see(in_file)

    return show


def test_both_orders_give_the_same_sets(seen, clip):
    figure = StickFigure("squat", along(*repetitions(3)), jitter_px=0.7)
    seen(figure, figure)
    (one,) = live_order.in_live_order(clip, "squat", "mediapipe")
    assert len(one.reps) == 3
    assert live_order.is_alike(clip, "squat", "mediapipe")


def test_a_difference_is_seen(seen, clip):
    slower = repetitions(3, eccentric_s=2.05)
    seen(StickFigure("squat", along(*repetitions(3))), StickFigure("squat", along(*slower)))
    assert not live_order.is_alike(clip, "squat", "mediapipe")


def test_nothing_found_is_nothing_shown(seen, clip):
    nobody = StickFigure("squat", along(*repetitions(3)), seen=lambda _t_s: False)
    seen(nobody, nobody)
    assert not live_order.is_alike(clip, "squat", "mediapipe")
