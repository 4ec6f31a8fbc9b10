"""Looking a session up by time; its repetitions take 2 s down, 0.5 s of pause and 1 s up."""

from dataclasses import replace

import pytest
from reports import rep, set_report

from vision_coach.core.report.timeline import Stage, Timeline

ONE = set_report(rep(1), rep(2))  # lowerings start at 4 s and 8 s
LATER = set_report(rep(5))  # at 20 s


@pytest.mark.parametrize(
    ("t_s", "stage", "index", "lowering_s", "judged"),
    [
        (4.0, Stage.LOWERING, 1, 0.0, None),
        (5.5, Stage.LOWERING, 1, 1.5, None),
        (6.0, Stage.BOTTOM, 1, 2.0, 1),
        (6.5, Stage.RISING, 1, 2.0, 1),
        (7.5, Stage.TOP, 1, 2.0, 1),
        (9.0, Stage.LOWERING, 2, 1.0, 1),
        (10.2, Stage.BOTTOM, 2, 2.0, 2),
        (11.5, Stage.DONE, 2, 2.0, 2),
        (19.9, Stage.DONE, 2, 2.0, 2),
    ],
)
def test_every_moment_has_its_phase_and_its_clock(t_s, stage, index, lowering_s, judged):
    moment = Timeline([ONE, LATER]).at(t_s)
    assert (moment.stage, moment.rep.index, moment.set_number) == (stage, index, 1)
    assert moment.lowering_s == pytest.approx(lowering_s)
    assert (moment.judged.index if moment.judged else None) == judged


def test_a_set_begins_without_a_verdict_from_the_one_before():
    moment = Timeline([ONE, LATER]).at(20.5)
    assert moment.set_number == 2
    assert moment.judged is None


def test_before_the_first_repetition_nothing_is_known():
    assert Timeline([ONE]).at(3.99) is None
    assert Timeline([]).at(10.0) is None


def test_a_lowering_into_the_hang_is_done_without_a_rise():
    hang = replace(rep(1), concentric_start_s=None, concentric_end_s=None)
    assert Timeline([set_report(hang)]).at(6.0).stage is Stage.DONE
    assert Timeline([set_report(hang, rep(2))]).at(6.0).stage is Stage.BOTTOM


def test_a_rise_that_the_video_cuts_off_goes_on():
    cut_off = replace(rep(1), concentric_end_s=None)
    assert Timeline([set_report(cut_off)]).at(99.0).stage is Stage.RISING
