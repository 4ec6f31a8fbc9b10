import io
from dataclasses import replace

import pytest
from reports import rep, session, set_report
from rich.console import Console

from vision_coach.core.report.session import Summary
from vision_coach.core.tempo import Verdict
from vision_coach.sinks.terminal import phase, print_session, progress_bar
from vision_coach.words import quoted


def shown(one, width=120):
    target = io.StringIO()
    print_session(Console(file=target, width=width), one)
    return target.getvalue()


def judged(index, verdict, **changes):
    return replace(rep(index), target_s=3.0, verdict=verdict, **changes)


def test_a_set_is_a_heading_a_row_for_each_repetition_and_a_summary():
    lines = shown(session(set_report(rep(1), rep(2)))).splitlines()
    assert lines[0] == "Squat, seen from the side"
    assert [line.split()[0] for line in lines[2:4]] == ["1", "2"]
    assert "2.00 s" in lines[2]
    assert "under tension" in lines[4]


@pytest.mark.parametrize(
    ("verdict", "word"),
    [(Verdict.ON, "on"), (Verdict.FAST, "fast"), (Verdict.SLOW, "slow")],
)
def test_a_verdict_is_a_word_and_a_sign_besides_its_colour(verdict, word):
    text = shown(session(set_report(judged(1, verdict), tempo="3", tolerance_s=0.45)))
    assert f"✓ {word}" in text or f"▲ {word}" in text or f"▼ {word}" in text
    assert "-1.00" in text
    assert "tempo 3 (lowering ± 0.45 s)" in text


def test_a_pause_that_missed_the_tempo_carries_its_sign():
    missed = replace(judged(1, Verdict.ON), bottom_pause_verdict=Verdict.SLOW)
    assert phase(missed.bottom_pause_s, missed.bottom_pause_verdict).plain == "0.50 s ▼"
    assert phase(0.5, Verdict.ON).plain == phase(0.5, Verdict.UNSURE).plain == "0.50 s"
    assert phase(None, None).plain == ""


def test_what_is_not_graded_says_why_and_has_no_error():
    hidden = judged(1, Verdict.NOT_GRADED, reason=quoted("the arm is hidden"), flags=("truncated",))
    text = shown(session(set_report(hidden, tempo="3")))
    assert "not graded" in text
    assert "truncated; the arm is hidden" in text
    assert "-1.00" not in text


def test_a_lowering_on_the_hundredth_has_no_minus_sign():
    near = judged(1, Verdict.ON, eccentric_start_s=4.001, eccentric_end_s=7.0)
    text = shown(session(set_report(near, tempo="3", tolerance_s=0.45)))
    assert "+0.00" in text
    assert "-0.00" not in text


def test_what_is_not_known_is_left_empty():
    odd = replace(rep(1), eccentric_uncertainty_s=float("nan"), top_deg=float("nan"))
    summary = Summary(1, 1, float("nan"), float("nan"), None, None, float("nan"))
    text = shown(session(replace(set_report(odd), summary=summary, tolerance_s=float("nan"))))
    assert "nan" not in text


def test_columns_without_content_are_left_out():
    text = shown(session(set_report(rep(1))))
    assert "verdict" not in text
    assert "target" not in text
    assert "note" not in text


def test_nothing_is_lost_on_a_narrow_terminal():
    text = shown(session(set_report(judged(1, Verdict.FAST), tempo="3")), width=80)
    assert "fast" in text
    assert "2.00 s" in text
    assert "…" not in text


def test_several_sets_are_numbered():
    text = shown(session(set_report(), set_report()))
    assert "Set 1 of 2: Squat" in text
    assert "Set 2 of 2: Squat" in text


def test_warnings_are_shown_as_they_are():
    assert "! a [b] c" in shown(session(warnings=(quoted("a [b] c"),)))


def test_no_progress_bar_where_nobody_sees_it():
    target = io.StringIO()
    with progress_bar(Console(file=target), "a[/b].mp4") as advance:
        advance(1, None)
        advance(2, 10)
    assert target.getvalue() == ""


def test_a_progress_bar_shows_the_name_as_it_is():
    target = io.StringIO()
    console = Console(file=target, force_terminal=True, width=100)
    with progress_bar(console, "a[/b].mp4") as advance:
        advance(5, 10)
    assert "a[/b].mp4" in target.getvalue()
