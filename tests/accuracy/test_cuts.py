"""Cuts against those that readers saw."""

from accuracy.cuts import Cuts, cuts_in
from stick_figure import StickFigure, along


def test_a_cut_is_found_within_two_frames_and_the_first_frame_is_none():
    figure = StickFigure("squat", along((0, 0), (4, 0)), cuts_s=(0.0, 1.0, 2.0, 3.0))
    poses = list(figure.poses(4, fps=30))
    # Marked at 30, 60 and 90; the reader saw one at 31 and one at 64.
    assert cuts_in((31, 64), poses) == Cuts(true=2, found=1, added=2, frames=120)
    assert cuts_in((31, 64), poses, [(0.5, 2.5)]).added == 1
    assert cuts_in((), poses[:20]) == Cuts(0, 0, 0, 20)
