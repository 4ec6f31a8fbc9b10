"""What is to be said of something, as a code with values. Sentences are made in `words`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Value = str | float | int | bool | None | tuple[str, ...] | tuple[float, ...]
"""What a sentence may hold: numbers in the unit that the value's name ends in, names of parts."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to say: `Reason.of("ends_at_cut", t_s=8.4)`. Compared and hashed by content."""

    code: str
    """Which sentence it is; every language has words for each code."""
    values: tuple[tuple[str, Value], ...] = ()
    """What the sentence is about, by name, in alphabetical order."""

    @classmethod
    def of(cls, code: str, **values: Value) -> Reason:
        return cls(code, tuple(sorted(values.items())))

    def __getitem__(self, name: str) -> Value:
        """Raises KeyError for a value that it does not have."""
        return self.by_name[name]

    @property
    def by_name(self) -> Mapping[str, Value]:
        return dict(self.values)


WRITTEN_DECIMALS = 4
"""As the times of a report: a tenth of a millisecond."""


def as_written(reason: Reason) -> Reason:
    """The same with the decimals of a report, so that one that is read back says the same."""
    return Reason(reason.code, tuple((name, in_decimals(value)) for name, value in reason.values))


def in_decimals(value: Value) -> Value:
    if isinstance(value, float):
        return round(value, WRITTEN_DECIMALS) if math.isfinite(value) else None
    if isinstance(value, tuple):
        # mypy knows no tuple of either kind.
        parts: list[Any] = [in_decimals(part) for part in value]
        return tuple(parts)
    return value
