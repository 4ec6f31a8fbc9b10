"""`docs/report.md` documents every field that is written, with its unit, and no other."""

import json
import re
from pathlib import Path

import pytest
from reports import rep, session, set_report

from vision_coach.export.csv_report import COLUMNS
from vision_coach.export.json_report import json_text
from vision_coach.export.xlsx_report import SET_COLUMNS, SOURCE_COLUMNS, TEMPO_HEADINGS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "report.md"
NUMBERS_WITHOUT_UNIT_IN_THE_NAME = {
    "schema_version": "2",
    "source.width": "pixels",
    "source.height": "pixels",
    "source.frames_read": "read",
    "summary.rep_count": "repetitions",
    "summary.graded_count": "graded",
    "summary.unsure_count": "graded ones",
    "summary.adherence": "share",
    "summary.eccentric_slope_s_per_rep": "seconds per repetition",
    "curve.depth": "depth",
    "index": "from 1",
    "confidence": "0 to 1",
}
"""Field -> the word in its meaning that says what is counted or what the limits are."""
UNITS = ("_s", "_deg", "_ms", "_m", "_px")


def rows_of(page):
    """Field -> meaning, of all tables whose first column names fields."""
    found = {}
    for line in page.splitlines():
        first, _, rest = line.strip("|").partition("|")
        if line.startswith("| `"):
            name = re.sub(r"\(CSV:.*?\)", "", first)
            found |= dict.fromkeys(re.findall(r"`([\w.]+)`", name), rest.strip())
    return found


def fields_of_the_json():
    """As the page names them: `source.file`, `summary.rep_count`, but `eccentric_s`."""
    judged = set_report(rep(1), tempo="3-0-X-1", tolerance_s=0.45)
    record = json.loads(json_text(session(judged)))
    (one,) = record["sets"]
    fields = [name for name in record if name not in ("source", "engine")]
    fields += [f"{part}.{name}" for part in ("source", "engine") for name in record[part]]
    fields += [name for name in one if name not in ("summary", "curve")]
    fields += [f"{part}.{name}" for part in ("summary", "curve") for name in one[part]]
    return [*fields, *one["reps"][0]]


def missing(page):
    """Fields of the JSON that have no row."""
    return [field for field in fields_of_the_json() if field not in rows_of(page)]


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def test_every_field_has_a_row(page):
    assert missing(page) == []


def test_no_row_is_of_a_field_that_is_gone(page):
    assert set(rows_of(page)) - set(fields_of_the_json()) == set()


@pytest.mark.parametrize("field", fields_of_the_json())
def test_a_field_whose_row_is_taken_away_is_missed(page, field):
    pattern = rf"`{re.escape(field)}`"
    without = "\n".join(
        re.sub(pattern, "", line) if line.startswith("|") else line for line in page.splitlines()
    )
    # The only name of a row takes the whole row with it.
    assert field in missing(without)


@pytest.mark.parametrize("field", fields_of_the_json())
def test_every_number_has_its_unit(page, field):
    record = json.loads(json_text(session(set_report(rep(1), tempo="3", tolerance_s=0.45))))
    places = {**record, **record["sets"][0], **record["sets"][0]["reps"][0]}
    value = places
    for part in field.split("."):
        value = value[part]
    numbers = [one for one in (value if isinstance(value, list) else [value]) if one is not None]
    if not numbers or not all(isinstance(one, int | float) for one in numbers):
        return
    said = NUMBERS_WITHOUT_UNIT_IN_THE_NAME.get(field)
    assert said in rows_of(page)[field] if said else field.endswith(UNITS)


@pytest.mark.parametrize("columns", [COLUMNS, SET_COLUMNS, SOURCE_COLUMNS])
def test_every_column_of_the_tables_is_named(page, columns):
    documented = set(re.findall(r"`(?:\w+\.)?(\w+)`", page))
    assert {TEMPO_HEADINGS.get(name, name) for name in columns} - documented == set()
