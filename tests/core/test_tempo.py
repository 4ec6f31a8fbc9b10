import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.core.errors import TempoError
from vision_coach.core.tempo import Tempo, Verdict, judge, parse_tempo, tolerance_for


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("4-1-1-0", (4.0, 1.0, 1.0, 0.0)),
        ("4110", (4.0, 1.0, 1.0, 0.0)),
        ("30X1", (3.0, 0.0, "X", 1.0)),
        ("30x1", (3.0, 0.0, "X", 1.0)),
        ("X-0-2-0", ("X", 0.0, 2.0, 0.0)),
        ("2.5-0.5-x-1", (2.5, 0.5, "X", 1.0)),
        ("10-0-10-0", (10.0, 0.0, 10.0, 0.0)),
        (" 4-1-1-0 ", (4.0, 1.0, 1.0, 0.0)),
        ("4", (4.0, None, None, None)),
        ("12", (12.0, None, None, None)),
        ("3.5", (3.5, None, None, None)),
        ("X", ("X", None, None, None)),
        ("4 1 1 0", (4.0, 1.0, 1.0, 0.0)),
        ("4/1/1/0", (4.0, 1.0, 1.0, 0.0)),
        ("4:1:1:0", (4.0, 1.0, 1.0, 0.0)),
        ("4\u22121\u22121\u22120", (4.0, 1.0, 1.0, 0.0)),
        ("4,1,1,0", (4.0, 1.0, 1.0, 0.0)),
        ("4, 1.5, X, 0", (4.0, 1.5, "X", 0.0)),
        ("4 \N{EN DASH} 1 \N{EN DASH} 1 \N{EN DASH} 0", (4.0, 1.0, 1.0, 0.0)),
        ("4s", (4.0, None, None, None)),
        ("4 s", (4.0, None, None, None)),
        ("4s-1s-1s-0s", (4.0, 1.0, 1.0, 0.0)),
        ("4 s 1 s 1 s 0 s", (4.0, 1.0, 1.0, 0.0)),
    ],
)
def test_every_notation(text, phases):
    tempo = parse_tempo(text)
    assert (tempo.eccentric, tempo.bottom_pause, tempo.concentric, tempo.top_pause) == phases


@pytest.mark.parametrize(
    "text",
    ["", "-", "4-1", "4-1-1", "4-1-1-0-2", "a", "4-1-1-", "--1-0", "-4", "4,5",
     "4-1-1-Y", "1e3", "nan", "inf", "X-X", "4,5-1-1-0", "4-1/1-0", "4s1", "Xs", "s", "411s0",
     "4 " * 100_000],
)  # fmt: skip
def test_a_wrong_tempo_is_refused_with_an_example(text):
    with pytest.raises(TempoError, match="4-1-1-0"):
        parse_tempo(text)


@pytest.mark.parametrize("text", ["4-1-1-0", "4 1 1 0", "4s/1s/1s/0s", "4,1,1,0"])
def test_a_tempo_is_shown_in_one_notation_however_it_was_written(text):
    assert parse_tempo(text).text == "4-1-1-0"


@pytest.mark.parametrize("text", ["0", "0-1-1-0", "0110"])
def test_a_lowering_takes_time(text):
    with pytest.raises(TempoError, match="longer than 0"):
        parse_tempo(text)


def test_a_phase_of_more_than_a_minute_is_a_slip_of_the_keyboard():
    assert parse_tempo("60").eccentric == 60
    for text in ("61", "4-1-1-100"):
        with pytest.raises(TempoError, match=f"'{text}'.*60 s"):
            parse_tempo(text)


def test_as_fast_as_possible_is_no_target_in_seconds():
    assert Tempo("X", "X").eccentric_target_s is None
    assert parse_tempo("4").eccentric_target_s == 4.0


@pytest.mark.parametrize(
    ("target_s", "tolerance_s"),
    [(1.0, 0.25), (1.6, 0.25), (2.0, 0.3), (4.0, 0.6), (10.0, 1.5)],
)
def test_tolerance_is_fifteen_percent_and_at_least_a_quarter_second(target_s, tolerance_s):
    assert tolerance_for(target_s) == pytest.approx(tolerance_s)


def test_a_tolerance_of_ones_own_replaces_the_rule():
    assert tolerance_for(4.0, 0.1) == 0.1
    assert tolerance_for(4.0, 0.0) == 0.0


@pytest.mark.parametrize(
    ("eccentric_s", "verdict"),
    [
        (3.39, Verdict.FAST),
        (3.4, Verdict.ON),  # a miss of exactly the tolerance
        (4.0, Verdict.ON),
        (4.6, Verdict.ON),
        (4.61, Verdict.SLOW),
        (0.3, Verdict.FAST),
        (60.0, Verdict.SLOW),
    ],
)
def test_verdicts_at_the_edges_of_a_four_second_lowering(eccentric_s, verdict):
    assert judge(eccentric_s, 4.0, 0.6) is verdict


@pytest.mark.parametrize(
    ("eccentric_s", "uncertainty_s", "verdict"),
    [
        (4.2, 0.4, Verdict.ON),  # 3.8 to 4.6 s: all of it within 3.4 to 4.6 s
        (4.2, 0.41, Verdict.UNSURE),
        (3.0, 0.39, Verdict.FAST),  # 2.61 to 3.39 s
        (3.09, 0.95, Verdict.UNSURE),  # 2.14 to 4.04 s: "fast" by -0.91 s says too much
        (5.1, 0.49, Verdict.SLOW),
        (5.1, 0.51, Verdict.UNSURE),
        (4.0, 3.0, Verdict.UNSURE),  # from fast to slow: what lies between is no verdict
    ],
)
def test_a_verdict_holds_for_the_whole_interval(eccentric_s, uncertainty_s, verdict):
    assert judge(eccentric_s, 4.0, 0.6, uncertainty_s) is verdict


@given(
    eccentric_s=st.floats(0.2, 20.0),
    uncertainty_s=st.floats(0.0, 3.0),
    share=st.floats(-1.0, 1.0),
)
def test_no_time_inside_the_interval_has_another_sure_verdict(eccentric_s, uncertainty_s, share):
    said = judge(eccentric_s, 4.0, 0.6, uncertainty_s)
    within = judge(eccentric_s + share * uncertainty_s, 4.0, 0.6)
    assert said in (within, Verdict.UNSURE)
