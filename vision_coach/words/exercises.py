"""What exercises are called, and the flags of their repetitions."""

from __future__ import annotations

from vision_coach.words.spoken import spoken


def exercise_title(name: str, title: str | None = None) -> str:
    """`push_up` as "Push-up"; a user's own exercise by the title that its file gives it."""
    return spoken().named("exercises", name) if is_known(name) else title or titled(name)


def is_known(name: str) -> bool:
    return f"exercises.{name}" in spoken().patterns


def titled(name: str) -> str:
    return name.replace("_", " ").capitalize()


def flag_words(flag: str) -> str:
    """`eccentric_only` as "eccentric only"; also a flag of another program's report."""
    return spoken().named("flags", flag).replace("_", " ")
