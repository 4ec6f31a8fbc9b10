"""What an error says of a name that is not known but near one that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vision_coach.core.suggestion import nearest_name


def did_you_mean(written: str, known: Mapping[str, Iterable[str]]) -> str:
    """`; did you mean 'squat'?`, or nothing where no known name is near.

    known: each name with whatever else it is called.
    """
    name = nearest_name(written, known)
    return f"; did you mean '{name}'?" if name else ""
