"""The machine-readable report is a promise: every key, its type and when it is null."""

import json
import math
from dataclasses import replace

import pytest
from report_schema import check_report
from reports import rep, session, set_report, source

from vision_coach.core.report.session import Curve, Summary
from vision_coach.core.tempo import Verdict
from vision_coach.export.json_report import json_text
from vision_coach.words import quoted


def record_of(*sets, **changes):
    record = json.loads(json_text(session(*sets, **changes)))
    check_report(record)
    return record


def test_a_report_follows_the_schema():
    judged = replace(rep(2), target_s=4.0, verdict=Verdict.FAST)
    hidden = replace(rep(3), target_s=4.0, verdict=Verdict.NOT_GRADED, reason=quoted("hidden"))
    last = replace(
        rep(4),
        target_s=4.0,
        verdict=Verdict.ON,
        concentric_start_s=None,
        concentric_end_s=None,
        top_pause_s=None,
        top_deg=None,
        bottom_deg=None,
        flags=("eccentric_only",),
    )
    record = record_of(
        set_report(rep()), set_report(judged, hidden, last, tempo="4-1-1-0", tolerance_s=0.6)
    )
    assert record["schema_version"] == 2
    assert len(record["sets"]) == 2


def test_a_session_without_sets_is_a_report_too():
    record = record_of(
        source=source(sha256=None, file=None, damaged=True),
        warnings=(quoted("no person was found"),),
    )
    assert record["sets"] == []
    assert record["warnings"] == ["no person was found"]
    assert record["source"]["damaged"] is True


def test_the_numbers_of_a_repetition():
    (one,) = record_of(set_report(replace(rep(), target_s=3.0, verdict=Verdict.FAST)))["sets"]
    (record,) = one["reps"]
    assert record["eccentric_start_s"] == 4.0
    assert record["eccentric_end_s"] == 6.0
    assert record["eccentric_s"] == 2.0
    assert record["bottom_pause_s"] == 0.5
    assert record["concentric_s"] == 1.0
    assert record["top_pause_s"] == 0.5
    assert record["error_s"] == -1.0
    assert record["verdict"] == "fast"
    assert record["top_deg"] == 172.0
    assert record["bottom_deg"] == 81.3
    assert record["range_deg"] == 90.7  # 172.0 - 81.3: as the report's own angles say
    assert record["thirds_s"] == [0.7, 0.6, 0.7]


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("4-1-1-0", [4.0, 1.0, 1.0, 0.0]),
        ("30X1", [3.0, 0.0, "X", 1.0]),
        ("4", [4.0, None, None, None]),
    ],
)
def test_a_tempo_is_its_text_and_a_number_x_or_null_for_each_phase(text, phases):
    (one,) = record_of(set_report(tempo=text))["sets"]
    assert one["tempo"] == {
        "text": text,
        **dict(zip(("eccentric", "bottom_pause", "concentric", "top_pause"), phases, strict=True)),
    }


def test_a_break_in_the_curve_is_null():
    (one,) = record_of(set_report())["sets"]
    assert one["curve"] == {"t_s": [4.0, 4.1, 4.2], "depth": [0.0, None, 0.333]}


@pytest.mark.parametrize("unknown", [math.nan, math.inf, -math.inf])
def test_what_could_not_be_worked_out_is_null_and_never_nan(unknown):
    broken = replace(
        rep(),
        top_deg=unknown,
        eccentric_uncertainty_s=unknown,
        thirds_s=(unknown, 1.0, 1.0),
        confidence=unknown,
    )
    one = replace(
        set_report(broken),
        curve=Curve((0.0,), (unknown,)),
        summary=Summary(1, 1, unknown, unknown, None, None, unknown),
    )
    text = json_text(session(one))
    assert "NaN" not in text
    assert "Infinity" not in text
    assert json.loads(text)["sets"][0]["reps"][0]["top_deg"] is None


def test_names_in_any_script_survive():
    assert record_of(athlete="Łukasz 李")["athlete"] == "Łukasz 李"
