"""What a method says of one repetition: the same for the program and for the rivals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vision_coach.core.report.session import Rep
from vision_coach.words import sentence


@dataclass(frozen=True, slots=True)
class Prediction:
    """Times in seconds from the start of the video; None where the method does not know them."""

    eccentric_start_s: float
    eccentric_end_s: float
    concentric_start_s: float | None = None
    concentric_end_s: float | None = None
    top_pause_s: float | None = None
    """From reaching the top until the next lowering."""
    uncertainty_s: float | None = None
    """Half-width of the interval that should hold 90 % of the true lowering times."""
    reason: str | None = None
    """Why it is not graded."""
    flags: tuple[str, ...] = ()

    @property
    def eccentric_s(self) -> float:
        return self.eccentric_end_s - self.eccentric_start_s

    @property
    def bottom_pause_s(self) -> float | None:
        if self.concentric_start_s is None:
            return None
        return self.concentric_start_s - self.eccentric_end_s

    @property
    def concentric_s(self) -> float | None:
        if self.concentric_start_s is None or self.concentric_end_s is None:
            return None
        return self.concentric_end_s - self.concentric_start_s

    @property
    def graded(self) -> bool:
        return self.reason is None


def from_report(reps: Iterable[Rep]) -> list[Prediction]:
    """The program's repetitions of all sets."""
    return [
        Prediction(
            rep.eccentric_start_s,
            rep.eccentric_end_s,
            rep.concentric_start_s,
            rep.concentric_end_s,
            rep.top_pause_s,
            rep.eccentric_uncertainty_s,
            sentence(rep.reason) if rep.reason else None,
            rep.flags,
        )
        for rep in reps
    ]


def with_top_pauses(predictions: Sequence[Prediction]) -> list[Prediction]:
    """Fill in the time between the end of a rise and the next lowering."""
    filled = [
        one
        if one.concentric_end_s is None
        else replace(one, top_pause_s=following.eccentric_start_s - one.concentric_end_s)
        for one, following in pairwise(predictions)
    ]
    return [*filled, *predictions[-1:]]
