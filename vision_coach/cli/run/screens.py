"""Where a live session is shown: a window where there is a display, or else the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from rich.console import Console

from vision_coach.app.live import Tell
from vision_coach.app.live_loop import Screen
from vision_coach.sinks.live_terminal import LiveLog, LiveTerminal
from vision_coach.sinks.window.display import DisplayTrial, names_a_display


class TerminalOnly:
    """Stays in the terminal; where its output is a file, a line at a time."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def preparation(self) -> Iterator[None]:
        yield

    def settle(self) -> None:
        """The terminal is there."""

    @contextmanager
    def opened(self) -> Iterator[Screen]:
        if self._console.is_terminal:
            with LiveTerminal(self._console) as terminal:
                yield terminal
        else:
            yield LiveLog(self._console)


class WindowOrTerminal:
    """Opens a window; where there can be none that is told, and `terminal` is used."""

    def __init__(self, terminal: TerminalOnly, tell: Tell, *, full_screen: bool) -> None:
        self._terminal = terminal
        self._tell = tell
        self._full_screen = full_screen
        self._trial: DisplayTrial | None = None
        self._has_display = False

    @contextmanager
    def preparation(self) -> Iterator[None]:
        with closing(DisplayTrial()) as self._trial:
            yield

    def settle(self) -> None:
        self._has_display = self._trial is not None and self._trial.succeeded()

    @contextmanager
    def opened(self) -> Iterator[Screen]:
        if self._has_display:
            # Imported here: it opens no window, but loads what belongs to one.
            from vision_coach.sinks.window.window import Window

            with closing(Window(full_screen=self._full_screen)) as window:
                yield window
            return
        missing = "the display did not answer" if names_a_display() else "no display was found"
        self._tell(f"{missing}: the terminal is used instead of a window")
        with self._terminal.opened() as screen:
            yield screen
