"""The whole program in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "vision_coach"]


def environment(**changes: str) -> dict[str, str]:
    """The present one without proxies (tests of the engine set some), with `changes`."""
    clean = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**clean, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **changes}


def run_program(
    *arguments: object, cwd: Path, prefix: tuple[str, ...] = (), **changes: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*prefix, *COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done
