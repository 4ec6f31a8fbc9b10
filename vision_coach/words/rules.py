"""Rejections as sentences: what it was nearest to, which rule said no, and with which number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vision_coach.core.detection.rejections import Rejection, Rule
from vision_coach.core.report.reason import Reason
from vision_coach.words.exercises import exercise_title
from vision_coach.words.spoken import clauses, say

COLUMNS = ("exercises", "rules", "values", "limits", "units", "starts_s", "ends_s")
"""Of a reason that holds several rejections, in the order of `FIELDS`."""
FIELDS = ("exercise", "rule", "value", "limit", "unit", "t_s", "until_s")


def rule_words(rejection: Rejection) -> str:
    """What the rule looked at, with its number and its limit."""
    value, limit = rejection.value or 0.0, rejection.limit or 0.0
    allowed = say(f"rules.allowed.{rejection.unit}", amount=limit)
    return say(
        f"rules.{rejection.rule}",
        value=say(f"rules.measured.{rejection.unit}", amount=value),
        limit=allowed,
        bound=say("rules.bounds.least" if value < limit else "rules.bounds.most", limit=allowed),
    )


def nearest_words(rejection: Rejection) -> str:
    name = exercise_title(rejection.exercise or "")
    return say("rules.explained.nearest", exercise=name, why=rule_words(rejection))


def rejections_in_words(reason: Reason) -> str:
    """The rejections that a reason holds, one or several."""
    values = reason.by_name
    if "rule" in values:
        return nearest_words(rejection_of({name: values[name] for name in FIELDS}))
    columns: list[Any] = [values[name] for name in COLUMNS]
    rows = (dict(zip(FIELDS, row, strict=True)) for row in zip(*columns, strict=True))
    return clauses([nearest_words(rejection_of(row)) for row in rows])


def rejection_of(values: Mapping[str, Any]) -> Rejection:
    return Rejection(**{**values, "rule": Rule(values["rule"])})
