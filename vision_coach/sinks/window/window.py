"""The window itself, through OpenCV. All calls come from the main thread."""

from __future__ import annotations

import cv2

from vision_coach.core.body.pose import Image
from vision_coach.live.state import LiveState
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.keys import Command, command_for
from vision_coach.sinks.window.canvas import HEIGHT, WIDTH
from vision_coach.sinks.window.overlay import overlay

TITLE = "Vision Coach"
NO_KEY = -1


class Window:
    """Shows the overlay and hears the keyboard."""

    has_keys = True

    def __init__(self, *, full_screen: bool) -> None:
        """Only where a display was found: OpenCV ends the process otherwise."""
        flags = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
        cv2.namedWindow(TITLE, flags)
        cv2.resizeWindow(TITLE, WIDTH, HEIGHT)
        self._full_screen = full_screen
        if full_screen:
            self._apply_full_screen()
        self._shown = False

    def show(
        self, image: Image | None, state: LiveState | None, settings: DisplaySettings
    ) -> list[Command]:
        """Draw one picture; returns what the keys pressed since the last one ask for."""
        if self._shown and cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) < 1:
            return [Command.QUIT]  # closed with the mouse
        cv2.imshow(TITLE, overlay(image, state, settings))
        commands: list[Command] = []
        while (key := cv2.pollKey()) != NO_KEY:
            command = command_for(chr(key & 0xFF))
            if command is Command.FULL_SCREEN:
                self._full_screen = not self._full_screen
                self._apply_full_screen()
            elif command:
                commands.append(command)
        self._shown = True
        return commands

    def _apply_full_screen(self) -> None:
        mode = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, mode)

    def close(self) -> None:
        cv2.destroyAllWindows()
