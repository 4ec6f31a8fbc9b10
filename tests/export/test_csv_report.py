import csv
import io
import json
from dataclasses import replace

import pytest
from reports import rep, session, set_report, source

from vision_coach.core.tempo import Verdict
from vision_coach.export.csv_report import csv_text
from vision_coach.export.json_report import json_text
from vision_coach.words import quoted

RENAMED = {"index": "repetition"}
THIRDS = ("first_third_s", "second_third_s", "last_third_s")


def rows_of(*sessions):
    return list(csv.DictReader(io.StringIO(csv_text(sessions), newline="")))


def as_text(value):
    return "" if value is None else str(value)


def test_one_row_for_each_repetition_of_all_sets_and_sources():
    first = session(set_report(rep(1), rep(2)), set_report(rep(1)))
    second = session(set_report(rep(1)), source=source(file="b.mp4"))
    rows = rows_of(first, second)
    assert [(row["file"], row["set"], row["repetition"]) for row in rows] == [
        ("squats.mp4", "1", "1"),
        ("squats.mp4", "1", "2"),
        ("squats.mp4", "2", "1"),
        ("b.mp4", "1", "1"),
    ]


def test_values_equal_those_of_the_json():
    reps = (
        replace(rep(1), target_s=3.0, verdict=Verdict.FAST),
        replace(rep(2), top_deg=None, concentric_start_s=None, concentric_end_s=None),
        replace(
            rep(3), eccentric_end_s=13.123456, reason=quoted("a, b"), flags=("partial", "truncated")
        ),
    )
    # 0.15 * 3 is 0.44999999999999996.
    one = session(set_report(*reps, tempo="3", tolerance_s=0.15 * 3))
    (in_json,) = json.loads(json_text(one))["sets"]
    for row, record in zip(rows_of(one), in_json["reps"], strict=True):
        assert row["tolerance_s"] == as_text(in_json["tolerance_s"])
        assert [row[name] for name in THIRDS] == [as_text(third) for third in record["thirds_s"]]
        assert row["flags"].split() == record["flags"]
        code = record.pop("reason_code")
        assert row["reason_code"] == (code["code"] if code else "")
        for key in record.keys() - {"thirds_s", "flags"}:
            assert row[RENAMED.get(key, key)] == as_text(record[key]), key


def test_no_repetition_leaves_the_headings():
    text = csv_text([])
    assert text.count("\r\n") == 1
    assert text.startswith("file,athlete,set,exercise,view,tempo,tolerance_s,repetition,")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_name_becomes_a_formula_in_a_spreadsheet(name):
    (row,) = rows_of(session(set_report(), athlete=name))
    assert row["athlete"] == f"'{name}"


def test_names_with_commas_and_quotes_survive():
    (row,) = rows_of(session(set_report(), athlete='Li, "Bo"'))
    assert row["athlete"] == 'Li, "Bo"'
