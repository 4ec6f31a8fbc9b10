from dataclasses import replace

import pytest
from reports import rep, set_report

from vision_coach.core.tempo import Verdict
from vision_coach.sinks.bars import phase_bars, share_bar, sparkline


def bars(*reps, width=80, **changes):
    return [line.plain for line in phase_bars(replace(set_report(*reps), **changes), width)]


def test_a_bar_is_as_long_as_its_phases():
    # 2 s down, 0.5 s pause, 1 s up, 0.5 s at the top, on 72 cells: 18 a second.
    line, legend = bars(rep(1))
    assert line == "  1  " + 36 * "█" + 9 * "░" + 18 * "▒" + 9 * "·"
    assert "lowering" in legend


def test_bars_share_one_scale():
    slow = replace(rep(2), eccentric_start_s=8.0, eccentric_end_s=12.0, concentric_start_s=None,
                   concentric_end_s=None, top_pause_s=None)  # fmt: skip
    first, second, _legend = bars(rep(1), slow)
    assert first.count("█") == 36
    assert second.count("█") == 72


def test_the_end_of_the_prescribed_lowering_is_marked():
    target = replace(rep(1), target_s=3.0, verdict=Verdict.FAST)
    line, legend = bars(target)
    assert line.index("┃") == 5 + 54
    assert "prescribed" in legend
    longer = replace(target, target_s=8.0)
    line, _legend = bars(longer)
    assert line.rstrip().endswith("┃")


def test_nothing_is_drawn_where_there_is_no_room_or_nothing_known():
    assert bars(rep(1), width=20) == []
    assert bars(replace(rep(1), eccentric_end_s=float("nan"))) == []


def test_a_long_set_is_drawn_so_far():
    lines = bars(*(rep(index) for index in range(1, 101)))
    assert len(lines) == 31
    assert "70 more" in lines[-1]


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "    "), (0.5, "██  "), (1, "████"), (0.28, "█▏  "), (7, "████"), (-1, "    ")],
)
def test_a_share_as_a_bar(share, text):
    assert share_bar(share, 4) == text


def test_a_sparkline_rises_with_its_values():
    assert sparkline([0, 3.5, 7]) == "▁▅█"
    assert sparkline([]) == ""
    assert sparkline([0.0, 0.0]) == "▁▁"
