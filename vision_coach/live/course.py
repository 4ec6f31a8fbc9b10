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
    """Goes through blocks, at least one; a block without a number of sets goes on for ever."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = list(blocks)
        self.block_number = 0
        """From 0."""
        self.set_number = 1
        """From 1, through all blocks."""
        self._set_of_block = 1

    @property
    def block(self) -> Block:
        return self._blocks[self.block_number]

    @property
    def sets_planned(self) -> int | None:
        """Of all blocks together; None where one of them is open."""
        planned = [block.sets_planned for block in self._blocks]
        known = [count for count in planned if count is not None]
        return sum(known) if len(known) == len(planned) else None

    @property
    def is_in_last_set(self) -> bool:
        return self._is_block_done and self.block_number == len(self._blocks) - 1

    @property
    def _is_block_done(self) -> bool:
        """Whether the present set is the last one of its block."""
        planned = self.block.sets_planned
        return planned is not None and self._set_of_block >= planned

    def go_on(self) -> bool:
        """A set is done: to the next one. Whether it is one of another block."""
        self.set_number += 1
        if not self._is_block_done:
            self._set_of_block += 1
            return False
        self.block_number += 1
        self._set_of_block = 1
        return True
