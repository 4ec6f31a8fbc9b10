"""Videos that lie on their side, and slow motion, from the file to the report."""

import json

import pytest
from figure_engine import FigureEngine
from stick_figure import StickFigure, along, repetitions
from working_here import working_here

from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.core.body.turning import turned


class LyingEngine(FigureEngine):
    """Sees the figure as it lies in wide pictures: upright only where these are turned by 270°."""

    def estimate(self, frame):
        pose = super().estimate(frame)
        height, width = frame.image.shape[:2]
        return turned(pose, 90) if width > height else pose


@pytest.fixture
def lying(monkeypatch):
    figure = StickFigure("squat", along(*repetitions(3)), image_size_px=(480, 640))
    monkeypatch.setattr(PoseWorker, "run", working_here(lambda: LyingEngine(figure)))


def report_of(run, clip, *options):
    outcome = run("analyze", clip, "--json", "a.json", *options)
    content = json.loads((clip.parent / "a.json").read_text(encoding="utf-8"))
    return outcome, content


@pytest.mark.usefixtures("lying")
def test_a_video_on_its_side_is_analysed_turned_and_that_is_said(run, clip):
    outcome, report = report_of(run, clip)
    assert outcome.code == 0
    assert [one["exercise"] for one in report["sets"]] == ["squat"]
    assert len(report["sets"][0]["reps"]) == 3
    (code,) = report["warning_codes"]
    assert code["code"] == "turned"
    assert code["values"]["turn_deg"] in (90, 270)
    assert report["source"]["width"] < report["source"]["height"]


@pytest.mark.usefixtures("lying")
@pytest.mark.parametrize(("turn", "reps"), [("0", 0), ("270", 3), ("90", 3)])
def test_who_says_how_it_lies_is_believed(run, clip, turn, reps):
    _, report = report_of(run, clip, "--turn", turn)
    assert sum(len(one["reps"]) for one in report["sets"]) == reps
    assert "turned" not in [code["code"] for code in report["warning_codes"]]


@pytest.mark.usefixtures("lying")
def test_pictures_are_taken_of_the_turned_video(run, clip):
    outcome = run("analyze", clip, "--html", "a.html", "--thumbnails", "--quiet")
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.usefixtures("see")
def test_slow_motion_is_timed_as_it_happened(run, clip, see):
    # In 13.5 s of playing; twice as fast in truth, so the figure moves by true time.
    see(StickFigure("squat", along(*((t_s / 2, depth) for t_s, depth in repetitions(3)))))
    _, report = report_of(run, clip, "--speed", "2")
    reps = report["sets"][0]["reps"]
    assert [rep["eccentric_s"] for rep in reps] == pytest.approx([1.0] * 3, abs=0.15)
    assert report["source"]["duration_s"] == pytest.approx(7.2, abs=0.1)


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "1000"])
@pytest.mark.usefixtures("see")
def test_a_speed_that_makes_no_sense_is_an_error_of_one_line(run, clip, speed):
    outcome = run("analyze", clip, f"--speed={speed}")
    assert outcome.code != 0
    assert outcome.err.startswith("vision-coach: a speed of ")
