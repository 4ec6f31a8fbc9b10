"""What somebody meant who wrote a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

LEAST_LIKENESS = 0.7
"""Share of letters in common and in order. Slips of one or two letters in a name of five or more
(`sqaut`, `anlyze`, `--excercise`) have 0.8 and more; other exercises (`bench press` beside
`press-up`, `pullover` beside `pull-up`) 0.6 at most."""
LONGEST_NAME = 60
"""Characters; comparing takes time that grows with the product of the lengths."""


def nearest_name(written: str, known: Mapping[str, Iterable[str]]) -> str | None:
    """The name that is, itself or by what else it is called, most like `written`."""
    if len(written) > LONGEST_NAME:
        return None
    likeness = {
        name: max(likeness_of(written, one) for one in (name, *others))
        for name, others in known.items()
    }
    best = max(likeness, key=lambda name: likeness[name], default=None)
    return best if best is not None and likeness[best] >= LEAST_LIKENESS else None


def likeness_of(one: str, other: str) -> float:
    """0 to 1; dashes, spaces and capitals make no difference."""
    return SequenceMatcher(None, letters_of(one), letters_of(other)).ratio()


def letters_of(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
