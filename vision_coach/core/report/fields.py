"""The fields of a repetition: the one list that every format and every table follows.

A new field is one line here, its meaning in `docs/report.md`, and its heading in `words`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

from vision_coach.core.report.reason import Reason
from vision_coach.core.report.reason import as_written as reason_as_written
from vision_coach.core.report.session import Rep


class Kind(StrEnum):
    """What a value is, and so its unit."""

    SECONDS = "s"
    DEGREES = "deg"
    SHARE = "share"
    COUNT = "count"
    TEXT = "text"
    TEXTS = "texts"
    THIRDS = "thirds"
    """Three times in seconds."""
    REASON = "reason"
    """A `Reason`: each format says it in its own way, as code, as sentence or both."""


DECIMALS = {Kind.SECONDS: 4, Kind.DEGREES: 1, Kind.SHARE: 3}
"""As written: a tenth of a millisecond and a tenth of a degree, far below any uncertainty."""
SHOWN_DECIMALS = {Kind.SECONDS: 2, Kind.DEGREES: 0}
"""As shown to people: a tenth of what is certain at best."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is known of a repetition."""

    name: str
    """In JSON; ends in its unit where it has one."""
    kind: Kind
    value: Callable[[Rep], Any]
    may_be_unknown: bool = False
    """Null in JSON and empty in tables where it is not known."""
    columns: tuple[str, ...] = ()
    """Its columns in tables of all fields, where they are not called as it is in JSON."""

    @property
    def column_names(self) -> tuple[str, ...]:
        return self.columns or (self.name,)


def field(name: str, kind: Kind = Kind.SECONDS, **others: Any) -> Field:
    """A field that is an attribute of `Rep` of the same name."""
    return Field(name, kind, attrgetter(name), **others)


def verdict_field(name: str) -> Field:
    """A verdict, by its name; unknown where nothing was prescribed."""
    verdict = attrgetter(name)
    return Field(
        name,
        Kind.TEXT,
        lambda rep: str(verdict(rep)) if verdict(rep) else None,
        may_be_unknown=True,
    )


THIRDS = ("first_third_s", "second_third_s", "last_third_s")

REP_FIELDS = (
    field("index", Kind.COUNT, columns=("repetition",)),
    field("eccentric_start_s"),
    field("eccentric_end_s"),
    field("concentric_start_s", may_be_unknown=True),
    field("concentric_end_s", may_be_unknown=True),
    field("eccentric_s"),
    field("bottom_pause_s", may_be_unknown=True),
    field("concentric_s", may_be_unknown=True),
    field("top_pause_s", may_be_unknown=True),
    field("eccentric_uncertainty_s"),
    field("target_s", may_be_unknown=True),
    field("error_s", may_be_unknown=True),
    verdict_field("verdict"),
    Field("reason", Kind.REASON, lambda rep: rep.reason, may_be_unknown=True),
    field("top_deg", Kind.DEGREES, may_be_unknown=True),
    field("bottom_deg", Kind.DEGREES, may_be_unknown=True),
    field("range_deg", Kind.DEGREES, may_be_unknown=True),
    field("thirds_s", Kind.THIRDS, columns=THIRDS),
    field("confidence", Kind.SHARE),
    field("flags", Kind.TEXTS),
    field("id", Kind.TEXT),
    verdict_field("bottom_pause_verdict"),
    verdict_field("concentric_verdict"),
    verdict_field("top_pause_verdict"),
    field("side", Kind.TEXT),
    Field("reason_code", Kind.REASON, lambda rep: rep.reason, may_be_unknown=True),
    field("controlled_s", may_be_unknown=True),
)
"""In the order of the JSON report and of tables of all fields."""

READABLE = (
    "index",
    "side",
    "eccentric_s",
    "eccentric_uncertainty_s",
    "controlled_s",
    "target_s",
    "error_s",
    "verdict",
    "bottom_pause_s",
    "concentric_s",
    "top_pause_s",
    "range_deg",
    "flags",
)
"""What people read of a repetition, in this order: the terminal's and the page's table."""

FIELD = {one.name: one for one in REP_FIELDS}
COLUMNS = tuple(column for one in REP_FIELDS for column in one.column_names)


def written(rep: Rep) -> dict[str, Any]:
    """Every field by its name, with the decimals of the report; None where it is not known."""
    rep = as_written(rep)
    return {one.name: as_kind(one.kind, one.value(rep)) for one in REP_FIELDS}


def in_columns(rep: Rep, sentence: Callable[[Reason], str]) -> dict[str, Any]:
    """The same in columns: lists are divided, flags joined by spaces, reasons said and named.

    sentence: says a reason in the language of the table.
    """
    row: dict[str, Any] = {}
    for name, value in in_words(written(rep), sentence).items():
        one = FIELD[name]
        if one.kind is Kind.THIRDS:
            row |= dict(zip(one.column_names, value, strict=True))
        else:
            (column,) = one.column_names
            row[column] = " ".join(value) if one.kind is Kind.TEXTS else value
    return row


def in_words(record: Mapping[str, Any], sentence: Callable[[Reason], str]) -> dict[str, Any]:
    """The fields with the reason as a sentence, and as the name of its code."""
    reason = record["reason"]
    said = {"reason": sentence(reason), "reason_code": reason.code} if reason else {}
    return {**record, **said}


def as_written(rep: Rep) -> Rep:
    """The same with the decimals of the report, so that its durations are those of its times."""
    return replace(
        rep,
        eccentric_start_s=round(rep.eccentric_start_s, DECIMALS[Kind.SECONDS]),
        eccentric_end_s=round(rep.eccentric_end_s, DECIMALS[Kind.SECONDS]),
        concentric_start_s=rounded(rep.concentric_start_s, Kind.SECONDS),
        concentric_end_s=rounded(rep.concentric_end_s, Kind.SECONDS),
        target_s=rounded(rep.target_s, Kind.SECONDS),
        top_deg=rounded(rep.top_deg, Kind.DEGREES),
        bottom_deg=rounded(rep.bottom_deg, Kind.DEGREES),
        reason=None if rep.reason is None else reason_as_written(rep.reason),
    )


def as_kind(kind: Kind, value: Any) -> Any:
    """A value as it is written: rounded, tuples as lists."""
    if kind is Kind.THIRDS:
        return [rounded(part, Kind.SECONDS) for part in value]
    if kind is Kind.TEXTS:
        return list(value)
    return rounded(value, kind) if kind in DECIMALS else value


def rounded(value: float | None, kind: Kind) -> float | None:
    """None too where a number could not be worked out: JSON knows neither NaN nor infinity."""
    return None if value is None or not math.isfinite(value) else round(value, DECIMALS[kind])
