"""One row per repetition, for spreadsheets and statistics. Columns are in `docs/report.md`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from vision_coach.core.report.session import Session
from vision_coach.export.json_report import rep_record, time

THIRDS = ("first_third_s", "second_third_s", "last_third_s")


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
            record = rep_record(rep)
            thirds = dict(zip(THIRDS, record.pop("thirds_s"), strict=True))
            record["flags"] = " ".join(record["flags"])
            record["repetition"] = record.pop("index")
            yield {
                "file": harmless(session.source.file or ""),
                "athlete": harmless(session.athlete or ""),
                "set": number,
                "exercise": harmless(one.exercise),
                "view": one.view,
                "tempo": one.tempo.text if one.tempo else "",
                "tolerance_s": time(one.tolerance_s),
                **record,
                **thirds,
            }


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


COLUMNS = (
    "file",
    "athlete",
    "set",
    "exercise",
    "view",
    "tempo",
    "tolerance_s",
    "repetition",
    "eccentric_start_s",
    "eccentric_end_s",
    "concentric_start_s",
    "concentric_end_s",
    "eccentric_s",
    "bottom_pause_s",
    "concentric_s",
    "top_pause_s",
    "eccentric_uncertainty_s",
    "target_s",
    "error_s",
    "verdict",
    "reason",
    "top_deg",
    "bottom_deg",
    "range_deg",
    *THIRDS,
    "confidence",
    "flags",
)
