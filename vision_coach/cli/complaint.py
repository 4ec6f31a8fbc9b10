"""What goes to the error output."""

from __future__ import annotations

import sys

LONGEST = 2000
"""Characters: some ten lines of a terminal. A name may be as long as it likes."""


def complain(line: str) -> None:
    """One line, whatever a name or a library's message holds: line ends, signs for the terminal."""
    print(f"vision-coach: {one_line(line)}", file=sys.stderr)


def one_line(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
