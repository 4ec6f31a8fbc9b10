"""What was not counted, in words: a line for each stretch with movement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from vision_coach.core.detection.candidates import SMALLEST_SHARE
from vision_coach.core.detection.rejections import Rejection, Rule, nearness
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import Session
from vision_coach.core.wording import exercise_title

COVERED_SHARE = 0.5
"""A rejection of which so much lies in what is counted or told already tells nothing new."""

RULE_WORDS = {
    Rule.TOO_FEW_SAMPLES: "seen in too few frames: {value}, at least {limit} are needed",
    Rule.JUMPING_POSE: "the pose jumped in {value} of the frames, at most {limit} can be bridged",
    Rule.HEIGHT: "another position: {value} over what should stay in place, {bound} {limit}",
    Rule.TORSO: "another position: the torso is inclined by {value}, {bound} {limit}",
    Rule.TRAVEL: "moved too little: {value}, at least {limit} are needed",
    Rule.ANCHOR_MOVED: "what should stay in place moved up or down by {value}, at most {limit}",
    Rule.ANCHOR_ASIDE: "what should stay in place moved aside by {value}, at most {limit}",
    Rule.NOT_RAISED: "came back up by {value}, at least {limit} are needed",
    Rule.LET_GO: "let go: what should stay in place came down by {value}, at most {limit}",
    Rule.REST_OF_LOWERING: "the rest of a lowering that was cut {value} earlier",
    Rule.LEAN: "the torso leans by {value} at the bottom, {bound} {limit}",
    Rule.STEP: "a step: one side came up beside the other by {value} of the travel, at most "
    "{limit}",
    Rule.UNBENT: "the joint bent by {value} of what is usual in this set, at least {limit} are "
    "needed",
    Rule.UNCONFIRMED: "what should stay in place moved, and the joint bent by {value} of what "
    "is usual in this set, at least {limit} are needed",
    Rule.TOO_SMALL: "small beside the rest of the set: {value}, at least {limit} are needed",
    Rule.TOO_QUICK: "quicker than a body falls: {value}, at least {limit} are needed",
    Rule.NO_CLEAR_LEAD: "explains {value} of the movement; to be sure beside another exercise, "
    "{limit} are needed",
}
NUMBERS = {
    "s": "{:.2f} s",
    "deg": "{:.0f}°",
    "limb_lengths": "{:.2f}",
    "share": "{:.0%}",
    "count": "{:.0f}",
}
UNIT_WORDS = {"limb_lengths": " limb lengths"}
"""Said once, after the first of two numbers."""


def rule_words(rejection: Rejection) -> str:
    """What the rule looked at, with its number and its limit."""
    value, limit = rejection.value or 0.0, rejection.limit or 0.0
    return RULE_WORDS[rejection.rule].format(
        value=NUMBERS[rejection.unit].format(value) + UNIT_WORDS.get(rejection.unit, ""),
        limit=NUMBERS[rejection.unit].format(limit),
        bound="at least" if value < limit else "at most",
    )


def nothing_words(reason: Reason) -> str:
    """Why there is no repetition, as one sentence."""
    said = "no repetition was found"
    if reason.code == "nobody_seen":
        return f"{said}: nobody was seen well enough"
    if reason.code == "recognised_as_nothing":
        return f"{said}: {'; '.join(nearest_words(one) for one in best_of(reason))}"
    return f"{said}: {nearest_words(rejection_of(reason.by_name))}"


def best_of(reason: Reason) -> list[Rejection]:
    names = ("exercises", "rules", "values", "limits", "units", "starts_s", "ends_s")
    one = ("exercise", "rule", "value", "limit", "unit", "t_s", "until_s")
    columns: list[Any] = [reason[name] for name in names]
    return [rejection_of(dict(zip(one, row, strict=True))) for row in zip(*columns, strict=True)]


def rejection_of(values: Mapping[str, Any]) -> Rejection:
    return Rejection(**{**values, "rule": Rule(values["rule"])})


def nearest_words(rejection: Rejection) -> str:
    name = exercise_title(rejection.exercise or "")
    return f"nearest to {name}, but {rule_words(rejection)}"


def print_explanation(console: Console, session: Session) -> None:
    """A line for each stretch with movement that was not counted."""
    told = what_to_tell(session)
    if not told:
        console.print("Nothing else looked like a repetition.")
        return
    console.print(Text("Not counted", "bold"))
    for one in told:
        when = f"{one.t_s:.1f} to {one.until_s:.1f} s"
        console.print(Text(f"  {when:>17}  {nearest_words(one)}"), soft_wrap=True)


def what_to_tell(session: Session) -> list[Rejection]:
    """The nearest rejection of each stretch of time, in order; nothing of what was counted."""
    taken = [
        (rep.eccentric_start_s, rep.concentric_end_s or rep.eccentric_end_s)
        for one in session.sets
        for rep in one.reps
    ]
    told: list[Rejection] = []
    for one in sorted(session.rejections, key=nearness, reverse=True):
        if is_movement(one) and covered_share(one, taken) < COVERED_SHARE:
            told.append(one)
            taken.append((one.t_s, one.until_s))
    return sorted(told, key=lambda one: one.t_s)


def is_movement(one: Rejection) -> bool:
    """Standing still is none, and a few frames show none."""
    if one.rule is Rule.TOO_FEW_SAMPLES:
        return False
    if one.rule is not Rule.TRAVEL or one.value is None or one.limit is None:
        return True
    return one.value >= SMALLEST_SHARE * one.limit


def covered_share(one: Rejection, taken: Sequence[tuple[float, float]]) -> float:
    """How much of its time lies in what was told already."""
    shared_s = sum(max(0.0, min(one.until_s, end) - max(one.t_s, start)) for start, end in taken)
    return shared_s / max(one.until_s - one.t_s, 1e-9)
