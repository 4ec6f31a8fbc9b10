"""Lock files, models and the wheel: what someone else gets."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from vision_coach import __version__
from vision_coach.exercises import built_in_names

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENT = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)(.*)$", re.IGNORECASE)


def locked(name):
    """The requirements of a lock file: name -> (version, all that follows)."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    matches = [REQUIREMENT.match(line) for line in lines if not line.strip().startswith("#")]
    assert all(matches)
    return {normal(match[1]): (match[2], match[3]) for match in matches}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_locked_to_one_version_with_hashes(name):
    for requirement, (_version, rest) in locked(name).items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", rest), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_the_two_opencv_distributions_are_of_one_version_and_none_is_headless(name):
    requirements = locked(name)
    assert requirements["opencv-python"][0] == requirements["opencv-contrib-python"][0]
    assert not any("headless" in requirement for requirement in requirements)


def names_of(dependencies):
    return {normal(re.split(r"[<>=~! ;\[]", text)[0]) for text in dependencies}


def test_all_dependencies_are_locked():
    dependencies = names_of(PROJECT["project"]["dependencies"])
    groups = PROJECT["dependency-groups"]
    development = names_of(groups["build"]) | names_of(
        text for text in groups["dev"] if isinstance(text, str)
    )
    assert dependencies <= locked("requirements.lock").keys()
    assert dependencies | development <= locked("requirements-dev.lock").keys()


def test_optional_dependencies_are_locked_for_the_tests():
    extras = PROJECT["project"]["optional-dependencies"]
    for name, dependencies in extras.items():
        assert names_of(dependencies) <= locked("requirements-dev.lock").keys(), name


def test_both_locks_agree():
    development = locked("requirements-dev.lock")
    for requirement, (version, _rest) in locked("requirements.lock").items():
        assert development[requirement][0] == version


def test_the_models_are_those_of_the_manifest():
    manifest = json.loads((ROOT / "models" / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["file"]: entry for entry in manifest["files"]}
    for name, entry in listed.items():
        content = (ROOT / "models" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name
        assert len(content) == entry["bytes"]
        assert entry["licence"]
    models = {
        path.name for path in (ROOT / "models").iterdir() if path.suffix in (".task", ".onnx")
    }
    assert models == set(listed)


def test_the_version_is_written_once_for_all():
    assert PROJECT["project"]["version"] == __version__


def run(command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


@pytest.mark.slow
def test_the_wheel_runs_outside_the_checkout(tmp_path):
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run([*pip, "--disable-pip-version-check", "--target", installed, wheel])
    elsewhere = {
        "cwd": tmp_path,
        "env": {**os.environ, "PYTHONPATH": str(installed)},
    }
    version = run([sys.executable, "-m", "vision_coach", "--version"], **elsewhere)
    assert version.strip() == f"vision-coach {__version__}"
    code = (
        "from vision_coach.estimators.model_files import model_path as p; "
        "from vision_coach.exercises import built_in_names; "
        "f = p('pose_landmarker_full.task'); f.open('rb').close(); print(f, *built_in_names())"
    )
    model, *names = run([sys.executable, "-c", code], **elsewhere).split()
    assert Path(model).is_relative_to(installed)
    assert names == built_in_names()
    code = "from vision_coach.export.html.document import STYLE; print(STYLE.stat().st_size)"
    assert int(run([sys.executable, "-c", code], **elsewhere)) > 1000
    assert (installed / "vision_coach" / "py.typed").is_file()
