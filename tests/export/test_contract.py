"""What holds for every format: the same session in, the same values read back.

Each is read by another library than the one that wrote it: JSON by SQLite, CSV by numpy, the
spreadsheet by calamine, HTML by html5lib.
"""

import io
import math
import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from html_reading import parsed, rows_of
from python_calamine import CalamineWorkbook
from report_schema import REP
from reports import in_words, rep, session, set_report, source

from vision_coach.app.analysis import Result
from vision_coach.app.formats import FORMATS
from vision_coach.core.tempo import Verdict
from vision_coach.words import quoted

THIRDS = ("first_third_s", "second_third_s", "last_third_s")
TEXTS = ("verdict", "reason", "flags", "id", "reason_code", "side")
FIELDS = [name for name in REP if name != "thirds_s"] + list(THIRDS)
DECIMALS = {"_s": 4, "_deg": 1, "confidence": 3}
"""What is kept of a number, by the end of its name."""

MARKUP = "<script>alert(1)</script> & \"quoted\", 'it''s' ]]> </td> %s {x}"


def judged(index, verdict=Verdict.FAST, **changes):
    return replace(rep(index), target_s=3.0, verdict=verdict, **changes)


def not_graded(index):
    return judged(
        index, Verdict.NOT_GRADED, reason=quoted(f"hidden, {MARKUP}"), flags=("truncated",)
    )


NOWHERE = {
    "concentric_start_s": None,
    "concentric_end_s": None,
    "top_pause_s": None,
    "top_deg": None,
    "bottom_deg": None,
}
SESSIONS = {
    "usual": session(
        set_report(rep(1), rep(2)),
        set_report(
            judged(1),
            judged(2, Verdict.ON, eccentric_end_s=10.1235, thirds_s=(0.1, 0.25, 1.6543)),
            judged(3, Verdict.SLOW, flags=("partial",)),
            judged(4, **NOWHERE, flags=("partial", "eccentric_only")),
            tempo="3-0-X-1",
            tolerance_s=0.45,
        ),
    ),
    "nothing found": session(warnings=(quoted("no repetition was found"),)),
    "nothing graded": session(set_report(*map(not_graded, (1, 2, 3)), tempo="3", tolerance_s=0.45)),
    "names with markup": session(
        replace(set_report(rep(1)), exercise=MARKUP),
        athlete=MARKUP,
        source=source(file=MARKUP),
        warnings=(quoted(MARKUP),),
    ),
    "names like formulas": session(
        replace(set_report(rep(1)), exercise="=1+1"), athlete="@x", source=source(file="-1")
    ),
    "not a number": session(
        set_report(
            judged(
                1,
                top_deg=math.nan,
                confidence=math.nan,
                eccentric_uncertainty_s=math.inf,
                thirds_s=(math.nan, 1.0, -math.inf),
            )
        )
    ),
}


def expected(one):
    """The repetitions as they should be read, from the session itself."""
    return [expected_row(rep) for set_ in one.sets for rep in set_.reps]


def expected_row(rep):
    row = {name: getattr(rep, name) for name in REP if name not in ("thirds_s", "reason_code")}
    row["reason_code"] = rep.reason.code if rep.reason else None
    row |= dict(zip(THIRDS, rep.thirds_s, strict=True))
    row["verdict"] = str(rep.verdict) if rep.verdict else None
    row["reason"] = in_words(rep.reason)
    row["flags"] = " ".join(rep.flags) or None
    row = {name: known(name, value) for name, value in row.items()}
    if row["range_deg"] is not None:  # the range of a report is that of its own angles
        row["range_deg"] = round(abs(row["top_deg"] - row["bottom_deg"]), 1)
    return row


def known(name, value):
    if not isinstance(value, float):
        return value
    decimals = next(count for end, count in DECIMALS.items() if name.endswith(end))
    return round(value, decimals) if math.isfinite(value) else None


def typed(name, text):
    """What a format without types holds, as the field's own type."""
    if text == "":
        return None
    return text if name in TEXTS else float(text)


def read_json(content):
    """By SQLite."""
    named = {"reason_code": "reason_code.code"}
    places = [f"$.{named.get(name, name)}" for name in FIELDS if name not in (*THIRDS, "flags")]
    places += [f"$.thirds_s[{number}]" for number in range(3)]
    columns = ", ".join(f"json_extract(reps.value, '{place}')" for place in places)
    query = (
        f"SELECT {columns}, (SELECT group_concat(value, ' ') FROM json_each(reps.value, '$.flags'))"
        " FROM json_each(?, '$.sets') AS sets, json_each(sets.value, '$.reps') AS reps"
    )
    names = [name for name in FIELDS if name not in (*THIRDS, "flags")] + [*THIRDS, "flags"]
    with sqlite3.connect(":memory:") as database:
        return [dict(zip(names, row, strict=True)) for row in database.execute(query, [content])]


def read_csv(content):
    """By numpy."""
    headings, *rows = np.loadtxt(
        io.StringIO(content), dtype=object, delimiter=",", quotechar='"', comments=None, ndmin=2
    )
    return [chosen(dict(zip(headings, row, strict=True))) for row in rows]


def read_xlsx(content):
    """By calamine."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    headings, *rows = book.get_sheet_by_name("Repetitions").to_python()
    return [chosen(dict(zip(headings, row, strict=True))) for row in rows]


def chosen(row):
    """The fields of a repetition out of a row that says more."""
    row["index"] = row["repetition"]
    return {name: typed(name, row[name]) for name in FIELDS}


def read_html(content):
    """By html5lib, in the strict mode that refuses what the HTML Standard calls an error."""
    rows = rows_of(parsed(content))
    return [{name: typed(name, row[name]) for name in FIELDS} for row in rows]


READERS = {"json": read_json, "csv": read_csv, "xlsx": read_xlsx, "html": read_html}


def written(name, one):
    return FORMATS[name].content([Result(one)])


def assert_same(found, wanted):
    assert len(found) == len(wanted)
    for row, one in zip(found, wanted, strict=True):
        for name in FIELDS:
            # SQLite reads a decimal fraction to the last bit but one.
            close = pytest.approx(one[name], abs=1e-9) if name not in TEXTS else one[name]
            assert row[name] == close, name


def test_every_format_is_held_to_the_contract():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("one", SESSIONS.values(), ids=SESSIONS.keys())
@pytest.mark.parametrize("name", READERS)
def test_the_values_read_back_are_those_of_the_session(name, one):
    assert_same(READERS[name](written(name, one)), expected(one))


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_ten_thousand_repetitions_are_no_limit(name):
    one = session(set_report(*(replace(rep(1), index=index) for index in range(1, 10_001))))
    assert_same(READERS[name](written(name, one)), expected(one))


@pytest.mark.parametrize("field", FIELDS)
def test_the_contract_notices_any_field_that_is_wrong(field):
    wanted = expected(SESSIONS["usual"])
    wrong = [dict(row) for row in wanted]
    wrong[-1][field] = "else" if field in TEXTS else 99.0
    with pytest.raises(AssertionError, match=field):
        assert_same(wrong, wanted)
