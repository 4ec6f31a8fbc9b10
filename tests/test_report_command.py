"""`vision-coach report`: JSON reports shown again, and put side by side."""

import json

import pytest
from html_reading import parsed, rows_of, words_of
from reports import rep, session, set_report, source

from vision_coach.export.json_report import json_text
from vision_coach.words import quoted


@pytest.fixture
def saved(tmp_path):
    """Write a session's JSON into the run's folder."""

    def save(name, **changes):
        one = session(set_report(rep(1), rep(2)), **changes)
        (tmp_path / name).write_text(json_text(one), encoding="utf-8")
        return name

    return save


def test_a_report_is_shown_again_and_written_as_a_page(run, saved, tmp_path):
    outcome = run("report", saved("a.json", athlete="Ann"), "--html", "a.html", "--csv", "a.csv")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Ann" in outcome.out
    assert "Squat, seen from the side" in outcome.out
    tree = parsed((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert [row["eccentric_s"] for row in rows_of(tree)] == ["2.0", "2.0"]
    assert (tmp_path / "a.csv").read_text().count("squats.mp4") == 2


def test_several_reports_are_compared(run, saved, tmp_path):
    late = saved("late.json", recorded_at="2026-03-09T10:00:00+00:00", athlete="Ann")
    early = saved("early.json", recorded_at="2026-03-02T10:00:00+00:00", athlete="Ann")
    outcome = run("report", late, early, "--html", "both.html")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.index("2026-03-02") < outcome.out.index("2026-03-09")
    words = words_of(parsed((tmp_path / "both.html").read_text(encoding="utf-8")))
    assert words.index("2026-03-02") < words.index("2026-03-09")
    assert "mean lowering 2.00 s → 2.00 s" in words


def test_sessions_of_different_people_are_pointed_out(run, saved, tmp_path):
    names = [saved(f"{name}.json", athlete=name) for name in ("Ann", "Bo")]
    outcome = run("report", *names, "--html", "both.html")
    assert "different people" in outcome.out
    assert "different people" in (tmp_path / "both.html").read_text(encoding="utf-8")


def test_quiet_says_nothing(run, saved):
    outcome = run("report", saved("a.json"), "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_a_file_that_is_no_report_does_not_stop_the_others(run, saved, tmp_path):
    (tmp_path / "b.json").write_text("{}")
    outcome = run("report", saved("a.json"), "b.json", saved("c.json"), "--html", "both.html")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "b.json: is no report" in outcome.err
    assert (tmp_path / "both.html").exists()


def test_nothing_but_broken_files_writes_nothing(run, tmp_path):
    outcome = run("report", "gone.json", "--html", "a.html")
    assert outcome.code == 1
    assert "gone.json: cannot be read" in outcome.err
    assert not (tmp_path / "a.html").exists()


def test_a_report_is_not_replaced_by_its_page(run, saved, tmp_path):
    name = saved("a.json")
    outcome = run("report", name, "--html", name)
    assert outcome.code == 2
    assert "it is to be read" in outcome.err
    assert json.loads((tmp_path / name).read_text())


def test_a_session_without_repetitions_is_shown_and_compared(run, tmp_path):
    (tmp_path / "a.json").write_text(json_text(session(warnings=(quoted("no person was found"),))))
    (tmp_path / "b.json").write_text(json_text(session(source=source(file=None))))
    assert "no person was found" in run("report", "a.json", "--html", "a.html").out
    assert run("report", "a.json", "b.json", "--html", "b.html").code == 0
    assert "no repetition" in words_of(parsed((tmp_path / "b.html").read_text(encoding="utf-8")))
