"""The page that puts sessions side by side."""

import math
from dataclasses import replace

from html_reading import SVG, parsed, words_of
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import rep, session, set_report, source
from test_page import HOSTILE, check_safe, long_set

from vision_coach.core.report.session import Summary
from vision_coach.export.html import comparison_text


def test_two_sessions_of_two_exercises():
    first = session(long_set(4), source=source(file="a.mp4"))
    second = session(
        long_set(5), replace(set_report(), exercise="push_up"), source=source(file="b.mp4")
    )
    tree = parsed(comparison_text([first, second]))
    check_safe(tree)
    words = words_of(tree)
    assert words.count("The sessions") == 2
    assert "Done in one session only." in words
    assert "a.mp4" in words
    assert "From the first to the last session" in words


def test_the_table_holds_the_summaries():
    one = session(long_set(4), source=source(file="a.mp4"))
    mean_s = one.sets[0].summary.eccentric_mean_s
    assert f"{mean_s:.2f}" in words_of(parsed(comparison_text([one, one]))).split()


def test_markup_in_names_is_shown_and_not_obeyed():
    one = session(
        replace(set_report(), exercise=HOSTILE),
        source=source(file=HOSTILE),
        athlete=HOSTILE,
        recorded_at=HOSTILE,
    )
    tree = parsed(comparison_text([one, one]))
    check_safe(tree)
    assert HOSTILE in words_of(tree)


def test_sessions_without_repetitions():
    tree = parsed(comparison_text([session(), session(source=source(file=None))]))
    check_safe(tree)
    assert "no repetition" in words_of(tree)


def test_two_hundred_sessions():
    tree = parsed(comparison_text([session(set_report(rep(1), rep(2)))] * 200))
    check_safe(tree)
    # The first chart: a dot for each repetition and a disc for each mean.
    assert sum(1 for _circle in tree.iter(f"{SVG}circle")) <= 602


NUMBERS = st.none() | st.floats() | st.sampled_from([math.nan, math.inf, -1e308, 0.0])


NO_WORD = st.text(st.characters(exclude_categories=["L", "Cs"]), max_size=20)


@given(st.lists(NUMBERS, min_size=5, max_size=5), NO_WORD)
@settings(max_examples=15, deadline=None)
def test_anything_at_all(numbers, text):
    summary = Summary(2, 2, numbers[0], numbers[1], numbers[2], None, numbers[3] or 0.0)
    odd = replace(rep(1), target_s=numbers[4], top_deg=numbers[0], bottom_deg=numbers[1])
    one = session(
        replace(set_report(odd, rep(2), tempo="4"), summary=summary), recorded_at=text, athlete=text
    )
    tree = parsed(comparison_text([one, session(set_report()), one]))
    check_safe(tree)
    words = words_of(tree).split()
    assert "nan" not in words
    assert "inf" not in words
