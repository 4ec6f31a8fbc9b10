"""Reasons and rejections in JSON: codes with their values, for programs and other languages."""

from __future__ import annotations

from typing import Any

from vision_coach.core.detection.rejections import UNITS, Rejection, Rule
from vision_coach.core.report.fields import Kind, rounded
from vision_coach.core.report.reason import Reason, Value
from vision_coach.export.record import Record


def reason_record(reason: Reason) -> dict[str, Any]:
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in reason.values}
    return {"code": reason.code, "values": values}


def reason_of(record: Record) -> Reason:
    """Raises ReportError for what is no code with values."""
    code, values = record.text("code"), record.record("values").content
    return Reason.of(code, **{name: value_of(record, name, v) for name, v in values.items()})


def value_of(record: Record, name: str, value: Any) -> Value:
    if value is None or isinstance(value, str | float | int):
        return value
    if isinstance(value, list) and all(isinstance(part, str | float | int) for part in value):
        return tuple(value)
    raise record.error("values", f"a text, a number or a list of them for {name}")


def rejection_record(one: Rejection) -> dict[str, Any]:
    return {
        "rule": one.rule.value,
        "value": rounded(one.value, Kind.SECONDS),
        "limit": rounded(one.limit, Kind.SECONDS),
        "unit": one.unit,
        "t_s": rounded(one.t_s, Kind.SECONDS),
        "until_s": rounded(one.until_s, Kind.SECONDS),
        "exercise": one.exercise,
    }


def rejection_of(record: Record) -> Rejection:
    """Raises ReportError for a rule that this program does not know."""
    rule = record.text("rule")
    if rule not in set(Rule):
        raise record.error("rule", "a rule that this program knows")
    unit = record.text("unit")
    if unit not in UNITS:
        raise record.error("unit", "one of " + ", ".join(UNITS))
    return Rejection(
        rule=Rule(rule),
        value=record.number_or_none("value"),
        limit=record.number_or_none("limit"),
        unit=unit,
        t_s=record.number("t_s"),
        until_s=record.number("until_s"),
        exercise=record.text_or_none("exercise"),
    )
