"""Codes and values in, sentences out: one table a language.

In: reasons, verdicts, stages and numbers of `core` and `live`. Out: what people read, in the
language in use. Never: a decision, a measurement, a file other than the tables.

A language is one folder of TOML files beside this one, named by its code (`en`), with the same
keys as English: whole sentences with places for values (`{t_s:.1f}`, `{parts:body}`), in as many
plural forms as the language has. Everything that is shown of a session goes through `say` and
`sentence`. Not in the tables, and English as yet: the texts of errors and of `--help`, which name
options and files, and what the terminal says of files while a command runs. What is spoken is in
`sounds/en.toml`, since each of its words is a recording.
"""

from vision_coach.words.exercises import exercise_title, flag_words
from vision_coach.words.language import Words, read_language
from vision_coach.words.reasons import can_be_said, quoted, sentence
from vision_coach.words.rules import nearest_words, rule_words
from vision_coach.words.sets import course_words, happened, prescribed, trend_words
from vision_coach.words.spoken import (
    clauses,
    language,
    language_code,
    listed,
    named,
    number,
    say,
    speaking,
)

__all__ = [
    "Words",
    "can_be_said",
    "clauses",
    "course_words",
    "exercise_title",
    "flag_words",
    "happened",
    "language",
    "language_code",
    "listed",
    "named",
    "nearest_words",
    "number",
    "prescribed",
    "quoted",
    "read_language",
    "rule_words",
    "say",
    "sentence",
    "speaking",
    "trend_words",
]
