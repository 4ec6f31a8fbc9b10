"""One language: its table of words, and how it writes numbers, plurals and lists."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vision_coach.words.plurals import CATEGORIES, OTHER, category

RULES_FILE = "language.toml"

Pattern = str | Mapping[str, str]
"""A sentence with places for values, or one for each plural form of the value `count`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for all sentences of a language."""

    code: str
    """As pages name their language: BCP 47."""
    name: str
    """What its speakers call it."""
    decimal: str
    percent: str
    """After a number; with the space that belongs there."""
    list_between: str
    list_last: str
    """Before the last of several."""
    numbers_between: str
    clauses_between: str
    """Between short statements in one line."""
    plural: Mapping[str, str]
    """Rules of `plurals`, by form."""


class Blanks(string.Formatter):
    """Fills in a pattern: `{t_s:.1f}` is a number, `{parts:body}` words of the table's [body]."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, tuple | list):
            return self._several(value, format_spec)
        if format_spec.isidentifier() and isinstance(value, str):
            return self._words.named(format_spec, value)
        if isinstance(value, int | float):
            return self._words.number(value, format_spec)
        return str(value)

    def _several(self, values: Sequence[Any], format_spec: str) -> str:
        each = [self.format_field(value, format_spec) for value in values]
        if any(isinstance(value, str) for value in values):
            return self._words.listed(each)
        return self._words.rules.numbers_between.join(each)


@dataclass(frozen=True, slots=True)
class Words:
    """Codes and values in, sentences out."""

    rules: Rules
    patterns: Mapping[str, Pattern] = field(repr=False)
    """By key: the file's name, then the names of its tables, joined by dots."""

    def say(self, key: str, **values: Any) -> str:
        """The sentence `key` with its values. Raises KeyError where one of them is missing."""
        pattern = self.patterns[key]
        if not isinstance(pattern, str):
            form = category(values["count"], self.rules.plural)
            pattern = pattern.get(form, pattern[OTHER])
        return Blanks(self).vformat(pattern, (), values)

    def named(self, group: str, code: str) -> str:
        """What something is called; a name that the table does not know stands for itself."""
        pattern = self.patterns.get(f"{group}.{code}", code)
        return pattern if isinstance(pattern, str) else code

    def number(self, value: float, spec: str = "g") -> str:
        """In the manner of Python's format, with the language's own signs."""
        is_share = spec.endswith("%")
        text = format(value, spec).removesuffix("%").replace(".", self.rules.decimal)
        return text + self.rules.percent if is_share else text

    def listed(self, words: Sequence[str]) -> str:
        """ "a", "a and b" or "a, b and c"; at least one word."""
        *others, last = words
        if not others:
            return last
        return f"{self.rules.list_between.join(others)}{self.rules.list_last}{last}"


def read_language(folder: Path) -> Words:
    """A language's folder: `language.toml`, and the table in as many files as it needs."""
    rules = content_of(folder / RULES_FILE)
    tables = {path.stem: content_of(path) for path in folder.glob("*.toml")}
    del tables[Path(RULES_FILE).stem]
    return Words(Rules(**rules), dict(entries(tables, "")))


def content_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def entries(table: Mapping[str, Any], place: str) -> Iterator[tuple[str, Pattern]]:
    for name, value in table.items():
        key = f"{place}{name}"
        if isinstance(value, str) or (OTHER in value and set(value) <= set(CATEGORIES)):
            yield key, value
        else:
            yield from entries(value, f"{key}.")
