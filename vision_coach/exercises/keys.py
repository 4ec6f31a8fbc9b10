"""The keys of an exercise file, taken one by one; whatever is wrong with them is said at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from vision_coach.core.body.parts import BODY_PARTS, Sides, sides_of
from vision_coach.core.errors import ExerciseError
from vision_coach.words.suggestions import did_you_mean

SHOWN_CHARACTERS = 40
LARGEST = 1e6
"""No angle, length or time of an exercise is near it."""
MOST_FAULTS = 20
"""More in one file is no exercise file."""
NEEDED = object()
"""In place of what is taken for a key that is left out."""
HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
ASSIGNMENT = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")


def line_numbers(text: str) -> dict[str, int]:
    """ "table.key" -> the line of a TOML file, from 1, in which it is given."""
    table = ""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.match(line):
            table = header[1].strip() + "."
        elif assignment := ASSIGNMENT.match(line):
            lines.setdefault(table + assignment[1], number)
    return lines


class Keys:
    """Takes the keys out of a file's content; what is left over in the end is unknown.

    A key that is wrong is noted and gives something harmless, so that the next ones are looked at.
    """

    def __init__(self, file: str, content: dict[str, Any], text: str) -> None:
        self._file = file
        self._lines = line_numbers(text)
        self._asked: dict[str, tuple[str, ...]] = {}
        self._faults: list[str] = []
        self._content = {
            f"{table}.{key}": value
            for table, keys in content.items()
            if isinstance(keys, dict)
            for key, value in keys.items()
        } | {key: value for key, value in content.items() if not isinstance(value, dict)}

    def finish(self) -> None:
        """Raises ExerciseError for all that was wrong."""
        for key in self._content:
            meant = did_you_mean(key, self._asked)
            self._faults.append(f"{self._place(key)}{shown(key)}: unknown key{meant}")
        if not self._faults:
            return
        said = self._faults[:MOST_FAULTS]
        if len(said) == 1:
            raise ExerciseError(f"{self._file}: {said[0]}")
        more = len(self._faults) - len(said)
        listed = "".join(f"\n  {fault}" for fault in said) + (
            f"\n  and {more} more" if more else ""
        )
        raise ExerciseError(f"{self._file}: {len(self._faults)} things are wrong:{listed}")

    def _place(self, key: str) -> str:
        return f"line {self._lines[key]}: " if key in self._lines else ""

    def take(
        self,
        key: str,
        expected: str,
        is_right: Callable[[Any], bool],
        harmless: Any,
        default: Any = NEEDED,
    ) -> Any:
        """The key's value, or `default`. `harmless` stands for one that is missing or wrong."""
        self._asked[key] = ()
        if key not in self._content:
            if default is not NEEDED:
                return default
            self._faults.append(f"{key}: missing; expected {expected}")
            return harmless
        value = self._content.pop(key)
        if is_right(value):
            return value
        self._faults.append(f"{self._place(key)}{key}: expected {expected}, found {shown(value)}")
        return harmless

    def names_in(self, table: str) -> list[str]:
        """The keys of a table that are given, without the table's name."""
        return [key.partition(".")[2] for key in self._content if key.startswith(f"{table}.")]

    def text(self, key: str, default: Any = NEEDED) -> str:
        return str(self.take(key, "a text that is not empty", is_text, "-", default))

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self.take(key, "a list of texts", is_list_of(is_text), (), ()))

    def choice(self, key: str, allowed: Sequence[str], default: Any = NEEDED) -> str:
        expected = f"one of {', '.join(allowed)}"
        return str(self.take(key, expected, lambda one: one in allowed, allowed[0], default))

    def choices(
        self, key: str, allowed: Sequence[str], default: tuple[str, ...]
    ) -> tuple[str, ...]:
        expected = f"a list of {', '.join(allowed)}"
        known = is_list_of(lambda one: one in allowed)
        return tuple(self.take(key, expected, known, (), default))

    def part(self, key: str) -> Sides:
        return sides_of(self.choice(key, BODY_PARTS))

    def parts(self, key: str) -> tuple[Sides, ...]:
        return tuple(map(sides_of, self.choices(key, BODY_PARTS, ())))

    def joint(self, key: str) -> tuple[Sides, Sides, Sides]:
        expected = f"three of {', '.join(BODY_PARTS)}, the bending joint in the middle"

        def is_joint(value: Any) -> bool:
            known = isinstance(value, list) and all(part in BODY_PARTS for part in value)
            return known and len(value) == 3 and len(set(value)) == 3

        first, middle, last = self.take(key, expected, is_joint, BODY_PARTS[:3])
        return sides_of(first), sides_of(middle), sides_of(last)

    def interval(self, key: str, default: tuple[float, float] | None = None) -> tuple[float, float]:
        low, high = self.take(
            key,
            "two numbers, the lower first",
            lambda value: is_pair(value) and value[0] < value[1],
            (0.0, 1.0),
            default or NEEDED,
        )
        return float(low), float(high)

    def pair(self, key: str) -> tuple[float, float]:
        first, second = self.take(key, "two numbers", is_pair, (0.0, 0.0))
        return float(first), float(second)

    def pair_or_none(self, key: str) -> tuple[float, float] | None:
        value = self.take(key, "two numbers", is_pair, None, None)
        return None if value is None else (float(value[0]), float(value[1]))

    def positive(self, key: str, default: Any = NEEDED) -> float:
        expected, harmless = "a number above 0", 1.0
        return float(
            self.take(key, expected, lambda one: is_number(one) and one > 0, harmless, default)
        )

    def number(self, key: str, default: float) -> float:
        return float(self.take(key, "a number", is_number, 0.0, default))

    def number_or_none(self, key: str) -> float | None:
        value = self.take(key, "a number", is_number, None, None)
        return None if value is None else float(value)

    def yes_or_no(self, key: str, *, default: bool | None) -> bool | None:
        value = self.take(key, "true or false", is_truth, None, default)
        return None if value is None else bool(value)


def is_list_of(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda values: isinstance(values, list) and all(map(is_right, values))


def is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(is_number, value))


def is_truth(value: Any) -> bool:
    return isinstance(value, bool)


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
