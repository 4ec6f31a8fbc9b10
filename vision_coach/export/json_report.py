"""The machine-readable report, schema version 2."""

from __future__ import annotations

import json
from typing import Any

from vision_coach.core.report.fields import Kind, rounded, written
from vision_coach.core.report.reason import as_written
from vision_coach.core.report.session import Curve, Rep, Session, SetReport, Summary
from vision_coach.core.tempo import PHASES, Tempo
from vision_coach.export.json_codes import reason_record, rejection_record
from vision_coach.words import language, sentence, speaking

SCHEMA_VERSION = 2


def json_text(session: Session) -> str:
    """The report as JSON text, its sentences in English. Unknown values are null, never NaN."""
    with speaking(language()):
        return json.dumps(session_record(session), indent=2, allow_nan=False) + "\n"


def session_record(session: Session) -> dict[str, Any]:
    source, warnings = session.source, [as_written(one) for one in session.warnings]
    return {
        "schema_version": SCHEMA_VERSION,
        "recorded_at": session.recorded_at,
        "recorded_at_from": session.recorded_at_from,
        "athlete": session.athlete,
        "source": {
            "file": source.file,
            "sha256": source.sha256,
            "width": source.width_px,
            "height": source.height_px,
            "frames_read": source.frames_read,
            "duration_s": time(source.duration_s),
            "damaged": source.damaged,
        },
        "engine": {
            "name": session.engine.name,
            "model": session.engine.model,
            "version": session.engine.version,
        },
        "program_version": session.program_version,
        "sets": [set_record(one) for one in session.sets],
        "rejections": [rejection_record(one) for one in session.rejections],
        "warnings": [sentence(one) for one in warnings],
        "warning_codes": [reason_record(one) for one in warnings],
    }


def set_record(one: SetReport) -> dict[str, Any]:
    return {
        "id": one.id,
        "exercise": one.exercise,
        "title": one.title,
        "view": one.view,
        "tempo": tempo_record(one.tempo) if one.tempo else None,
        "tolerance_s": time(one.tolerance_s),
        "reps": [rep_record(rep) for rep in one.reps],
        "curve": curve_record(one.curve),
        "summary": summary_record(one.summary),
    }


def tempo_record(tempo: Tempo) -> dict[str, Any]:
    return {"text": tempo.text} | {phase: getattr(tempo, phase) for phase in PHASES}


def rep_record(rep: Rep) -> dict[str, Any]:
    """Every field; its reason as a sentence, and as a code with values."""
    record = written(rep)
    reason = record["reason_code"]
    record["reason_code"] = reason_record(reason) if reason else None
    return record | {"reason": sentence(reason) if reason else None}


def curve_record(curve: Curve) -> dict[str, Any]:
    return {
        "t_s": [time(t_s) for t_s in curve.t_s],
        "depth": [share(depth) for depth in curve.depth],
    }


def summary_record(summary: Summary) -> dict[str, Any]:
    return {
        "rep_count": summary.rep_count,
        "graded_count": summary.graded_count,
        "unsure_count": summary.unsure_count,
        "adherence": share(summary.adherence),
        "eccentric_mean_s": time(summary.eccentric_mean_s),
        "eccentric_sd_s": time(summary.eccentric_sd_s),
        "eccentric_slope_s_per_rep": time(summary.eccentric_slope_s_per_rep),
        "time_under_tension_s": time(summary.time_under_tension_s),
    }


def time(seconds: float | None) -> float | None:
    return rounded(seconds, Kind.SECONDS)


def share(part: float | None) -> float | None:
    return rounded(part, Kind.SHARE)
