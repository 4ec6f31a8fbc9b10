"""What labels and publishers call exercises, and what the program calls them."""

from __future__ import annotations

from functools import cache

from vision_coach.exercises import built_in_names, load_exercise


@cache
def known_as(called: str) -> str | None:
    """The program's name for what a label or a publisher calls "squat" or "row (seated)"."""
    name = called.split(" (")[0]
    for exercise in map(load_exercise, built_in_names()):
        also = {other.replace("-", " ").lower() for other in exercise.also_called}
        if name == exercise.name or name.replace("_", " ").replace("-", " ").lower() in also:
            return exercise.name
    return None


def family_of(name: str) -> str:
    return load_exercise(name).family if name in built_in_names() else name
