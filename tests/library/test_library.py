"""`import vision_coach`, as somebody else's program or notebook uses it."""

import doctest
import inspect
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from html_reading import HTML, parsed, words_of
from program import environment
from stick_figure import StickFigure, along, repetitions

import vision_coach as vc
from vision_coach.app.formats import FORMATS
from vision_coach.core.errors import OutputError, SourceError, TempoError
from vision_coach.library import session as session_module
from vision_coach.sources.recorded_poses import RecordedPoses

SIZE_PX = (640, 480)
HEAVY = ("numpy", "cv2", "mediapipe", "rich", "onnxruntime")


@pytest.fixture
def folder(run, see, clip):
    """Where `squats.mp4` and `squats.npz` lie: three squats, 2 s down each."""
    see(StickFigure("squat", along(*repetitions(3))))
    clip.rename(clip.parent / "squats.mp4")
    assert run("analyze", "squats.mp4", "--poses", "squats.npz", "--quiet").code == 0
    return clip.parent


@pytest.mark.usefixtures("folder")
def test_slow_motion_and_turned_pictures_are_for_the_caller_to_say():
    slow = vc.analyze("squats.mp4", "squat", turn_deg=0)
    quick = vc.analyze("squats.mp4", "squat", turn_deg=0, speed=1.0)
    assert [row["eccentric_s"] for row in slow.to_rows()] == [
        row["eccentric_s"] for row in quick.to_rows()
    ]
    for wrong in ({"turn_deg": 45}, {"speed": 0.0}, {"speed": float("nan")}):
        with pytest.raises(SourceError):
            vc.analyze("squats.mp4", "squat", **wrong)


def documented():
    functions = {
        name: getattr(vc, name) for name in ("analyze", "analyze_poses", "replay", "write")
    }
    names = ("sets", "warnings", "interrupted", "to_rows", "depth_curve")
    members = {f"Session.{name}": getattr(vc.Session, name) for name in names}
    return {"vision_coach": vc, **functions, **members}


@pytest.mark.parametrize("name", documented())
@pytest.mark.usefixtures("folder")
def test_the_example_runs_and_says_what_it_shows(name):
    text = inspect.getdoc(documented()[name])
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, None)
    assert test.examples
    said = []
    runner = doctest.DocTestRunner()
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, vision_coach; print([n for n in {HEAVY} if n in sys.modules])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.strip() == "[]"


def test_everything_that_is_promised_is_there_and_nothing_else():
    assert all(getattr(vc, name) is not None for name in vc.__all__)
    assert dir(vc) == sorted(vc.__all__)
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = vc.analyse


def test_rows_are_flat_and_their_times_those_of_the_repetitions(folder):
    session = vc.replay(folder / "squats.npz")
    rows = session.to_rows()
    reps = session.sets[0].reps
    assert [row["eccentric_start_s"] for row in rows] == [
        round(rep.eccentric_start_s, 4) for rep in reps
    ]
    for row in rows:
        assert row["exercise"] == "squat"
        assert row["verdict"] is row["target_s"] is None
        assert all(value is None or isinstance(value, (str, int, float)) for value in row.values())


def test_rows_have_the_columns_of_the_table(folder):
    session = vc.replay(folder / "squats.npz")
    heading = FORMATS["csv"].content([session.result]).splitlines()[0]
    assert set(session.to_rows()[0]) == set(heading.split(","))


def test_poses_from_elsewhere_give_the_times_of_the_recording(folder):
    path = folder / "squats.npz"
    kept = np.load(path)
    session = vc.analyze_poses(
        kept["t_s"],
        kept["points_px"],
        image_size_px=tuple(int(side) for side in kept["image_size_px"][0]),
        visibility=kept["visibility"],
        world_m=kept["world_m"],
    )
    assert len(RecordedPoses(path)) == session.result.session.source.frames_read
    assert session.sets == vc.replay(path).sets


def test_nobody_for_a_while_is_nan_and_no_error(folder):
    kept = np.load(folder / "squats.npz")
    landmarks = kept["points_px"].copy()
    landmarks[60:64] = np.nan
    session = vc.analyze_poses(kept["t_s"], landmarks, "squat", image_size_px=SIZE_PX)
    assert len(session.to_rows()) == 3


def test_points_of_the_picture_alone_give_times_but_neither_view_nor_degrees(folder):
    kept = np.load(folder / "squats.npz")
    session = vc.analyze_poses(kept["t_s"], kept["points_px"], "squat", image_size_px=SIZE_PX)
    (found,), (wanted,) = session.sets, vc.replay(folder / "squats.npz").sets
    assert found.view == "unknown"
    assert [rep.eccentric_s for rep in found.reps] == pytest.approx(
        [rep.eccentric_s for rep in wanted.reps], abs=0.02
    )
    assert [rep.range_deg for rep in found.reps] == [None] * 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"t_s": [0.0, 0.0]}, "t_s: give seconds that increase"),
        ({"t_s": [0.0, np.nan]}, "t_s: give seconds that increase"),
        ({"landmarks": np.zeros((2, 17, 2))}, r"landmarks: has shape \(2, 17, 2\), expected"),
        ({"landmarks": "points"}, "landmarks: holds no numbers"),
        ({"visibility": np.ones(33)}, "visibility: has shape"),
        ({"world_m": np.ones((2, 33, 2))}, "world_m: has shape"),
        ({"image_size_px": (0, 480)}, "image_size_px"),
    ],
)
def test_arrays_of_another_form_are_named(changes, said):
    given = {"t_s": [0.0, 0.1], "landmarks": np.zeros((2, 33, 2)), "image_size_px": (640, 480)}
    with pytest.raises(SourceError, match=said):
        vc.analyze_poses(**(given | changes))


def test_the_end_of_a_name_says_the_format(folder):
    session = vc.replay(folder / "squats.npz")
    for name in FORMATS:
        vc.write(session, folder / f"a.{name}")
        assert (folder / f"a.{name}").stat().st_size > 100
    vc.write([session, session], folder / "two.csv")
    assert len((folder / "two.csv").read_text(encoding="utf-8").splitlines()) == 7
    with pytest.raises(OutputError, match=r"one of \.json, \.html, \.csv, \.xlsx"):
        vc.write(session, folder / "a.pdf")
    with pytest.raises(OutputError, match="holds one session"):
        vc.write([session, session], folder / "two.json")


def test_a_tolerance_that_makes_no_sense_is_one_line():
    with pytest.raises(TempoError, match="tolerance_s -1: give seconds"):
        vc.replay("a.npz", tolerance_s=-1)


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(folder):
    shown = vc.replay(folder / "squats.npz")._repr_html_()
    (frame,) = parsed(f"<!doctype html><title>Notebook</title>{shown}").iter(f"{HTML}iframe")
    page = parsed(frame.get("srcdoc"))
    assert "3 repetitions" in words_of(page)
    assert frame.get("sandbox") == "allow-scripts"


def test_between_two_sets_the_curve_breaks(folder):
    one = vc.replay(folder / "squats.npz")
    session = one.result.session
    later = replace(
        session.sets[0],
        curve=replace(
            session.sets[0].curve, t_s=tuple(t + 100.0 for t in session.sets[0].curve.t_s)
        ),
    )
    both = session_module.Session(
        replace(one.result, session=replace(session, sets=(session.sets[0], later)))
    )
    t_s, depth = both.depth_curve()
    count = len(session.sets[0].curve.t_s)
    assert len(t_s) == 2 * count + 1
    assert np.isnan(depth[count])
    assert (np.diff(t_s) > 0).all()
