"""The keyboard during a session, the same in the window and in the terminal."""

from __future__ import annotations

from enum import StrEnum


class Command(StrEnum):
    """What a key asks for."""

    PAUSE = "pause"
    """Or go on."""
    RESTART_SET = "restart_set"
    MIRROR = "mirror"
    MUTE = "mute"
    FULL_SCREEN = "full_screen"
    QUIT = "quit"


KEYS = {
    " ": Command.PAUSE,
    "r": Command.RESTART_SET,
    "m": Command.MIRROR,
    "s": Command.MUTE,
    "f": Command.FULL_SCREEN,
    "q": Command.QUIT,
    "\x1b": Command.QUIT,
}


def command_for(key: str) -> Command | None:
    return KEYS.get(key.lower())
