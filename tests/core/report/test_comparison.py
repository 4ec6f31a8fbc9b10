from dataclasses import replace

import pytest
from reports import rep, session, set_report, source

from vision_coach.core.report.comparison import athletes, compare, in_order
from vision_coach.core.report.summary import summarise
from vision_coach.words import course_words


def done(seconds, *, exercise="squat", tempo=None):
    reps = tuple(
        replace(rep(index), eccentric_start_s=0.0, eccentric_end_s=eccentric_s)
        for index, eccentric_s in enumerate(seconds, start=1)
    )
    one = replace(set_report(*reps, tempo=tempo), exercise=exercise)
    return replace(one, summary=summarise(reps))


def on(day, *sets, **changes):
    recorded_at = f"2026-03-{day:02}T10:00:00+00:00" if day else None
    return session(*sets, recorded_at=recorded_at, **changes)


def test_exercises_are_followed_over_the_sessions_in_which_they_were_done():
    first = on(1, done([2.0]), done([3.0], exercise="push_up"))
    second = on(2, done([2.5]))
    squat, push_up = compare([first, second])
    assert squat.exercise == "squat"
    assert [one.summary.eccentric_mean_s for one in squat.occasions] == [2.0, 2.5]
    assert [one.name[:10] for one in push_up.occasions] == ["2026-03-01"]


def test_the_earliest_session_comes_first():
    late, early = on(20, done([2.0])), on(3, done([2.0]))
    assert in_order([late, early]) == [early, late]


@pytest.mark.parametrize("other", [None, "last week", "2026-03-01T10:00:00"])
def test_without_comparable_dates_the_order_is_that_given(other):
    given = [on(20, done([2.0])), session(done([2.0]), recorded_at=other)]
    assert in_order(given) == given


def test_all_sets_of_a_session_count_together():
    (course,) = compare([on(1, done([2.0, 4.0]), done([3.0]))])
    (one,) = course.occasions
    assert one.set_count == 2
    assert one.summary.eccentric_mean_s == pytest.approx(3.0)
    assert one.summary.eccentric_sd_s == pytest.approx(1.0)
    assert one.range_mean_deg == pytest.approx(172.04 - 81.26)


def test_sets_with_different_targets_have_none_together():
    (course,) = compare([on(1, done([2.0], tempo="2"), done([3.0], tempo="3"))])
    assert course.occasions[0].target_s is None
    (course,) = compare([on(1, done([2.0], tempo="3-1-1-0"), done([3.0], tempo="3"))])
    assert course.occasions[0].target_s == 3.0


def test_a_session_without_a_date_is_named_after_its_file():
    (course,) = compare([session(done([2.0]), source=source(file="a.mp4"))])
    assert course.occasions[0].name == "a.mp4"


def test_the_people_in_the_sessions():
    rows = [session(athlete=name) for name in ("Ann", None, "Ann", "Bo")]
    assert athletes(rows) == ["Ann", "Bo"]


def test_the_change_from_first_to_last_in_words():
    (course,) = compare([on(1, done([2.0, 3.0])), on(2, done([9.0])), on(3, done([4.0, 4.5]))])
    assert course_words(course) == (
        "From the first to the last session: mean lowering 2.50 s → 4.25 s, "
        "spread 0.71 s → 0.35 s, range 91° → 91°."
    )
    (alone,) = compare([on(1, done([2.0]))])
    assert course_words(alone) == "Done in one session only."
