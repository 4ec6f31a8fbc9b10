import subprocess
import sys
from pathlib import Path

import pytest
from program import environment

from vision_coach import __version__
from vision_coach.app.formats import FORMATS
from vision_coach.cli import build_parser, main
from vision_coach.cli.parser import with_tempo_joined
from vision_coach.cli.run.outputs import outputs_from

HEAVY = ("numpy", "cv2", "mediapipe", "rich", "onnxruntime")


def test_help_needs_none_of_the_heavy_packages():
    code = (
        "import sys, vision_coach.cli as cli; cli.build_parser().format_help(); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.strip() == "[]"


def test_the_version_is_the_packages(run):
    outcome = run("--version")
    assert outcome.code == 0
    assert outcome.out.strip() == f"vision-coach {__version__}"


@pytest.mark.parametrize("command", [[], ["analyze"], ["replay"]])
def test_every_command_has_help_with_what_it_takes(run, command):
    outcome = run(*command, "--help")
    assert outcome.code == 0
    assert "usage: vision-coach" in outcome.out


def test_the_exercise_is_recognised_unless_it_is_named():
    assert build_parser().parse_args(["analyze", "a.mp4"]).exercise == "auto"
    options = build_parser().parse_args(["analyze", "a.mp4", "--exercise", "squat"])
    assert options.exercise == "squat"


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["juggle"],
        ["analyze", "a.mp4", "--tolerance", "much"],
        ["analyze", "a.mp4", "--unknown"],
        ["replay", "a.npz", "--model", "x.task"],
    ],
)
def test_a_command_that_cannot_be_understood_ends_with_2(run, arguments):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert "vision-coach" in outcome.err
    assert outcome.out == ""


def test_alone_it_shows_what_it_can_do(run):
    outcome = run()
    assert (outcome.code, outcome.err) == (0, "")
    for command in build_parser().commands():
        assert f"vision-coach {command} " in outcome.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyse", "a.mp4"], "command 'analyse' is not known; did you mean 'analyze'?"),
        (["reprot", "a.json"], "command 'reprot' is not known; did you mean 'report'?"),
        (["juggle"], "command 'juggle' is not known: choose one of analyze, replay, live, report"),
        (["a.mp4"], "to time a video: vision-coach analyze a.mp4"),
        (["analyze", "a.mp4", "--tmepo", "4"], "no option --tmepo; did you mean '--tempo'?"),
        (["analyze", "a.mp4", "--excercise=squat"], "--excercise; did you mean '--exercise'?"),
        (
            ["replay", "a.npz", "--models", "x"],
            "there is no option --models; see vision-",
        ),
        (
            ["analyze", "a.mp4", "--engine", "onx"],
            "'onx' is not known; did you mean 'onnx'?",
        ),
        (["analyze", "a.mp4", "--exercise", "pullup"], "did you mean 'pull_up'?"),
        (["live", "--exercise", "pushup"], "did you mean 'push_up'?"),
        (["analyze", "https://a.org/b.mp4"], "https://a.org/b.mp4: is an address"),
        (["report", "HTTP://a.org/b.json"], "is an address"),
        (["analyze", "a.mp4", "--json", "ftp://a.org/b.json"], "is an address"),
        (["live", "stretching"], "'stretching' was not expected there"),
    ],
)
def test_what_was_meant_or_is_wrong_is_said_in_one_line(run, arguments, said):
    outcome = run(*arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.startswith("vision-coach: ")
    assert outcome.err.count("\n") == 1
    assert outcome.out == ""


@pytest.mark.parametrize(
    ("tempo", "read"),
    [
        (["4", "1", "1", "0"], "4-1-1-0"),
        (["4s", "1s", "X", "0.5s"], "4s-1s-X-0.5s"),
        (["4 1 1 0"], "4 1 1 0"),
        (["4"], "4"),
    ],
)
def test_a_tempo_needs_no_quotes(tempo, read):
    arguments = with_tempo_joined(["analyze", "--tempo", *tempo, "a.mp4"])
    options = build_parser().understand(arguments)
    assert options.tempo == read
    assert options.videos == [Path("a.mp4")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--exercise", "juggling"], "exercise 'juggling' is not known: choose one of bench_press"),
        (["--exercise", "gone.toml"], "gone.toml: no such exercise file"),
        (["--tempo", "fast"], "tempo 'fast' is not understood"),
        (["--tolerance", "-1"], "--tolerance -1.0: give seconds"),
        (["--tolerance", "nan"], "--tolerance nan"),
        (["--model", "gone.task"], "gone.task: no such model file"),
        (["--json", "gone/a.json"], "the folder gone does not exist"),
        (["--csv", "."], "is a folder; name a file"),
        (["--poses", "gone/a.npz"], "the folder gone does not exist"),
        (["--out", "clip.mp4"], "clip.mp4: cannot be made"),
        (["--json", "clip.mp4"], "--json clip.mp4: it is to be read"),
        (["--json", "a", "--csv", "a"], "--csv a: --json is written to it"),
        (["--json", "a.json", "--out", "b"], "--json FILE and --out DIR: name one"),
    ],
)
@pytest.mark.usefixtures("see")
def test_what_is_wrong_is_said_in_one_line_before_the_work_starts(run, clip, options, said):
    content = clip.read_bytes()
    outcome = run("analyze", "clip.mp4", *options)
    assert outcome.code == 2
    assert outcome.err.startswith("vision-coach: ")
    assert outcome.err.count("\n") == 1
    assert said in outcome.err
    assert outcome.out == ""
    assert clip.read_bytes() == content


@pytest.mark.parametrize("command", ["analyze", "replay"])
def test_every_format_has_its_option(command):
    for name in FORMATS:
        options = build_parser().parse_args([command, "source", f"--{name}", f"a.{name}"])
        assert outputs_from(options).files == {f"--{name}": Path(f"a.{name}")}


@pytest.fixture
def help_of(run):
    return lambda command: run(command, "--help").out


def test_what_a_format_needs_is_said_in_the_help(help_of):
    needing = [one for one in FORMATS.values() if one.needs]
    assert needing
    text = " ".join(help_of("analyze").split())
    for one in needing:
        assert f"{one.purpose} (needs {one.needs}: pip install {one.needs})" in text


def test_a_report_offers_every_format_but_the_one_it_reads(help_of):
    offered = {name for name in FORMATS if f"--{name} FILE" in help_of("report")}
    assert offered == {"html", "csv", "xlsx"}


def test_ctrl_c_outside_the_analysis_is_no_traceback(monkeypatch, capsys):
    from vision_coach.cli import run

    def interrupted(_options):
        raise KeyboardInterrupt

    monkeypatch.setitem(run.COMMANDS, "analyze", interrupted)
    assert main(["analyze", "a.mp4"]) == 130
    assert capsys.readouterr().err == "vision-coach: stopped\n"
