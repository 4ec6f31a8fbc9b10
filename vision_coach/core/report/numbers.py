"""Whether a number is known."""

from __future__ import annotations

import math
from typing import TypeGuard


def is_number(value: float | None) -> TypeGuard[float]:
    """False for None and for NaN, of which a report says nothing."""
    return value is not None and math.isfinite(value)
