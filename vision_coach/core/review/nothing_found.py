"""Why there is no repetition at all in a source."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.detection.rejections import Rejection, Rule, nearness
from vision_coach.core.report.reason import Reason, Value

POSITION = (Rule.HEIGHT, Rule.TORSO)


def why_nothing(rejections: Sequence[Rejection]) -> Reason:
    """What came nearest to a repetition and was missing; the best two where several exercises were
    tried and it is not the same for all that nobody moved."""
    by_exercise: dict[str, Rejection] = {}
    for one in rejections:
        if one.exercise is not None:
            before = by_exercise.get(one.exercise, one)
            by_exercise[one.exercise] = max(before, one, key=nearness)
    best = sorted(by_exercise.values(), key=nearness, reverse=True)
    if not best:
        return Reason.of("nobody_seen")
    if len(best) > 1 and best[0].rule is not Rule.TRAVEL:
        return recognised_as_nothing(best[:2])
    if best[0].rule is Rule.TRAVEL:
        return Reason.of("moved_too_little", **facts_of(best[0]))
    if best[0].rule in POSITION:
        return Reason.of("not_in_position", **facts_of(best[0]))
    return Reason.of("rejected", **facts_of(best[0]))


def facts_of(one: Rejection) -> dict[str, Value]:
    return {
        "exercise": one.exercise,
        "rule": one.rule.value,
        "value": one.value,
        "limit": one.limit,
        "unit": one.unit,
        "t_s": one.t_s,
        "until_s": one.until_s,
    }


def recognised_as_nothing(best: Sequence[Rejection]) -> Reason:
    """The nearest rejections of the exercises that came nearest; a value of each in each tuple."""
    return Reason.of(
        "recognised_as_nothing",
        exercises=tuple(one.exercise or "" for one in best),
        rules=tuple(one.rule.value for one in best),
        values=tuple(one.value or 0.0 for one in best),
        limits=tuple(one.limit or 0.0 for one in best),
        units=tuple(one.unit for one in best),
        starts_s=tuple(one.t_s for one in best),
        ends_s=tuple(one.until_s for one in best),
    )
