from dataclasses import replace

import pytest
from reports import rep, set_report

from vision_coach.core.report.summary import summarise
from vision_coach.core.tempo import Verdict, parse_tempo
from vision_coach.words import (
    exercise_title,
    happened,
    listed,
    prescribed,
    quoted,
    trend_words,
)


@pytest.mark.parametrize(
    ("tempo", "words"),
    [
        ("4-1-1-0", "4 s down, 1 s pause, 1 s up, no pause at the top"),
        ("30X1", "3 s down, no pause, up as fast as possible, 1 s pause at the top"),
        ("4", "4 s down"),
        ("2.5-0-1-2", "2.5 s down, no pause, 1 s up, 2 s pause at the top"),
    ],
)
def test_a_tempo_in_words(tempo, words):
    assert prescribed(parse_tempo(tempo)) == words


@pytest.mark.parametrize(
    ("words", "together"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_in_a_row(words, together):
    assert listed(words) == together


def test_no_tempo_in_words():
    assert prescribed(None) == "no tempo"


def done(*verdicts, **changes):
    reps = tuple(
        replace(rep(index), target_s=3.0, verdict=verdict, **changes)
        for index, verdict in enumerate(verdicts, start=1)
    )
    return replace(set_report(*reps, tempo="3"), summary=summarise(reps))


def test_a_set_on_tempo():
    words = happened(done(Verdict.ON, Verdict.ON))
    assert words == "2 repetitions; lowered in 2.0 s on average; all of 2 on tempo"


def test_what_cannot_be_told_is_neither_hit_nor_miss():
    words = happened(done(Verdict.ON, Verdict.UNSURE, Verdict.FAST, Verdict.UNSURE))
    assert words.endswith("1 of 2 on tempo; too fast: repetition 3 (by 1.0 s); 2 not sure")
    assert happened(done(Verdict.UNSURE)).endswith("2.0 s on average; 1 not sure")


def test_few_misses_are_named_and_many_counted():
    few = happened(done(Verdict.ON, Verdict.FAST, Verdict.FAST))
    assert few.endswith("1 of 3 on tempo; too fast: repetitions 2 (by 1.0 s) and 3 (by 1.0 s)")
    assert happened(done(*[Verdict.SLOW] * 5)).endswith("0 of 5 on tempo; too slow: 5")


def test_what_was_not_graded_and_what_was_partial_is_said():
    hidden = replace(rep(2), reason=quoted("hidden"))
    partial = replace(rep(3), flags=("partial",))
    reps = (rep(1), hidden, partial)
    one = replace(set_report(*reps), summary=summarise(reps))
    assert happened(one) == ("3 repetitions; lowered in 2.0 s on average; 1 partial; 1 not graded")


def test_nothing_graded_at_all():
    one = replace(set_report(replace(rep(), reason=quoted("hidden"))), summary=summarise(()))
    assert happened(one) == "1 repetition; none could be timed"


def test_a_fading_set_says_so():
    reps = tuple(
        replace(rep(index), eccentric_start_s=0.0, eccentric_end_s=4.5 - 0.5 * index)
        for index in range(1, 6)
    )
    assert "control faded" in trend_words(set_report(*reps))
    assert trend_words(set_report(rep())) == ""


def test_names_of_exercises():
    assert exercise_title("push_up") == "Push-up"
