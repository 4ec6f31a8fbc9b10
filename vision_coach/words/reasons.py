"""Reasons as sentences."""

from __future__ import annotations

from typing import Any

from vision_coach.core.report.reason import Reason
from vision_coach.words.exercises import exercise_title
from vision_coach.words.rules import rejections_in_words
from vision_coach.words.spoken import say, spoken

OF_REJECTIONS = ("not_in_position", "moved_too_little", "rejected", "recognised_as_nothing")
"""Reasons that hold rejections; see `core.review.nothing_found`."""


def sentence(reason: Reason) -> str:
    """What `reason` says, in the language in use."""
    return say(f"reasons.{reason.code}", **composed(reason))


def can_be_said(reason: Reason) -> bool:
    """Whether there are words for it and it has the values they need.

    A report of a later version, or of another program, may have others.
    """
    try:
        sentence(reason)
    except (KeyError, ValueError, TypeError):
        return False
    return True


def quoted(text: str) -> Reason:
    """A sentence that a report brings along, from whatever program and in whatever language."""
    return Reason.of("as_written", text=text)


def composed(reason: Reason) -> dict[str, Any]:
    """The values, with those put into words that need a sentence of their own."""
    values: dict[str, Any] = dict(reason.values)
    if reason.code == "exercise_not_clear":
        seen = zip(values.pop("exercises"), values.pop("counts"), strict=True)
        phrases = [
            say("report.possible_repetitions", count=count, exercise=exercise_title(name))
            for name, count in seen
        ]
        values["seen"] = spoken().rules.list_between.join(phrases)
    elif reason.code in OF_REJECTIONS:
        values["seen"] = rejections_in_words(reason)
    return values
