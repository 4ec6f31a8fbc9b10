"""The checkout's own virtual environment, `.venv/`, made once from a hashed lock file.

Used by `scripts/demo.py` and `scripts/test.py`; runs on a bare Python 3.11+ with nothing installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEBIAN_LIBRARIES = "libgl1 libegl1 libgles2 libglib2.0-0"
OLDEST_PYTHON = (3, 11)
LARGER_LOCK = "requirements-dev.lock"
"""It holds all of the other: made from this one, the environment serves for both."""


def prepare(lock_name: str) -> Path:
    """Make or reuse `.venv/` so that it holds exactly what the lock names; return its Python.

    Ends the program with one line that says what to do when that is not possible.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SystemExit(f"Python 3.11 or newer is needed; this is Python {found}.")
    names = [lock_name, LARGER_LOCK]
    if not any(is_installed(ROOT / name) for name in names):
        install(ROOT / lock_name)
        check_system_libraries()
        stamp(ROOT / lock_name).write_text(fingerprint(ROOT / lock_name))
    return PYTHON


def is_installed(lock: Path) -> bool:
    """Whether `.venv/` was made from this very lock file, with this Python."""
    mark = stamp(lock)
    return PYTHON.exists() and mark.exists() and mark.read_text() == fingerprint(lock)


def stamp(lock: Path) -> Path:
    return FOLDER / f"{lock.stem}.installed"


def fingerprint(lock: Path) -> str:
    parts = [sys.version.encode(), lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(lock: Path) -> None:
    print(f"Setting up .venv from {lock.name} (about 750 MB, once; half a minute) ...", flush=True)
    try:
        venv.create(FOLDER, with_pip=True)
    except (subprocess.CalledProcessError, ImportError) as problem:
        raise SystemExit(
            f"Could not make a virtual environment ({problem}). "
            "On Debian and Ubuntu: apt install python3-venv"
        ) from problem
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(lock)])
    run([*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)])


def run(command: list[str]) -> None:
    code = subprocess.run(command, cwd=ROOT).returncode
    if code:
        raise SystemExit(f"This command failed (exit code {code}): {' '.join(command)}")


def check_system_libraries() -> None:
    """OpenCV and MediaPipe link to a few system libraries that a bare server lacks."""
    tried = subprocess.run(
        [str(PYTHON), "-c", "import cv2, mediapipe.tasks.python.vision"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if tried.returncode:
        last_line = (tried.stderr.strip().splitlines() or ["no message"])[-1]
        raise SystemExit(
            f"A system library is missing: {last_line}\n"
            f"On Debian and Ubuntu: apt install {DEBIAN_LIBRARIES}"
        )
