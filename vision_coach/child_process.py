"""Starts this same program once more, as a child that works for the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import IO, Any


def start_child(module: str, frozen_command: str) -> subprocess.Popen[bytes]:
    """A child that runs `module`, with pipes to its standard input and output.

    It has a group of its own: Ctrl-C is for this process, which then decides. frozen_command: the
    argument with which a frozen program, in which there is no `python -m`, starts itself.
    Raises OSError where no process can be started.
    """
    if getattr(sys, "frozen", False):
        command = [sys.executable, frozen_command]
    else:
        command = [sys.executable, "-P", "-m", module]
    own_group: dict[str, Any] = {"start_new_session": True}
    if os.name == "nt":
        own_group = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        **own_group,
    )


def pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """One of the two pipes of `start_child`."""
    if stream is None:
        raise ValueError("the child was started without pipes")
    return stream


def how_it_ended(code: int) -> str:
    """A child's exit code in words."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code:#x}"
