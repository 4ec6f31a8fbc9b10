"""A parser of arguments whose complaints are one line each, and say what may have been meant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from vision_coach.core.errors import CoachError

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
PHASE = re.compile(r"[xX]|[0-9]+(\.[0-9]+)?s?")
TEMPO_PHASES = 4


class UsageError(CoachError):
    """A command that cannot be understood."""


class Parser(argparse.ArgumentParser):
    """Raises UsageError where argparse prints its usage and ends the program."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")

    def understand(self, arguments: Sequence[str]) -> argparse.Namespace:
        """As `parse_args`, but what is left over is looked for among the command's own options."""
        options, unknown = self.parse_known_args(arguments)
        if unknown:
            raise UsageError(self._unknown(unknown, getattr(options, "command", None)))
        return options

    def _unknown(self, unknown: Sequence[str], command: str | None) -> str:
        parser = self.commands().get(command or "", self)
        named = [one for one in unknown if one.startswith("-")]
        first = (named or list(unknown))[0].partition("=")[0]
        if not named:
            return f"'{first}' was not expected there; see {parser.prog} --help"
        meant = suggested(first, parser.option_names())
        return f"there is no option {first}{meant or f'; see {parser.prog} --help'}"

    def commands(self) -> dict[str, Parser]:
        return {
            name: parser
            for action in self._actions
            if isinstance(action, argparse._SubParsersAction)
            for name, parser in action.choices.items()
        }

    def option_names(self) -> list[str]:
        return [name for name in self._option_string_actions if name.startswith("--")]

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse's own place for it; its sentence lists the choices but suggests none."""
        if action.choices is None or value in action.choices:
            return
        known = [str(one) for one in action.choices]
        meant = suggested(str(value), known)
        if action.option_strings:
            what = f"{action.option_strings[0]} '{value}'"
        elif "." in str(value) and not meant:
            what, meant = f"command '{value}'", f"; to time a video: {self.prog} analyze {value}"
        else:
            what = f"command '{value}'"
        raise UsageError(f"{what} is not known{meant or ': choose one of ' + ', '.join(known)}")


def suggested(written: str, known: Sequence[str]) -> str:
    # Imported late: the words load numpy, which --help must not.
    from vision_coach.words.suggestions import did_you_mean

    return did_you_mean(written, dict.fromkeys(known, ()))


def local_path(text: str) -> Path:
    """The type of an argument that names a file or folder of this machine."""
    if ADDRESS.match(text):
        raise UsageError(
            f"{text}: is an address, and nothing is fetched from the net: save the file and name it"
        )
    if not text:
        raise UsageError("a file's name is empty, as one from a variable that is not set")
    if "\0" in text:
        raise UsageError("a file's name cannot hold a NUL")
    return Path(text)


def with_tempo_joined(arguments: Sequence[str]) -> list[str]:
    """`--tempo 4 1 1 0`, as it is written without quotes, becomes `--tempo 4-1-1-0`."""
    joined = list(arguments)
    for place, argument in enumerate(arguments):
        phases = joined[place + 1 : place + 1 + TEMPO_PHASES]
        whole = len(phases) == TEMPO_PHASES and all(map(PHASE.fullmatch, phases))
        if argument == "--tempo" and whole:
            joined[place + 1 : place + 1 + TEMPO_PHASES] = ["-".join(phases)]
            break
    return joined
