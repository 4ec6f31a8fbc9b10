"""Single keys from the terminal, without waiting for Enter."""

from __future__ import annotations

import sys
from typing import Any, Self


class TerminalKeys:
    """While it is open, `pressed` gives the keys since the last call; none where stdin is no
    terminal. Ctrl-C stays what it is."""

    def __enter__(self) -> Self:
        self._settings: Any = None
        if sys.platform != "win32" and sys.stdin.isatty():
            import termios
            import tty

            self._settings = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin)
        return self

    def __exit__(self, *_error: object) -> None:
        if sys.platform != "win32" and self._settings is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._settings)

    def pressed(self) -> list[str]:
        keys: list[str] = []
        if not sys.stdin.isatty():
            return keys
        if sys.platform == "win32":
            import msvcrt

            while msvcrt.kbhit():
                keys.append(msvcrt.getwch())
        else:
            import os
            import select

            while select.select([sys.stdin], [], [], 0)[0]:
                pressed = os.read(sys.stdin.fileno(), 64)
                if not pressed:  # the terminal is gone
                    break
                # An arrow or function key is a sequence that begins with Escape: no key of ours.
                if pressed[:1] != b"\x1b" or pressed == b"\x1b":
                    keys += pressed.decode(errors="replace")
        return keys
