"""One row per repetition, for spreadsheets and statistics. Columns are in `docs/report.md`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from vision_coach.core.report import fields
from vision_coach.core.report.fields import in_columns
from vision_coach.core.report.session import Session
from vision_coach.export.json_report import time
from vision_coach.words import sentence


def csv_text(sessions: Iterable[Session]) -> str:
    """All repetitions of all sessions. Unknown values are empty, flags are divided by spaces."""
    rows = [row for session in sessions for row in rows_of(session)]
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, fieldnames=COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def rows_of(session: Session) -> Iterable[dict[str, Any]]:
    for number, one in enumerate(session.sets, start=1):
        for rep in one.reps:
            row = {
                "file": session.source.file or "",
                "athlete": session.athlete or "",
                "set": number,
                "exercise": one.exercise,
                "view": one.view,
                "tempo": one.tempo.text if one.tempo else "",
                "tolerance_s": time(one.tolerance_s),
                **in_columns(rep, sentence),
            }
            yield {name: harmless(v) if isinstance(v, str) else v for name, v in row.items()}


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


SET_FACTS = ("file", "athlete", "set", "exercise", "view", "tempo", "tolerance_s")
"""What every row says of its set, before the fields of the repetition."""
COLUMNS = (*SET_FACTS, *fields.COLUMNS)
