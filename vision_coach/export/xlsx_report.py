"""A spreadsheet: one sheet of repetitions, one of sets, one of sources.

Columns are the fields of `docs/report.md`, with its units at the end of their names; a value is a
number, a text, a truth value or, where it is unknown, an empty cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from vision_coach.core.report.fields import in_columns
from vision_coach.core.report.session import Session
from vision_coach.export.csv_report import COLUMNS, SET_FACTS
from vision_coach.export.json_report import session_record
from vision_coach.words import say, sentence

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Row = dict[str, Any]

SET_COLUMNS = (
    *SET_FACTS[:-1],
    "eccentric",
    "bottom_pause",
    "concentric",
    "top_pause",
    "tolerance_s",
    "rep_count",
    "graded_count",
    "unsure_count",
    "adherence",
    "eccentric_mean_s",
    "eccentric_sd_s",
    "eccentric_slope_s_per_rep",
    "time_under_tension_s",
    "id",
)
SOURCE_COLUMNS = (
    "file",
    "athlete",
    "recorded_at",
    "recorded_at_from",
    "sets",
    "width",
    "height",
    "frames_read",
    "duration_s",
    "damaged",
    "warnings",
    "engine",
    "model",
    "engine_version",
    "program_version",
    "schema_version",
    "sha256",
)
TEMPO_HEADINGS = {
    phase: f"tempo_{phase}_s" for phase in ("eccentric", "bottom_pause", "concentric", "top_pause")
}
"""Seconds, the text X, or empty where the phase is free."""
WIDE_TEXTS = {"file": 26, "athlete": 18, "reason": 60, "flags": 22, "warnings": 80, "model": 26}
"""Widths in characters, of columns whose content is longer than their name."""
LONGEST_TEXT = 32_767
"""Of a cell, by the file format."""
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold: control characters, and the rests of names that are no text."""
FILLS = {
    "on": "CDEBE0",
    "fast": "F9D9C5",
    "slow": "FBECC4",
    "unsure": "EDE4F2",
    "not_graded": "E4E2DF",
}
"""Light tints of the verdicts' colours (Okabe and Ito, 2008); the word stands in the cell."""


def xlsx_content(sessions: Sequence[Session]) -> bytes:
    """The spreadsheet as the bytes of an .xlsx file. Needs openpyxl."""
    from openpyxl import Workbook

    records = [session_record(session) for session in sessions]
    book = Workbook(write_only=True)
    book.properties.creator = "Vision Coach"
    fill(book.create_sheet(say("report.sheets.reps")), COLUMNS, rep_rows(sessions, records))
    fill(book.create_sheet(say("report.sheets.sets")), SET_COLUMNS, set_rows(records))
    fill(book.create_sheet(say("report.sheets.sources")), SOURCE_COLUMNS, map(source_row, records))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rep_rows(sessions: Iterable[Session], records: Iterable[Row]) -> Iterator[Row]:
    for session, record in zip(sessions, records, strict=True):
        sets = zip(session.sets, record["sets"], strict=True)
        for number, (one, facts) in enumerate(sets, start=1):
            for rep in one.reps:
                yield {**set_facts(record, facts, number), **in_columns(rep, sentence)}


def set_rows(records: Iterable[Row]) -> Iterator[Row]:
    for record in records:
        for number, one in enumerate(record["sets"], start=1):
            yield {
                **(one["tempo"] or {}),
                **set_facts(record, one, number),
                **one["summary"],
                "id": one["id"],
            }


def set_facts(record: Row, one: Row, number: int) -> Row:
    """What every row says of its set."""
    return {
        "file": record["source"]["file"],
        "athlete": record["athlete"],
        "set": number,
        "exercise": one["exercise"],
        "view": one["view"],
        "tempo": one["tempo"]["text"] if one["tempo"] else None,
        "tolerance_s": one["tolerance_s"],
    }


def source_row(record: Row) -> Row:
    engine = record["engine"]
    return {
        **record,
        **record["source"],
        "sets": len(record["sets"]),
        "warnings": "\n".join(record["warnings"]),
        "engine": engine["name"],
        "model": engine["model"],
        "engine_version": engine["version"],
    }


def fill(sheet: WriteOnlyWorksheet, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Headings that stay in sight and can be filtered by, then one typed row after the other."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for position, name in enumerate(columns, start=1):
        heading = TEMPO_HEADINGS.get(name, name)
        width = max(len(heading) + 4, WIDE_TEXTS.get(name, 0))
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.append([heading_cell(sheet, TEMPO_HEADINGS.get(name, name)) for name in columns])
    count = 1
    for row in rows:
        sheet.append([value_cell(sheet, name, row.get(name)) for name in columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def heading_cell(sheet: WriteOnlyWorksheet, heading: str) -> Any:
    from openpyxl.styles import Font, PatternFill

    cell = text_cell(sheet, heading)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color="1F3A4D")
    return cell


def value_cell(sheet: WriteOnlyWorksheet, name: str, value: Any) -> Any:
    """A cell of the value's own type."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill

    if value is None or value == "":
        return None
    cell = text_cell(sheet, value) if isinstance(value, str) else WriteOnlyCell(sheet, value)
    if isinstance(value, float):
        cell.number_format = number_format(name)
    if name == "verdict":
        cell.fill = PatternFill("solid", start_color=FILLS[value])
    return cell


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """Text that stays text, whatever it begins with: never a formula, never an error value."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, NO_TEXT.sub("?", text)[:LONGEST_TEXT])
    cell.data_type = "s"
    return cell


def number_format(name: str) -> str:
    """How many decimals are shown; the cell holds them all."""
    if name == "adherence":
        return "0%"
    return "0.0" if name.endswith("_deg") else "0.00"
