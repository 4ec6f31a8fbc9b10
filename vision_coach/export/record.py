"""JSON objects whose values are of the kind that is asked for, or an error that says where."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from vision_coach.core.errors import ReportError

SHOWN_CHARACTERS = 30
LARGEST = 1e12
"""No time, angle, picture or count of a report is near it, and sums of smaller ones stay finite."""


@dataclass(frozen=True, slots=True)
class Record:
    """An object of a report or of a journal.

    Every method raises ReportError for a value of another kind.
    """

    content: dict[str, Any]
    place: str = ""
    """Where it stands, as in `sets[0].reps[2].`; empty for the whole."""

    def get(self, key: str) -> Any:
        if key not in self.content:
            raise ReportError(f"is no complete report: {self.place}{key} is missing")
        return self.content[key]

    def error(self, key: str, expected: str) -> ReportError:
        found = repr(self.get(key))
        shown = found if len(found) <= SHOWN_CHARACTERS else found[:SHOWN_CHARACTERS] + "…"
        return ReportError(f"{self.place}{key}: expected {expected}, found {shown}")

    def text(self, key: str) -> str:
        value = self.get(key)
        if not isinstance(value, str):
            raise self.error(key, "text")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self.get(key) is None else self.text(key)

    def whole(self, key: str) -> int:
        value = self.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
            raise self.error(key, "a whole number")
        return value

    def truth_or_none(self, key: str) -> bool | None:
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, "true, false or null")
        return value

    def truth(self, key: str) -> bool:
        value = self.truth_or_none(key)
        if value is None:
            raise self.error(key, "true or false")
        return value

    def number(self, key: str) -> float:
        """NaN where it is null: what could not be worked out."""
        return self._number(key, self.get(key))

    def number_or_none(self, key: str) -> float | None:
        return None if self.get(key) is None else self.number(key)

    def numbers(self, key: str) -> tuple[float, ...]:
        return tuple(self._number(key, value) for value in self._list(key, "a list of numbers"))

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key, "a list of texts")
        if not all(isinstance(value, str) for value in values):
            raise self.error(key, "a list of texts")
        return tuple(values)

    def record(self, key: str) -> Record:
        value = self.get(key)
        if not isinstance(value, dict):
            raise self.error(key, "an object")
        return Record(value, f"{self.place}{key}.")

    def record_or_none(self, key: str) -> Record | None:
        return None if self.get(key) is None else self.record(key)

    def records(self, key: str) -> list[Record]:
        values = self._list(key, "a list of objects")
        if not all(isinstance(value, dict) for value in values):
            raise self.error(key, "a list of objects")
        return [
            Record(value, f"{self.place}{key}[{number}].") for number, value in enumerate(values)
        ]

    def _list(self, key: str, expected: str) -> list[Any]:
        value = self.get(key)
        if not isinstance(value, list):
            raise self.error(key, expected)
        return value

    def _number(self, key: str, value: Any) -> float:
        if value is None:
            return math.nan
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise self.error(key, "numbers")
        if abs(value) > LARGEST:
            raise self.error(key, "a number of seconds, degrees or pixels")
        return float(value)
