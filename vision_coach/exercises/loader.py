"""Reads an exercise file and says exactly what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from vision_coach.core.body.parts import BODY_PARTS, Sides, sides_of
from vision_coach.core.body.view import VIEWS
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import Exercise, as_eccentric_only
from vision_coach.words.suggestions import did_you_mean

FOLDER = Path(__file__).parent
SHOWN_CHARACTERS = 40
LONGEST_FILE = 20_000
"""Characters; the project's own have 1000. Reading a key of 50,000 parts takes minutes."""
DIRECTIONS = ("closes", "opens")
LARGEST = 1e6
"""No angle, length or time of an exercise is near it."""


def built_in_names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_exercise(name_or_file: str) -> Exercise:
    """A built-in exercise by name, or one from a user's `.toml` file.

    Raises ExerciseError naming the file, the key and what was expected there.
    """
    if name_or_file.lower().endswith(".toml"):
        return exercise_in(Path(name_or_file))
    name = name_or_file.lower().replace("-", "_")
    if name not in built_in_names():
        meant = did_you_mean(name_or_file, names_in_use())
        raise ExerciseError(
            f"exercise '{shown(name_or_file)}' is not known{f'{meant} Or' if meant else ':'} "
            f"choose one of {', '.join(built_in_names())}, or name a .toml file"
        )
    return exercise_in(FOLDER / f"{name}.toml")


def names_in_use() -> dict[str, tuple[str, ...]]:
    """The built-in exercises, with whatever else people call them."""
    return {name: exercise_in(FOLDER / f"{name}.toml").also_called for name in built_in_names()}


def exercise_in(path: Path) -> Exercise:
    """Raises ExerciseError for a file that is not there or wrong."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_FILE + 1)
    except FileNotFoundError as problem:
        raise ExerciseError(f"{path}: no such exercise file") from problem
    except OSError as problem:
        raise ExerciseError(f"{path}: cannot be read ({problem.strerror})") from problem
    except ValueError as problem:  # bytes that are no text; a NUL in its name
        raise ExerciseError(f"{path}: cannot be read ({problem})") from problem
    if len(text) > LONGEST_FILE:
        raise ExerciseError(f"{path}: is too long for an exercise file")
    try:
        content = tomllib.loads(text)
    except RecursionError as problem:
        raise ExerciseError(f"{path}: is not valid TOML: nested too deep") from problem
    except ValueError as problem:  # also for a whole number of thousands of digits
        raise ExerciseError(f"{path}: is not valid TOML: {problem}") from problem
    return Reader(path.name, content).exercise()


class Reader:
    """Takes the keys out of a file's content one by one; what is left over is unknown."""

    def __init__(self, file: str, content: dict[str, Any]) -> None:
        self._file = file
        self._asked: dict[str, tuple[str, ...]] = {}
        self._content = {
            f"{table}.{key}": value
            for table, keys in content.items()
            if isinstance(keys, dict)
            for key, value in keys.items()
        } | {key: value for key, value in content.items() if not isinstance(value, dict)}

    def exercise(self) -> Exercise:
        only_lowering = self.yes_or_no_unless_missing("repetition.eccentric_only")
        exercise = Exercise(
            name=self.text("name"),
            title=self.text("title"),
            moving=self.part("height.moving"),
            anchor=self.part("height.anchor"),
            joint=self.joint("angle.joint"),
            lowering_extends=self.choice("angle.lowering", DIRECTIONS) == "opens",
            range_views=self.choices("angle.range_views", VIEWS),
            torso_inclination_deg=self.interval("position.torso_inclination_deg"),
            usual_torso_deg=self.number_unless_missing("position.usual_torso_deg"),
            height=self.interval("position.height"),
            minimum_travel=self.positive("repetition.minimum_travel"),
            ends_at_bottom=self.yes_or_no("repetition.ends_at_bottom"),
            leave_s=self.positive("set.leave_s"),
            rest_s=self.positive("set.rest_s"),
            also_called=self.texts_unless_missing("also_called"),
        )
        if self._content:
            key = next(iter(self._content))
            meant = did_you_mean(key, self._asked)
            raise ExerciseError(f"{self._file}: {shown(key)}: unknown key{meant}")
        return as_eccentric_only(exercise) if only_lowering else exercise

    def take(self, key: str, expected: str) -> Any:
        self._asked[key] = ()
        if key not in self._content:
            raise ExerciseError(f"{self._file}: {key}: missing; expected {expected}")
        return self._content.pop(key)

    def wrong(self, key: str, expected: str, value: Any) -> ExerciseError:
        return ExerciseError(f"{self._file}: {key}: expected {expected}, found {shown(value)}")

    def text(self, key: str) -> str:
        expected = "a text that is not empty"
        value = self.take(key, expected)
        if not is_text(value):
            raise self.wrong(key, expected, value)
        return str(value)

    def texts_unless_missing(self, key: str) -> tuple[str, ...]:
        if key not in self._content:
            return ()
        expected = "a list of texts"
        values = self.take(key, expected)
        if not isinstance(values, list) or not all(map(is_text, values)):
            raise self.wrong(key, expected, values)
        return tuple(values)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        expected = f"one of {', '.join(allowed)}"
        value = self.take(key, expected)
        if value not in allowed:
            raise self.wrong(key, expected, value)
        return str(value)

    def choices(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        expected = f"a list of {', '.join(allowed)}"
        values = self.take(key, expected)
        if not isinstance(values, list) or any(value not in allowed for value in values):
            raise self.wrong(key, expected, values)
        return tuple(values)

    def part(self, key: str) -> Sides:
        return sides_of(self.choice(key, BODY_PARTS))

    def joint(self, key: str) -> tuple[Sides, Sides, Sides]:
        expected = f"three of {', '.join(BODY_PARTS)}, the bending joint in the middle"
        value = self.take(key, expected)
        known = isinstance(value, list) and all(part in BODY_PARTS for part in value)
        if not known or len(value) != 3 or len(set(value)) != 3:
            raise self.wrong(key, expected, value)
        first, middle, last = (sides_of(part) for part in value)
        return first, middle, last

    def interval(self, key: str) -> tuple[float, float]:
        expected = "two numbers, the lower first"
        value = self.take(key, expected)
        numbers = isinstance(value, list) and len(value) == 2 and all(map(is_number, value))
        if not numbers or value[0] >= value[1]:
            raise self.wrong(key, expected, value)
        return float(value[0]), float(value[1])

    def positive(self, key: str) -> float:
        expected = "a number above 0"
        value = self.take(key, expected)
        if not is_number(value) or value <= 0:
            raise self.wrong(key, expected, value)
        return float(value)

    def number_unless_missing(self, key: str) -> float | None:
        if key not in self._content:
            return None
        expected = "a number"
        value = self.take(key, expected)
        if not is_number(value):
            raise self.wrong(key, expected, value)
        return float(value)

    def yes_or_no(self, key: str) -> bool:
        value = self.take(key, "true or false")
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false", value)
        return value

    def yes_or_no_unless_missing(self, key: str) -> bool:
        """False where the key is left out."""
        return key in self._content and self.yes_or_no(key)


def is_text(value: Any) -> bool:
    """One that can be shown in a line."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def shown(value: Any) -> str:
    """The beginning of it, in a few words: it may be as long or as deep as it likes."""
    parts = value if isinstance(value, list) else ()
    if isinstance(value, dict) or any(isinstance(part, list | dict) for part in parts):
        return "tables or lists in one another"
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def is_number(value: Any) -> bool:
    """A usable one: neither true, nor nan, nor without end."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
