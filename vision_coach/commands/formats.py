"""The formats of a report. A new one is a small module in `export` and a line here.

A format called `json` is asked for with `--json FILE`; its files end in `.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vision_coach.app.analysis import Result
from vision_coach.core.report.session import Session
from vision_coach.export.csv_report import csv_text
from vision_coach.export.html import comparison_text, html_text
from vision_coach.export.json_report import json_text
from vision_coach.export.xlsx_report import xlsx_content

Content = str | bytes

FOR_ONE_SOURCE: dict[str, Callable[[Result], Content]] = {
    "json": lambda result: json_text(result.session),
    "html": lambda result: html_text(result.session, result.pictures),
}
"""Each file holds one source; `--out DIR` can write them for many."""

FOR_ALL_SOURCES: dict[str, Callable[[Sequence[Session]], Content]] = {
    "csv": csv_text,
    "xlsx": xlsx_content,
}
"""One file holds all sources of a run."""

COMPARISON: dict[str, Callable[[Sequence[Session]], Content]] = {
    "html": comparison_text,
}
"""What `report` makes of several sessions side by side."""

NEEDED_PACKAGES = {"xlsx": "openpyxl"}
"""The package of a format that is not part of every installation."""

NAMES = (*FOR_ONE_SOURCE, *FOR_ALL_SOURCES)
