"""What looked like a repetition, a set or an exercise and was not counted, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

JOIN_S = 5.0
"""What one rule rejects again within so long is one movement that goes on: about two repetitions.
An hour holds at most 720 of a rule and an exercise, and a few in practice."""


class Rule(StrEnum):
    """Every rule by which something is not counted. `words` says each of them in a sentence.

    From the first that is asked to the last: what is stopped by a later one was nearer to counting.
    """

    TOO_FEW_SAMPLES = "too_few_samples"
    """Somebody is seen in too few frames between two breaks."""
    JUMPING_POSE = "jumping_pose"
    """Many frames of a stretch were left out, since the pose was somewhere else in them."""
    HEIGHT = "height"
    """The moving part is too high or too low over the anchor: another posture."""
    TORSO = "torso"
    """The torso is too upright or too flat: another posture."""
    TRAVEL = "travel"
    """The usual lowering of the set, or its only motion, is too small."""
    ANCHOR_MOVED = "anchor_moved"
    """Hands or feet, which should stay, go up or down."""
    ANCHOR_ASIDE = "anchor_aside"
    """Hands or feet, which should stay, go aside."""
    NOT_RAISED = "not_raised"
    """The body does not come back up."""
    LET_GO = "let_go"
    """The anchor comes down, instead of the body coming back up."""
    REST_OF_LOWERING = "rest_of_lowering"
    """A lowering divided by a cut or a gap goes on; its beginning stands for it."""
    LEAN = "lean"
    """It ends in another posture than the exercise's, or this person's own."""
    STEP = "step"
    """One foot or hand comes up beside the other."""
    UNBENT = "unbent"
    """The joint hardly bends, and does in the set's other lowerings."""
    TOO_SMALL = "too_small"
    """It travels too little beside the set's other lowerings."""
    TOO_QUICK = "too_quick"
    """It is faster than a body falls."""
    NOT_EXPLAINED = "not_explained"
    """The exercise explains the movement hardly better than anything else would."""
    LONE = "lone"
    """A single movement of an exercise, beside sets of others."""
    NO_CLEAR_LEAD = "no_clear_lead"
    """The exercise explains the movement hardly better than another one."""


UNITS = ("s", "deg", "limb_lengths", "share", "count", "evidence")
"""Of values and limits; evidence is the natural logarithm of a ratio of likelihoods."""
ORDER = {rule: number for number, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Rejection:
    """One rule's no, with the number that it looked at."""

    rule: Rule
    value: float | None
    """What was measured; None where there was nothing to measure."""
    limit: float | None
    """What it would have had to reach, or not to exceed."""
    unit: str
    """Of value and limit, one of `UNITS`."""
    t_s: float
    """When what was rejected began."""
    until_s: float
    """When it was over."""
    exercise: str | None = None
    """The exercise that it was tried as; None where the rule is about all of them."""

    @property
    def shortfall(self) -> float:
        """By how much the value missed the limit, as a share of the larger of the two; 0 to 2."""
        if self.value is None or self.limit is None:
            return 0.0
        largest = max(abs(self.value), abs(self.limit))
        return abs(self.value - self.limit) / largest if largest else 0.0


def nearness(rejection: Rejection) -> tuple[int, float]:
    """Sorts what came furthest to the end: by rule, then by how little was missing."""
    return ORDER[rejection.rule], -rejection.shortfall


def merged(rejections: Iterable[Rejection]) -> tuple[Rejection, ...]:
    """In order of time; what one rule rejects again within `JOIN_S` is one rejection.

    It spans all of them, and keeps the number of the one that was nearest to counting.
    """
    joined: list[Rejection] = []
    latest: dict[tuple[Rule, str | None], int] = {}
    for one in sorted(rejections, key=lambda rejection: rejection.t_s):
        key = (one.rule, one.exercise)
        number = latest.get(key)
        if number is None or one.t_s - joined[number].until_s > JOIN_S:
            latest[key] = len(joined)
            joined.append(one)
            continue
        before = joined[number]
        nearer = max(before, one, key=nearness)
        until_s = max(before.until_s, one.until_s)
        joined[number] = replace(nearer, t_s=before.t_s, until_s=until_s)
    return tuple(joined)
