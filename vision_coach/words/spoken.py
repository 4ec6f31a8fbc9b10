"""The language in use. English, unless something else is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from vision_coach.words.language import Words, read_language

ENGLISH = "en"
FOLDER = Path(__file__).parent


@cache
def language(name: str = ENGLISH) -> Words:
    """A language by the name of its folder. Read at its first use."""
    return read_language(FOLDER / name)


SPOKEN: ContextVar[Words | None] = ContextVar("spoken", default=None)
"""For each thread and task its own: two readers of one server may speak two languages."""


def spoken() -> Words:
    return SPOKEN.get() or language()


@contextmanager
def speaking(words: Words) -> Iterator[None]:
    """Everything that is said inside is said in `words`."""
    before = SPOKEN.set(words)
    try:
        yield
    finally:
        SPOKEN.reset(before)


def say(key: str, **values: Any) -> str:
    """The sentence `key` of the table, with its values, in the language in use."""
    return spoken().say(key, **values)


def named(group: str, code: str) -> str:
    """What the table's `group` calls `code`; a name that it does not know stands for itself."""
    return spoken().named(group, code)


def number(value: float, spec: str = "g") -> str:
    """A number for readers, `spec` as Python's format knows it: `number(2.5, ".2f")`."""
    return spoken().number(value, spec)


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b" or "a, b and c"; at least one word."""
    return spoken().listed(words)


def language_code() -> str:
    """Of the language in use, as a page names it: "en"."""
    return spoken().rules.code


def clauses(statements: Sequence[str]) -> str:
    """Short statements in one line: "8 repetitions; 2 partial"."""
    return spoken().rules.clauses_between.join(statements)
