"""A session's plan as it is written, block by block: exercise, sets of repetitions, tempo, rest.

squat 3x8 4-1-1-0 rest 90; push_up 3x6 3-0-1-0
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path

from vision_coach.app.request import AUTO, Request, chosen_exercise
from vision_coach.core.errors import PlanError, TempoError
from vision_coach.core.tempo import Prescription, Tempo, parse_tempo
from vision_coach.live.course import Block
from vision_coach.live.state import Plan

SETS_OF_REPS = re.compile(r"(?![0-9]{2}X[0-9]$)([0-9]+)[xX\u00d7]([0-9]+)")
"""`10x5` are ten sets of five, `10X5` is a tempo: it has a large X."""
MOST = 1000
"""Sets, or repetitions of one; a larger number is a slip."""
LONGEST_REST_S = 3600.0
LONGEST_FILE = 20_000
"""Characters; a plan of a page has 2000."""
EXAMPLE = "squat 3x8 4-1-1-0 rest 90"


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """Sets of one exercise, as it was written."""

    exercise: str
    """A name, a file or `auto`."""
    prescription: Prescription = field(default_factory=Prescription)
    plan: Plan = field(default_factory=Plan)


def blocks_for(request: Request, planned: tuple[PlannedBlock, ...]) -> list[Block]:
    """With the exercises themselves. Raises ExerciseError for one that is not known."""
    return [
        Block(
            None if one.exercise == AUTO else chosen_exercise(request, one.exercise),
            one.prescription,
            one.plan,
        )
        for one in planned
    ]


def parse_plan(text_or_file: str, usual: Prescription, rest_s: float | None) -> list[PlannedBlock]:
    """Read a plan, or the file that holds one: a block a line, `#` begins a comment.

    usual, rest_s: what holds where a block does not say. Raises PlanError naming the block.
    """
    path = Path(text_or_file)
    if is_file(path):
        text, folder = content_of(path), path.parent
    elif looks_like_file(text_or_file):
        raise PlanError(f"--plan: {path}: no such file")
    else:
        text, folder = text_or_file, None
    lines = [line.partition("#")[0] if folder else line for line in text.splitlines()]
    written = [part.strip() for line in lines for part in line.split(";") if part.strip()]
    if not written:
        raise PlanError(f"--plan: nothing is planned; write blocks as '{EXAMPLE}'")
    usual_block = PlannedBlock(AUTO, usual, Plan(rest_s=rest_s))
    blocks = [BlockText(one).block(usual_block, folder) for one in written]
    for one, block in zip(written[:-1], blocks[:-1], strict=True):
        if block.plan.sets is None:
            raise PlanError(f"--plan: '{one}' never ends: say how much of it, as 3x8")
    return blocks


def looks_like_file(text: str) -> bool:
    """A plan of one word can be a name or an exercise file."""
    suffix = Path(text).suffix.lower()
    return bool(suffix) and suffix != ".toml" and not any(mark in text for mark in " ;\n")


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def content_of(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise PlanError(f"{path}: is no plan that can be read ({problem})") from problem
    if len(text) > LONGEST_FILE:
        raise PlanError(f"{path}: is too long for a plan ({len(text)} characters)")
    return text


def lexer_of(written: str) -> shlex.shlex:
    """Words, of which quotes hold several together; a backslash is one, as in paths."""
    lexer = shlex.shlex(written, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.escape, lexer.commenters = True, "", ""
    return lexer


class BlockText:
    """One block as it is written."""

    def __init__(self, written: str) -> None:
        self._written = written
        try:
            self._words = list(lexer_of(written))
        except ValueError as problem:
            raise self._error(str(problem).lower()) from problem

    def _error(self, why: str) -> PlanError:
        return PlanError(f"--plan: '{self._written}': {why}; write it as '{EXAMPLE}'")

    def block(self, usual: PlannedBlock, folder: Path | None) -> PlannedBlock:
        name, *rest = self._words
        plan, prescription = usual.plan, usual.prescription
        if rest and (found := SETS_OF_REPS.fullmatch(rest[0])):
            sets, reps = (self._count(number) for number in found.groups())
            plan = replace(plan, sets=sets, reps=reps)
            rest = rest[1:]
        at = next((at for at, word in enumerate(rest) if word.lower() == "rest"), len(rest))
        if rest[at:]:
            plan = replace(plan, rest_s=self._rest_s(rest[at + 1 :]))
        if rest[:at]:
            prescription = replace(prescription, tempo=self._tempo(" ".join(rest[:at])))
        is_own = name.lower().endswith(".toml")
        exercise = str(folder / name) if folder and is_own else name
        return PlannedBlock(AUTO if name.lower() == AUTO else exercise, prescription, plan)

    def _count(self, text: str) -> int:
        # Longer texts would take long to read as a number.
        number = int(text) if len(text) <= 6 else MOST + 1
        if not 1 <= number <= MOST:
            raise self._error(f"sets and repetitions are numbers from 1 to {MOST}")
        return number

    def _rest_s(self, words: list[str]) -> float:
        found = re.fullmatch(r"([0-9]{1,4}(?:\.[0-9]+)?)\s*s?", " ".join(words).lower())
        seconds = float(found[1]) if found else 0.0
        if not 0 < seconds <= LONGEST_REST_S:
            raise self._error("after 'rest' come its seconds, more than 0 and at most 3600")
        return seconds

    def _tempo(self, text: str) -> Tempo:
        try:
            return parse_tempo(text)
        except TempoError as problem:
            raise self._error(str(problem)) from problem
