"""`vision-coach live` as a whole: in this process with simulated time, and killed for real."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, nullcontext

import cv2
import pytest
from figure_engine import FigureEngine
from program import ROOT, environment
from report_schema import check_report
from simulated import SimulatedCamera
from stick_figure import StickFigure, along, repetitions

from vision_coach.app import live as app
from vision_coach.core.errors import SoundError, SourceError
from vision_coach.export.journal import LINES
from vision_coach.live.source_status import Fault
from vision_coach.live.state import Tick, TickKind
from vision_coach.sources import cameras
from vision_coach.sources.device import DeviceError
from vision_coach.sources.live_source import LiveSource

SQUATS = StickFigure("squat", along(*repetitions(3, first_s=6.0)))
LIVE = (
    *("live", "--exercise", "squat", "--tempo", "2", "--source", "7"),
    *("--no-window", "--sound", "off"),
)


CORNERS_S = 0.3
"""The figure starts and stops suddenly, which no body does; a lowering then reads a little long."""


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    """Where sessions are kept meanwhile."""
    folder = tmp_path / "state"
    monkeypatch.setenv("VISION_COACH_STATE", str(folder))
    return folder / "live"


@pytest.fixture
def camera(monkeypatch):
    """Call it with a simulated camera and a figure: that is what the program then sees."""

    def use(simulated, figure=SQUATS):
        class Engine(FigureEngine):
            interrupt_after = None

            def estimate(self, frame):
                simulated.now_s += 0.01
                return super().estimate(frame)

        class Clock:
            def start(self):
                pass

            def __call__(self):
                return simulated.now_s

        monkeypatch.setattr(LiveSource, "check", lambda _source: None)
        monkeypatch.setattr(app, "SessionClock", Clock)
        monkeypatch.setattr(app, "Camera", lambda *_what: nullcontext(simulated))
        monkeypatch.setattr(app, "start_engine", lambda *_choice: Engine(figure))

    return use


def report(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    check_report(record)
    return record


def test_a_session_ends_with_the_reports_of_analyze(run, camera, tmp_path, state):
    camera(SimulatedCamera(25.0))
    files = ("--json", "a.json", "--csv", "a.csv", "--poses", "a.npz")
    outcome = run(*LIVE, *files, "--athlete", "Ada")
    assert outcome.code == 0
    assert outcome.err == ""
    assert re.search(r"set 1, rep 3: lowering (1\.9|2\.[01]) s of 2 s  ✓ on", outcome.out)
    assert "3 repetitions" in outcome.out
    record = report(tmp_path / "a.json")
    assert record["athlete"] == "Ada"
    assert record["recorded_at"] is not None
    assert (record["source"]["file"], record["source"]["sha256"]) == (None, None)
    (one,) = record["sets"]
    assert [rep["verdict"] for rep in one["reps"]] == ["on"] * 3
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as rows:
        assert len(list(csv.DictReader(rows))) == 3
    assert (
        run("replay", "a.npz", "--exercise", "squat", "--tempo", "2", "--json", "b.json").code == 0
    )
    assert report(tmp_path / "b.json")["sets"] == record["sets"]
    assert list(state.iterdir()) == []


def test_delays_are_measured(run, camera):
    camera(SimulatedCamera(25.0))
    outcome = run(*LIVE, "--measure-latency", "0.2")
    assert "frame on the screen" in outcome.out
    assert "processor: " in outcome.out
    assert "180 frames" in outcome.out  # 12 s at 15 a second


def test_opencv_has_one_thread_while_it_lasts():
    before = cv2.getNumThreads()
    with ExitStack() as stack:
        app.keep_opencv_to_one_thread(stack)
        assert cv2.getNumThreads() == 1
    assert cv2.getNumThreads() == before


def test_without_sound_training_goes_on(run, camera, monkeypatch):
    def missing(*_what):
        raise SoundError("no sound: the library PortAudio is missing")

    monkeypatch.setattr("vision_coach.sinks.sound.SoundOutput", missing)
    camera(SimulatedCamera(25.0))
    outcome = run(*LIVE, "--sound", "all")
    assert outcome.code == 0
    assert outcome.err == "vision-coach: no sound: the library PortAudio is missing\n"
    assert "3 repetitions" in outcome.out


def test_the_cues_reach_the_sound(run, camera, monkeypatch):
    taken = []

    class Output:
        muted = False
        breaks = 2

        def __init__(self, mode, _clock):
            assert mode == "tempo"

        def take(self, cues):
            taken.extend(cues)

        def close(self):
            taken.append("closed")

    monkeypatch.setattr("vision_coach.sinks.sound.SoundOutput", Output)
    camera(SimulatedCamera(25.0))
    outcome = run(*LIVE, "--sound", "tempo")
    assert outcome.code == 0
    assert "the sound broke off 2 times" in outcome.err
    assert sum(isinstance(cue, Tick) and cue.kind is TickKind.END for cue in taken) >= 3
    assert taken[-1] == "closed"


def test_nobody_trained(run, camera, state):
    camera(SimulatedCamera(5.0), StickFigure("squat", along((0, 0)), seen=lambda _t_s: False))
    outcome = run(*LIVE)
    assert outcome.code == 1
    assert outcome.err == "vision-coach: no repetition was finished\n"
    assert list(state.iterdir()) == []


def test_ctrl_c_ends_the_session_with_its_report(run, camera, tmp_path):
    class Pressed(SimulatedCamera):
        def newest(self, timeout_s):
            if self.now_s > 17.0:
                signal.raise_signal(signal.SIGINT)
            return super().newest(timeout_s)

    camera(Pressed(300.0))
    outcome = run(*LIVE, "--json", "a.json")
    assert outcome.code == 130
    assert len(report(tmp_path / "a.json")["sets"][0]["reps"]) >= 2


def test_a_bug_in_mid_set_loses_nothing(run, camera, tmp_path):
    class Broken(SimulatedCamera):
        def newest(self, timeout_s):
            if self.now_s > 17.0:
                raise SourceError("the disk with the film is gone")
            return super().newest(timeout_s)

    camera(Broken(300.0))
    outcome = run(*LIVE, "--json", "a.json")
    assert outcome.code == 2
    assert outcome.err == "vision-coach: the disk with the film is gone\n"
    assert not (tmp_path / "a.json").exists()
    outcome = run("live", "--finish-interrupted")
    assert outcome.code == 0
    assert len(report(tmp_path / "a.json")["sets"][0]["reps"]) >= 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exercise", "sqat"), "exercise 'sqat' is not known; did you mean 'squat'?"),
        (("--plan", "squat 3x8; sqat 3x8"), "exercise 'sqat' is not known"),
        (("--plan", "squat 3 sets"), "--plan: 'squat 3 sets': tempo '3 sets' is not understood"),
        (("--plan", "squat 3x8", "--reps", "3"), "--reps with --plan: say it in the plan"),
        (("--plan", "squat 3x8", "--exercise", "dip"), "--exercise with --plan"),
        (("--exercise", "squat", "--reps", "0"), "--reps 0: give a number from 1"),
        (("--exercise", "squat", "--rest", "-3"), "--rest -3: give seconds"),
        (("--exercise", "squat", "--rest", "nan"), "--rest nan: give seconds"),
        (("--exercise", "squat", "--source", "gone.mp4"), "gone.mp4: no such file"),
        (("--exercise", "squat", "--source", "x", "--tempo", "?"), "tempo '?' is not understood"),
        (("--exercise", "squat", "--json", "gone/a.json"), "the folder gone does not exist"),
        (("--exercise", "squat", "--record", "a.avi"), "a video is written as MP4"),
        (("--exercise", "squat", "--json", "a.mp4", "--record", "a.mp4"), "name another file"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_opened(run, options, said):
    outcome = run("live", "--no-window", *options)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="DISPLAY is a matter of X11")
@pytest.mark.parametrize(
    ("name", "said"),
    [("localhost:99.9", "the display did not answer: "), ("", "no display was found: ")],
)
def test_without_a_window_it_is_said_why(run, camera, monkeypatch, name, said):
    monkeypatch.setenv("DISPLAY", name)
    camera(SimulatedCamera(1.0))
    outcome = run("live", "--exercise", "squat", "--source", "7", "--sound", "off")
    assert f"{said}the terminal is used instead of a window" in outcome.err


def test_a_camera_that_is_not_there_is_one_line_before_the_engine_is_loaded(
    run, monkeypatch, tmp_path
):
    monkeypatch.setattr(cameras.sys, "platform", "linux")
    monkeypatch.setattr(cameras, "DEVICE_FILES", tmp_path)
    monkeypatch.setattr(app, "start_engine", None)
    outcome = run(*LIVE)
    assert outcome.code == 2
    assert outcome.err.startswith("vision-coach: there is no camera 7; ")
    assert "--source FILE" in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_camera_that_goes_before_its_first_picture_is_one_line(run, monkeypatch):
    def absent(*_what):
        raise DeviceError(Fault.ABSENT, "there is no camera 7; none was found: is it plugged in?")

    monkeypatch.setattr(LiveSource, "check", lambda _source: None)
    monkeypatch.setattr("vision_coach.sources.live_source.OpenCvCamera", absent)
    monkeypatch.setattr(app, "start_engine", lambda *_choice: FigureEngine(SQUATS))
    outcome = run(*LIVE)
    assert outcome.code == 2
    assert outcome.err == (
        "vision-coach: there is no camera 7; none was found: is it plugged in?\n"
    )


KILLED = """
import sys
import time
import pytest
from simulated import SimulatedCamera
from test_live import camera
from vision_coach import cli
from vision_coach.app.unfinished_sessions import journals_folder
from vision_coach.export.journal import KeptSession

def kept_reps():
    (folder,) = journals_folder().iterdir()
    return KeptSession(folder).rep_count

class Hanging(SimulatedCamera):
    def newest(self, timeout_s):
        if self.now_s > 15.5:
            # Simulated seconds pass in no time; the thread that writes needs real ones.
            while kept_reps() < 2:
                time.sleep(0.01)
            print("in the third lowering", flush=True)
            sys.stdin.read()
        return super().newest(timeout_s)

patch = pytest.MonkeyPatch()
camera.__wrapped__(patch)(Hanging(300.0))
cli.main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def _killed(tmp_path_factory):
    """A real process that was killed (9) in mid-set, in its third lowering."""
    folder = tmp_path_factory.mktemp("killed")
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    arguments = (*LIVE, "--json", "a.json", "--athlete", "Ada")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, *arguments],
        cwd=folder,
        env=environment(PYTHONPATH=path, VISION_COACH_STATE=str(folder / "state")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        lines = iter(process.stdout.readline, "")
        assert any(line == "in the third lowering\n" for line in lines)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [path.name for path in folder.iterdir()] == ["state"]
    return folder


@pytest.fixture
def killed(_killed, tmp_path, state):
    """What that process left, as if it had run here."""
    shutil.copytree(_killed / "state" / "live", state)
    (folder,) = state.iterdir()
    lines = folder / LINES
    lines.write_text(lines.read_text().replace(str(_killed), str(tmp_path)))
    return folder


def check_finished(tmp_path, state):
    record = report(tmp_path / "a.json")
    assert [rep["flags"] for rep in record["sets"][0]["reps"]][:2] == [[], []]
    for rep in record["sets"][0]["reps"][:2]:
        assert rep["eccentric_s"] == pytest.approx(2.0, abs=CORNERS_S)
    assert record["athlete"] == "Ada"
    assert record["recorded_at"] is not None
    assert any("interrupted" in warning for warning in record["warnings"])
    assert list(state.iterdir()) == []


def test_a_session_is_remembered_by_itself_unless_told_not_to(run, camera):
    camera(SimulatedCamera(25.0))
    assert run(*LIVE, "--no-save").code == 0
    assert "nothing is remembered there yet" in run("history").err
    camera(SimulatedCamera(25.0))
    assert run(*LIVE, "--athlete", "Ada").code == 0
    (one,) = json.loads(run("history", "Ada", "--json").out)
    assert (one["exercise"], one["rep_count"]) == ("squat", 3)


def test_where_it_cannot_be_remembered_the_report_is_made_all_the_same(run, camera, tmp_path):
    camera(SimulatedCamera(25.0))
    (tmp_path / "file").write_text("in the way")
    outcome = run(*LIVE, "--data", tmp_path / "file" / "store", "--json", "a.json")
    assert outcome.code == 0
    assert "the session is not remembered: " in outcome.err
    assert len(report(tmp_path / "a.json")["sets"][0]["reps"]) == 3


@pytest.mark.usefixtures("killed")
def test_after_a_kill_the_report_is_finished_when_asked_for(run, tmp_path, state):
    outcome = run("live", "--finish-interrupted")
    assert outcome.code == 0
    assert f"saved: {tmp_path / 'a.json'}" in outcome.out
    check_finished(tmp_path, state)
    assert "No session was interrupted" in run("live", "--finish-interrupted").out


@pytest.mark.usefixtures("killed")
@pytest.mark.parametrize(
    ("answers", "finished", "kept"),
    [("", True, False), ("what?\ny", True, False), ("l", False, True), ("d", False, False)],
)
def test_after_a_kill_the_next_start_offers_the_report(
    run, camera, tmp_path, state, monkeypatch, answers, finished, kept
):
    camera(SimulatedCamera(1.0))
    typed = iter(answers.split("\n"))
    monkeypatch.setattr("builtins.input", lambda _question: next(typed))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("vision_coach.sinks.terminal_keys.TerminalKeys.pressed", lambda _keys: [])
    outcome = run(*LIVE)
    assert "(squat, 2 repetitions) was interrupted." in outcome.out
    assert (tmp_path / "a.json").exists() is finished
    assert bool(list(state.iterdir())) is kept


def test_without_a_terminal_nothing_is_asked(run, killed, camera, state, monkeypatch):
    camera(SimulatedCamera(1.0))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    outcome = run(*LIVE)
    assert "vision-coach live --finish-interrupted" in outcome.out
    assert list(state.iterdir()) == [killed]


def test_a_report_that_cannot_be_written_keeps_the_session(run, killed, tmp_path, state):
    (tmp_path / "a.json").mkdir()
    outcome = run("live", "--finish-interrupted")
    assert outcome.code == 1
    assert "is a folder" in outcome.err
    assert list(state.iterdir()) == [killed]


def planned(**changes):
    usual = {"exercise": "squat", "tempo": "2", "tolerance_s": None}
    return {"blocks": [usual | changes]}


def rewritten(folder, **changes):
    """The same session, whose first line says something else."""
    first, *others = (folder / LINES).read_text().splitlines(keepends=True)
    header = json.dumps(json.loads(first) | changes)
    (folder / LINES).write_text("".join([header + "\n", *others]))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"engine": None}, "engine: expected an object"),
        ({"engine": {"name": 1, "model": "", "version": ""}}, "engine.name: expected text"),
        ({"blocks": []}, "block 0 is not in its plan"),
        (planned(exercise="hopping"), "exercise 'hopping' is not known"),
        (planned(tempo=4), "blocks[0].tempo: expected text"),
        (planned(tempo="fast"), "tempo 'fast' is not understood"),
        (planned(tolerance_s="much"), "blocks[0].tolerance_s: expected numbers"),
        ({"eccentric_only": None}, "eccentric_only: expected true or false"),
        ({"source_file": []}, "source_file: expected text"),
        ({"targets": []}, "targets: expected an object"),
        ({"targets": {"--json": 4}}, "targets.--json: expected text"),
        ({"targets": {"--exe": "a"}}, "targets.--exe: expected a format"),
    ],
)
def test_a_kept_session_that_was_changed_is_one_line_and_stays(run, killed, state, changes, said):
    rewritten(killed, **changes)
    outcome = run("live", "--finish-interrupted")
    assert outcome.code == 1
    assert said in outcome.err
    assert outcome.err.startswith("vision-coach: ")
    assert outcome.err.count("\n") == 1
    assert list(state.iterdir()) == [killed]
