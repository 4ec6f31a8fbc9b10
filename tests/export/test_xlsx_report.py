"""Read back with calamine, which shares no code with openpyxl that wrote it."""

import importlib.util
import io
import re
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook
from reports import rep, session, set_report, source

from vision_coach.app import formats
from vision_coach.core.tempo import Verdict
from vision_coach.export.xlsx_report import xlsx_content
from vision_coach.words import quoted

SHEETS = ["Repetitions", "Sets", "Sources"]
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "<b>&amp;]]>", "'quoted'", "\tx", "1.5", "TRUE")


def book_of(*sessions):
    return CalamineWorkbook.from_filelike(io.BytesIO(xlsx_content(sessions)))


def rows_of(book, sheet):
    headings, *rows = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(headings, row, strict=True)) for row in rows]


def parts_of(*sessions):
    """The XML inside, by name."""
    with zipfile.ZipFile(io.BytesIO(xlsx_content(sessions))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_one_sheet_of_repetitions_one_of_sets_and_one_of_sources():
    first = session(set_report(rep(1), rep(2)), set_report(rep(1)))
    second = session(set_report(rep(1)), source=source(file="b.mp4"))
    book = book_of(first, second)
    assert book.sheet_names == SHEETS
    assert [
        (row["file"], row["set"], row["repetition"]) for row in rows_of(book, "Repetitions")
    ] == [("squats.mp4", 1, 1), ("squats.mp4", 1, 2), ("squats.mp4", 2, 1), ("b.mp4", 1, 1)]
    assert [(row["file"], row["set"]) for row in rows_of(book, "Sets")] == [
        ("squats.mp4", 1),
        ("squats.mp4", 2),
        ("b.mp4", 1),
    ]
    assert [(row["file"], row["sets"]) for row in rows_of(book, "Sources")] == [
        ("squats.mp4", 2),
        ("b.mp4", 1),
    ]


def test_numbers_are_numbers_and_the_unknown_is_empty():
    judged = replace(rep(), target_s=3.0, verdict=Verdict.FAST, top_deg=None)
    book = book_of(session(set_report(judged, tempo="30X1", tolerance_s=0.45)))
    (row,) = rows_of(book, "Repetitions")
    assert row["eccentric_s"] == 2.0
    assert row["error_s"] == -1.0
    assert row["range_deg"] == ""
    assert row["verdict"] == "fast"
    (one,) = rows_of(book, "Sets")
    assert one["tempo"] == "30X1"
    assert one["tempo_eccentric_s"] == 3.0
    assert one["tempo_concentric_s"] == "X"
    assert one["eccentric_sd_s"] == ""


def test_a_truth_value_is_one():
    (row,) = rows_of(book_of(session(source=source(damaged=True))), "Sources")
    assert row["damaged"] is True


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_a_formula_an_error_or_a_number(name):
    hostile = replace(set_report(), exercise=name)
    one = session(hostile, athlete=name, source=source(file=name), warnings=(quoted(name),))
    book = book_of(one)
    (row,) = rows_of(book, "Repetitions")
    assert (row["file"], row["athlete"], row["exercise"]) == (name, name, name)
    assert rows_of(book, "Sources")[0]["warnings"] == name
    for part, xml in parts_of(one).items():
        if part.startswith("xl/worksheets/"):
            assert not re.search(r"<f[ >]", xml), part
            assert 't="e"' not in xml


def test_what_a_spreadsheet_cannot_hold_is_replaced():
    one = session(set_report(), athlete="a\x00b\x1b\udcffc", warnings=(quoted("x" * 40_000),))
    (row,) = rows_of(book_of(one), "Sources")
    assert row["athlete"] == "a?b??c"
    assert len(row["warnings"]) == 32_767


def test_headings_stay_in_sight_and_can_be_filtered_by():
    xml = parts_of(session(set_report(rep(1), rep(2))))["xl/worksheets/sheet1.xml"]
    assert re.search(r'<pane [^>]*state="frozen"', xml)
    assert 'topLeftCell="A2"' in xml
    assert '<autoFilter ref="A1:AJ3"' in xml
    assert len(re.findall(r"<col ", xml)) == 36


def test_no_session_and_no_set_leave_the_headings():
    for sessions in ((), (session(),)):
        book = book_of(*sessions)
        assert rows_of(book, "Repetitions") == rows_of(book, "Sets") == []
        assert len(rows_of(book, "Sources")) == len(sessions)
        assert len(book.get_sheet_by_name("Repetitions").to_python()[0]) == 36


def test_without_openpyxl_it_is_said_before_the_work_starts(run, clip, monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        formats.importlib.util,
        "find_spec",
        lambda name: None if name == "openpyxl" else find_spec(name),
    )
    outcome = run("analyze", clip, "--xlsx", "a.xlsx")
    assert outcome.code == 2
    assert outcome.err == (
        "vision-coach: --xlsx needs the package openpyxl, which is not installed: "
        "pip install openpyxl\n"
    )
    assert [path.name for path in clip.parent.iterdir()] == ["clip.mp4"]


@pytest.mark.usefixtures("see")
def test_the_sessions_of_many_videos_are_in_one_spreadsheet(run, clip):
    assert run("analyze", clip, clip, "--xlsx", "a.xlsx", "--quiet").code == 0
    book = CalamineWorkbook.from_path(clip.parent / "a.xlsx")
    assert len(rows_of(book, "Sources")) == 2
    assert len(rows_of(book, "Repetitions")) == 6
