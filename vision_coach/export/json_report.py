"""The machine-readable report, schema version 1."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from vision_coach.core.report.session import Curve, Rep, Session, SetReport, Summary
from vision_coach.core.tempo import PHASES, Tempo
from vision_coach.words import language, sentence, speaking

SCHEMA_VERSION = 1
TIME_DECIMALS = 4
ANGLE_DECIMALS = 1
SHARE_DECIMALS = 3


def json_text(session: Session) -> str:
    """The report as JSON text, its sentences in English. Unknown values are null, never NaN."""
    with speaking(language()):
        return json.dumps(session_record(session), indent=2, allow_nan=False) + "\n"


def session_record(session: Session) -> dict[str, Any]:
    source = session.source
    return {
        "schema_version": SCHEMA_VERSION,
        "recorded_at": session.recorded_at,
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
        "warnings": [sentence(warning) for warning in session.warnings],
    }


def set_record(one: SetReport) -> dict[str, Any]:
    return {
        "exercise": one.exercise,
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
    rep = as_written(rep)
    return {
        "index": rep.index,
        "eccentric_start_s": time(rep.eccentric_start_s),
        "eccentric_end_s": time(rep.eccentric_end_s),
        "concentric_start_s": time(rep.concentric_start_s),
        "concentric_end_s": time(rep.concentric_end_s),
        "eccentric_s": time(rep.eccentric_s),
        "bottom_pause_s": time(rep.bottom_pause_s),
        "concentric_s": time(rep.concentric_s),
        "top_pause_s": time(rep.top_pause_s),
        "eccentric_uncertainty_s": time(rep.eccentric_uncertainty_s),
        "target_s": time(rep.target_s),
        "error_s": time(rep.error_s),
        "verdict": str(rep.verdict) if rep.verdict else None,
        "reason": sentence(rep.reason) if rep.reason else None,
        "top_deg": angle(rep.top_deg),
        "bottom_deg": angle(rep.bottom_deg),
        "range_deg": angle(rep.range_deg),
        "thirds_s": [time(third_s) for third_s in rep.thirds_s],
        "confidence": share(rep.confidence),
        "flags": list(rep.flags),
    }


def as_written(rep: Rep) -> Rep:
    """The same with the decimals of the report, so that its durations are those of its times."""
    return replace(
        rep,
        eccentric_start_s=round(rep.eccentric_start_s, TIME_DECIMALS),
        eccentric_end_s=round(rep.eccentric_end_s, TIME_DECIMALS),
        concentric_start_s=time(rep.concentric_start_s),
        concentric_end_s=time(rep.concentric_end_s),
        target_s=time(rep.target_s),
        top_deg=angle(rep.top_deg),
        bottom_deg=angle(rep.bottom_deg),
    )


def curve_record(curve: Curve) -> dict[str, Any]:
    return {
        "t_s": [time(t_s) for t_s in curve.t_s],
        "depth": [share(depth) for depth in curve.depth],
    }


def summary_record(summary: Summary) -> dict[str, Any]:
    return {
        "rep_count": summary.rep_count,
        "graded_count": summary.graded_count,
        "adherence": share(summary.adherence),
        "eccentric_mean_s": time(summary.eccentric_mean_s),
        "eccentric_sd_s": time(summary.eccentric_sd_s),
        "eccentric_slope_s_per_rep": time(summary.eccentric_slope_s_per_rep),
        "time_under_tension_s": time(summary.time_under_tension_s),
    }


def time(seconds: float | None) -> float | None:
    return rounded(seconds, TIME_DECIMALS)


def angle(degrees: float | None) -> float | None:
    return rounded(degrees, ANGLE_DECIMALS)


def share(part: float | None) -> float | None:
    return rounded(part, SHARE_DECIMALS)


def rounded(value: float | None, decimals: int) -> float | None:
    """None too where a number could not be worked out: JSON knows neither NaN nor infinity."""
    return None if value is None or not math.isfinite(value) else round(value, decimals)
