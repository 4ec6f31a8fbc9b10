"""One row of the summary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the summary."""

    on: str
    target: str
    reached: str
    met: bool | None
    """None: shown without a target."""
