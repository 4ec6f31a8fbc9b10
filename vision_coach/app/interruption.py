"""Ctrl-C as a request to stop between two frames."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Self


class Interruption:
    """While it is open, the first Ctrl-C is noted; a second one breaks in as usual.

    Raised in the middle of a frame, KeyboardInterrupt would leave native objects half made, whose
    finalisers then complain on the user's terminal.
    """

    def __init__(self) -> None:
        self.requested = False

    def __enter__(self) -> Self:
        # Signals belong to the main thread: elsewhere there is nothing to note.
        self._in_charge = threading.current_thread() is threading.main_thread()
        if self._in_charge:
            before = signal.signal(signal.SIGINT, self._note)
            # None: a handler that was not set from Python, and cannot be put back from it.
            self._before = signal.SIG_DFL if before is None else before
        return self

    def __exit__(self, *_error: object) -> None:
        if self._in_charge:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        self.requested = True
        signal.signal(signal.SIGINT, self._before)
