"""All numbers of a set as tables, and what could not be graded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from vision_coach.core.report.fields import (
    COLUMNS,
    FIELD,
    READABLE,
    REP_FIELDS,
    SHOWN_DECIMALS,
    Field,
    Kind,
    in_columns,
    written,
)
from vision_coach.core.report.session import BOTH, SetReport
from vision_coach.core.tempo import Verdict
from vision_coach.export.html.markup import Markup, element, joined
from vision_coach.export.html.plot import SIGNS
from vision_coach.words import flag_words, named, number, say, sentence

UNITS = {Kind.SECONDS: "s", Kind.DEGREES: "deg"}
EXACT_HEADINGS = tuple(
    one.name if len(one.column_names) == 1 else column
    for one in REP_FIELDS
    for column in one.column_names
)
"""A list of the JSON report has a column for each of its values."""
KINDS_OF_WORDS = (Kind.TEXT, Kind.TEXTS)
"""Columns of words; all others hold numbers."""


def number_tables(one: SetReport, identity: str) -> Markup:
    """A table to read, and one with every value exactly as the JSON report has it."""
    records, rows = map(written, one.reps), (in_columns(rep, sentence) for rep in one.reps)
    absent = {
        "side": all(rep.side == BOTH for rep in one.reps),
        "controlled_s": all(rep.controlled_s is None for rep in one.reps),
    }
    fields = [FIELD[name] for name in READABLE if not absent.get(name)]
    readable = table(
        list(map(head_of, fields)),
        ([cell(record, field) for field in fields] for record in records),
        say("page.numbers.caption"),
        f"{identity}-numbers",
    )
    exact = table(
        [element("th", heading) for heading in EXACT_HEADINGS],
        ([element("td", plain(row[name])) for name in COLUMNS] for row in rows),
        say("page.numbers.exact_caption"),
        f"{identity}-exact",
        "numbers exact",
    )
    return joined(
        [readable, element("details", element("summary", say("page.numbers.exact")), exact)]
    )


def table(
    heads: Sequence[Markup],
    rows: Iterable[Sequence[Markup]],
    caption: str,
    identity: str,
    class_: str = "numbers",
) -> Markup:
    content = element(
        "table",
        element("caption", caption, id=identity),
        element("thead", element("tr", *heads)),
        element("tbody", joined((element("tr", *row) for row in rows), "\n")),
        class_=class_,
    )
    # Wider than a phone: it can be scrolled, also with the keyboard.
    return element(
        "div", content, class_="scroll", role="region", aria_labelledby=identity, tabindex=0
    )


def head_of(field: Field) -> Markup:
    class_ = "words" if field.kind in KINDS_OF_WORDS else None
    return head_cell(say(f"page.numbers.headings.{field.name}"), UNITS.get(field.kind, ""), class_)


def head_cell(heading: str, unit: str = "", class_: str | None = None) -> Markup:
    small = [element("small", named("units", unit))] if unit else []
    return element("th", heading, *small, scope="col", class_=class_)


def plain(value: Any) -> str:
    """A value of a column as text; unknown ones are empty."""
    return "" if value is None else str(value)


def cell(record: dict[str, Any], field: Field) -> Markup:
    value = record[field.name]
    if value is None or value == []:
        return element("td")
    if field.name == "verdict":
        verdict = Verdict(value)
        words = f"{SIGNS[verdict]} {named('verdicts', verdict)}"
        return element("td", words, class_=f"verdict {verdict}")
    if field.name == "side":
        return element("td", named("sides", value), class_="words")
    if field.kind is Kind.TEXTS:
        words = ", ".join(flag_words(flag) for flag in value)
        return element("td", words, class_="words")
    decimals = SHOWN_DECIMALS.get(field.kind, 0)
    shown = number_cell(value, decimals, "+" if field.name == "error_s" else "")
    missed = record.get(field.name.removesuffix("_s") + "_verdict")
    if missed not in (Verdict.FAST, Verdict.SLOW):
        return shown
    verdict = Verdict(missed)
    sign = element(
        "span", SIGNS[verdict], class_=f"verdict {verdict}", title=named("verdicts", verdict)
    )
    return element("td", text_of(value, decimals), " ", sign)


def number_cell(value: float | None, decimals: int, sign: str = "") -> Markup:
    if value is None or not math.isfinite(value):
        return element("td")
    return element("td", text_of(value, decimals, sign))


def text_of(value: float, decimals: int, sign: str = "") -> str:
    rounded = round(value, decimals) + 0.0  # never -0.00
    return number(rounded, f"{sign}.{decimals}f").replace("-", "\N{MINUS SIGN}")


def not_graded(one: SetReport) -> Markup:
    """Which repetitions were not graded, and why."""
    rows = [rep for rep in one.reps if not rep.graded]
    if not rows:
        return Markup("")
    items: list[Markup] = []
    for reason in dict.fromkeys(rep.reason for rep in rows if rep.reason):
        which = [str(rep.index) for rep in rows if rep.reason == reason]
        label = say("page.not_graded.which", count=len(which), which=", ".join(which))
        items.append(element("li", element("b", label), sentence(reason)))
    return element(
        "section",
        element("h3", say("page.not_graded.heading")),
        element("p", say("page.not_graded.explanation")),
        element("ul", *items),
        class_="not-graded",
    )
