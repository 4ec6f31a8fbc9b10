"""What a session is to consist of, block by block, and where in it the training stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vision_coach.core.exercise import Exercise
from vision_coach.core.tempo import Prescription
from vision_coach.live.state import Plan


@dataclass(frozen=True, slots=True)
class Block:
    """Sets of one exercise."""

    exercise: Exercise | None
    """None: whichever is recognised, set by set."""
    prescription: Prescription = field(default_factory=Prescription)
    plan: Plan = field(default_factory=Plan)

    @property
    def sets_planned(self) -> int | None:
        only_one = self.plan.sets is None and self.plan.reps is not None
        return 1 if only_one else self.plan.sets


class Course:
    """Goes through blocks, at least one; all but the last need a number of sets."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = list(blocks)
        self._number = 0
        self.set_number = 1
        """From 1, within its block."""
        self.sets_before = 0
        """In the blocks that are done."""

    @property
    def block(self) -> Block:
        return self._blocks[self._number]

    @property
    def is_in_last_set(self) -> bool:
        planned = self.block.sets_planned
        last_block = self._number == len(self._blocks) - 1
        return last_block and planned is not None and self.set_number >= planned

    def go_on(self) -> bool:
        """A set is done: to the next one. Whether it begins another block."""
        planned = self.block.sets_planned
        if planned is None or self.set_number < planned:
            self.set_number += 1
            return False
        self.sets_before += self.set_number
        self._number += 1
        self.set_number = 1
        return True
