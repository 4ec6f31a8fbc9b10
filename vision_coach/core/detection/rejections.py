"""What looked like a repetition, a set or an exercise and was not counted, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """Every rule by which something is not counted. `words` says each of them in a sentence."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One rule's no, with the number that it looked at."""

    rule: Rule
    value: float | None
    """What was measured; None where there was nothing to measure."""
    limit: float | None
    """What it would have had to reach, or not to exceed."""
    unit: str
    """Of value and limit: "s", "deg", "limb_lengths", "share", "count"."""
    t_s: float
    """When what was rejected began."""
    until_s: float
    """When it was over."""
    exercise: str | None = None
    """The exercise that it was tried as; None where the rule is about all of them."""
