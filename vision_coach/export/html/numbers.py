"""All numbers of a set as tables, and what could not be graded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from vision_coach.core.report.session import Rep, SetReport
from vision_coach.core.tempo import Verdict
from vision_coach.export.html.markup import Markup, element, joined
from vision_coach.export.html.plot import SIGNS
from vision_coach.export.json_report import rep_record
from vision_coach.words import flag_words, named, number, say, sentence

THIRD_NAMES = ("first_third_s", "second_third_s", "last_third_s")


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the report, and how many decimals people want to see."""

    field: str
    unit: str = "s"
    decimals: int = 2


READABLE = (
    Column("index", "", 0),
    Column("eccentric_s"),
    Column("eccentric_uncertainty_s"),
    Column("target_s"),
    Column("error_s"),
    Column("verdict", ""),
    Column("bottom_pause_s"),
    Column("concentric_s"),
    Column("top_pause_s"),
    Column("range_deg", "deg", 0),
    Column("flags", ""),
)
EXACT = (
    "index", "eccentric_start_s", "eccentric_end_s", "concentric_start_s", "concentric_end_s",
    "eccentric_s", "bottom_pause_s", "concentric_s", "top_pause_s", "eccentric_uncertainty_s",
    "target_s", "error_s", "verdict", "reason", "top_deg", "bottom_deg", "range_deg",
    *THIRD_NAMES, "confidence", "flags",
)  # fmt: skip
WORDS = ("verdict", "flags")
"""Columns of words; all others hold numbers."""


def number_tables(one: SetReport, identity: str) -> Markup:
    """A table to read, and one with every value exactly as the JSON report has it."""
    records = [flat_record(rep) for rep in one.reps]
    readable = table(
        [
            head_cell(say(f"page.numbers.headings.{column.field}"), column.unit, column.field)
            for column in READABLE
        ],
        ([cell(record, column) for column in READABLE] for record in records),
        say("page.numbers.caption"),
        f"{identity}-numbers",
    )
    exact = table(
        [element("th", field) for field in EXACT],
        ([element("td", plain(record[field])) for field in EXACT] for record in records),
        say("page.numbers.exact_caption"),
        f"{identity}-exact",
        "numbers exact",
    )
    return joined(
        [readable, element("details", element("summary", say("page.numbers.exact")), exact)]
    )


def flat_record(rep: Rep) -> dict[str, Any]:
    """The repetition as JSON has it, its thirds as fields of their own."""
    record = rep_record(rep)
    return record | dict(zip(THIRD_NAMES, record["thirds_s"], strict=True))


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


def head_cell(heading: str, unit: str = "", field: str = "") -> Markup:
    return element(
        "th",
        heading,
        *([element("small", named("units", unit))] if unit else []),
        scope="col",
        class_="words" if field in WORDS else None,
    )


def plain(value: Any) -> str:
    """A value of the JSON as text; unknown ones are empty, flags are divided by spaces."""
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else str(value)


def cell(record: dict[str, Any], column: Column) -> Markup:
    value = record[column.field]
    if value is None or value == []:
        return element("td")
    if column.field == "verdict":
        verdict = Verdict(value)
        words = f"{SIGNS[verdict]} {named('verdicts', verdict)}"
        return element("td", words, class_=f"verdict {verdict}")
    if column.field == "flags":
        words = ", ".join(flag_words(flag) for flag in value)
        return element("td", words, class_="words")
    return number_cell(value, column.decimals, "+" if column.field == "error_s" else "")


def number_cell(value: float | None, decimals: int, sign: str = "") -> Markup:
    if value is None or not math.isfinite(value):
        return element("td")
    rounded = round(value, decimals) + 0.0  # never -0.00
    text = number(rounded, f"{sign}.{decimals}f").replace("-", "\N{MINUS SIGN}")
    return element("td", text)


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
