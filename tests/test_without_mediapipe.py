"""`--engine onnx` where MediaPipe cannot be loaded: not installed, or no graphics libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, environment

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "sample_videos" / "push_up_front.mp4"
TRUTH = json.loads(SAMPLE.with_suffix(".json").read_text())["reps"]

HEAVY = ("mediapipe", "tensorflow", "torch", "jax", "onnx", "tf2onnx")
"""What the ONNX engine does without, so that small machines can, too."""
GRAPHICS_LIBRARIES = ("libEGL.so.1", "libGLESv2.so.2")


@pytest.fixture(params=["not installed", "no graphics libraries"])
def analyze(request, tmp_path):
    """`analyze --engine ...` in a process, and so a worker, that cannot load MediaPipe."""
    changes, missing = {}, ()
    if request.param == "not installed":
        missing = ("mediapipe",)
    elif sys.platform != "linux":
        pytest.skip("only Linux finds its libraries by LD_LIBRARY_PATH")
    else:
        changes = {"LD_LIBRARY_PATH": str(unloadable(tmp_path / "libraries"))}

    def run(engine: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        failing = set(missing) | (set(HEAVY) if engine == "onnx" else set())
        stubs = not_installed(tmp_path / "stubs", failing)
        return subprocess.run(
            [sys.executable, "-m", "vision_coach", "analyze", "--engine", engine]
            + [str(argument) for argument in arguments],
            cwd=tmp_path,
            env=environment(**changes)
            | {"PYTHONPATH": os.pathsep.join([str(stubs), *filter(None, sys.path)])},
            capture_output=True,
            text=True,
            timeout=600,
        )

    return run


def not_installed(folder: Path, names: set[str]) -> Path:
    """A folder which, first in the path, makes the import of these packages fail."""
    folder.mkdir()
    for name in names:
        (folder / f"{name}.py").write_text(f"raise ImportError('No module named {name}')\n")
    return folder


def unloadable(folder: Path) -> Path:
    """A folder with empty files in the place of the graphics libraries; they cannot be loaded."""
    folder.mkdir()
    for name in GRAPHICS_LIBRARIES:
        (folder / name).touch()
    return folder


def test_onnx_engine_times_every_repetition(analyze, tmp_path):
    done = analyze("onnx", SAMPLE, "--json", "report.json", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads((tmp_path / "report.json").read_text())
    assert record["engine"]["name"] == "onnx"
    (found,) = record["sets"]
    assert found["exercise"] == "push_up"
    measured_s = [rep["eccentric_s"] for rep in found["reps"]]
    true_s = [rep["eccentric_end_s"] - rep["eccentric_start_s"] for rep in TRUTH]
    assert measured_s == pytest.approx(true_s, abs=0.5)


def test_mediapipe_engine_says_in_one_line_what_to_do(analyze):
    done = analyze("mediapipe", SAMPLE)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "MediaPipe cannot be loaded" in line
    assert "--engine onnx" in line
    assert "apt install" in line
