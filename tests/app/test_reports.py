"""Reports read again, without a terminal."""

from reports import rep, session, set_report

from vision_coach.app.outputs import Outputs
from vision_coach.app.progress import Cancellation
from vision_coach.app.reports import report
from vision_coach.export.json_report import json_text


def kept(folder, name):
    path = folder / name
    path.write_text(json_text(session(set_report(rep(1)))), encoding="utf-8")
    return path


def test_what_is_no_report_is_told_and_the_others_are_compared(tmp_path):
    other = tmp_path / "b.json"
    other.write_text("{}", encoding="utf-8")
    paths = [kept(tmp_path, "a.json"), other, kept(tmp_path, "c.json")]
    failed, read = [], []
    outputs = Outputs({"html": tmp_path / "page.html"})
    outcome = report(paths, outputs, failed=failed.append, read=read.append)
    assert tuple(failed) == outcome.failures
    assert "b.json" in failed[0]
    assert [len(sessions) for sessions in read] == [2]
    assert len(outcome.sessions) == 2
    assert (tmp_path / "page.html").is_file()


def test_a_stopped_job_writes_nothing(tmp_path):
    stop, read = Cancellation(), []
    stop.cancel()
    outputs = Outputs({"html": tmp_path / "page.html"})
    outcome = report(
        [kept(tmp_path, "a.json")], outputs, failed=[].append, read=read.append, cancellation=stop
    )
    assert outcome.interrupted
    assert read == []
    assert not (tmp_path / "page.html").exists()
