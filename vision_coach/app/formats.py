"""The formats of a report. A new one is a small module in `export` and a line in `FORMATS` here.

A format called `json` is asked for with `--json FILE`; its files end in `.json`. This module is
read before the arguments are: what writes a format is imported when it is written.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from vision_coach.core.errors import OutputError

if TYPE_CHECKING:
    from vision_coach.app.analysis import Result
    from vision_coach.core.report.session import Session

Content = str | bytes


class Holds(StrEnum):
    """What stands in one file of a format."""

    ONE_SOURCE = "one source"
    ALL_SOURCES = "all sources"


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which results are written to a file."""

    name: str
    """The option, and the end of the file's name."""
    holds: Holds
    purpose: str
    """What it is for, as the help says it."""
    content: Callable[[Sequence[Result]], Content]
    """Takes one result where a file holds one source."""
    comparison: Callable[[Sequence[Session]], Content] | None = None
    """What `report` makes of several sessions side by side."""
    needs: str | None = None
    """A package that is not part of every installation."""
    shows_pictures: bool = False
    is_read_again: bool = False
    """`report` reads it, and so need not write it."""


def as_json(results: Sequence[Result]) -> Content:
    from vision_coach.export.json_report import json_text

    (result,) = results
    return json_text(result.session)


def as_page(results: Sequence[Result]) -> Content:
    from vision_coach.export.html import html_text

    (result,) = results
    return html_text(result.session, result.pictures)


def as_comparison_page(sessions: Sequence[Session]) -> Content:
    from vision_coach.export.html import comparison_text

    return comparison_text(sessions)


def as_csv(results: Sequence[Result]) -> Content:
    from vision_coach.export.csv_report import csv_text

    return csv_text([result.session for result in results])


def as_spreadsheet(results: Sequence[Result]) -> Content:
    from vision_coach.export.xlsx_report import xlsx_content

    return xlsx_content([result.session for result in results])


ONE, ALL = Holds.ONE_SOURCE, Holds.ALL_SOURCES
SHEETS = "a spreadsheet: sheets of repetitions, sets and sources"
FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("json", ONE, "everything, as JSON", as_json, is_read_again=True),
        Format(
            "html", ONE, "a page with charts to look at", as_page, as_comparison_page,
            shows_pictures=True,
        ),
        Format("csv", ALL, "one row per repetition, as CSV", as_csv),
        Format("xlsx", ALL, SHEETS, as_spreadsheet, needs="openpyxl"),
    )
}  # fmt: skip
"""By name."""


def holding(holds: Holds) -> tuple[str, ...]:
    """The names of the formats whose files hold that."""
    return tuple(name for name, one in FORMATS.items() if one.holds is holds)


def check_installed(name: str) -> None:
    """Raise OutputError where the format `name` needs a package that is missing."""
    package = FORMATS[name].needs
    if package and importlib.util.find_spec(package) is None:
        raise OutputError(
            f"--{name} needs the package {package}, which is not installed: pip install {package}"
        )
