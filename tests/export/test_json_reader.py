"""What is read back is what was written."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import rep, session, set_report, source

from vision_coach.core.errors import ReportError
from vision_coach.core.report.session import Summary
from vision_coach.core.tempo import Verdict
from vision_coach.export.json_reader import read_session, session_from
from vision_coach.export.json_report import json_text
from vision_coach.words import quoted

JUDGED = replace(rep(2), target_s=4.0, verdict=Verdict.FAST, flags=("partial",))
HIDDEN = replace(
    rep(3), target_s=4.0, verdict=Verdict.NOT_GRADED, reason=quoted("hidden"), concentric_end_s=None
)


def written(*sets, **changes):
    return json_text(session(*sets, **changes))


def test_a_session_comes_back_with_everything_but_the_travel():
    one = session(
        set_report(JUDGED, HIDDEN, tempo="30X1", tolerance_s=0.6),
        source=source(damaged=True),
        warnings=(quoted("others are in the picture"),),
        athlete="Łukasz 李",
        recorded_at="2026-03-01T10:00:00+00:00",
    )
    back = session_from(json_text(one))
    assert back.source == one.source
    assert back.engine == one.engine
    assert (back.athlete, back.recorded_at) == (one.athlete, one.recorded_at)
    assert back.warnings == one.warnings
    (read,) = back.sets
    assert read.tempo == one.sets[0].tempo
    assert read.summary == one.sets[0].summary
    assert read.curve.depth == (0.0, None, 0.333)
    assert read.reps[0].verdict is Verdict.FAST
    assert read.reps[0].flags == ("partial",)
    assert read.reps[1].reason == quoted("hidden")
    assert read.reps[1].concentric_s is None
    assert math.isnan(read.reps[0].travel)


TIMES = st.floats(0, 5000) | st.just(math.nan)


@given(st.lists(st.tuples(TIMES, TIMES, TIMES, TIMES), max_size=5), TIMES)
def test_written_again_it_is_the_same_text(times, angle):
    reps = [
        replace(
            rep(index + 1),
            eccentric_start_s=start_s,
            eccentric_end_s=end_s,
            concentric_start_s=rising_s,
            concentric_end_s=raised_s,
            top_deg=angle,
            target_s=angle,
        )
        for index, (start_s, end_s, rising_s, raised_s) in enumerate(times)
    ]
    text = written(set_report(*reps, tempo="3.3333-0-X-1"))
    assert json_text(session_from(text)) == text


def test_the_durations_of_a_report_are_those_of_its_times():
    uneven = replace(rep(), eccentric_start_s=0.00004, eccentric_end_s=2.00005)
    (one,) = json.loads(written(set_report(uneven)))["sets"]
    (record,) = one["reps"]
    ends_s = record["eccentric_end_s"] - record["eccentric_start_s"]
    assert record["eccentric_s"] == pytest.approx(ends_s, abs=1e-9)


def test_null_where_a_session_always_has_a_number_is_nan():
    one = replace(set_report(), summary=Summary(1, 1, None, None, None, None, math.nan))
    (back,) = session_from(written(one)).sets
    assert math.isnan(back.summary.time_under_tension_s)
    assert back.summary.eccentric_mean_s is None


def test_fields_of_a_later_version_are_passed_over():
    record = json.loads(written(set_report()))
    record["mood"] = record["sets"][0]["reps"][0]["mood"] = "good"
    assert len(session_from(json.dumps(record)).sets) == 1


def error_of(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReportError) as problem:
        read_session(path)
    assert str(problem.value).startswith(f"{path}: ")
    assert "\n" not in str(problem.value)
    return str(problem.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "it is not JSON"),
        ("no", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        (b"\xff\xd8\xff\xe0", "is no report"),
        ("[]", "is no report: name a file that --json has written"),
        ("{}", "is no report: name a file that --json has written"),
        ('{"schema_version": 3}', "is a report of version 3; this program reads 1 and 2"),
        ('{"schema_version": 1}', "source is missing"),
    ],
)
def test_what_is_no_report_is_said_in_one_line(tmp_path, content, said):
    assert said in error_of(tmp_path / "a.json", content)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r.update(sets={}), "sets: expected a list of objects, found {}"),
        (lambda r: r.update(sets=[1]), "sets: expected a list of objects"),
        (lambda r: r.update(warning_codes=[1]), "warning_codes: expected a list of objects"),
        (
            lambda r: r.update(rejections=[{"rule": "no"}]),
            "rejections[0].rule: expected a rule that",
        ),
        (lambda r: r["source"].update(width=True), "source.width: expected a whole number"),
        (lambda r: r["sets"][0]["reps"][0].pop("index"), "sets[0].reps[0].index is missing"),
        (
            lambda r: r["sets"][0]["reps"][0].update(eccentric_start_s="x" * 1000),
            "sets[0].reps[0].eccentric_start_s: expected numbers, found 'xxx",
        ),
        (
            lambda r: r["sets"][0]["reps"][0].update(eccentric_start_s=10**400),
            "expected a number of seconds",
        ),
        (lambda r: r["sets"][0]["reps"][0].update(verdict="good"), "one of fast, on, slow"),
        (lambda r: r["sets"][0]["reps"][0].update(thirds_s=[1]), "thirds_s: expected three"),
        (lambda r: r["sets"][0]["curve"]["t_s"].pop(), "as many numbers as t_s has (2)"),
        (lambda r: r["sets"][0].update(tempo=4), "sets[0].tempo: expected an object, found 4"),
    ],
)
def test_a_damaged_report_says_where(tmp_path, change, said):
    record = json.loads(written(set_report()))
    change(record)
    problem = error_of(tmp_path / "a.json", json.dumps(record))
    assert said in problem
    assert len(problem) < len(str(tmp_path)) + 150


def test_a_file_that_is_not_there(tmp_path):
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(ReportError, match="cannot be read"):
            read_session(path)
