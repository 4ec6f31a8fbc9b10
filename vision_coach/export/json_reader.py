"""A JSON report read back into the session it was made from."""

from __future__ import annotations

import json
import math
from pathlib import Path

from vision_coach.core.body.pose import EngineInfo, SourceInfo
from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.errors import ReportError
from vision_coach.core.report.identity import with_ids
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import BOTH, SIDES, Curve, Rep, Session, SetReport, Summary
from vision_coach.core.tempo import AS_FAST_AS_POSSIBLE, PHASES, PhaseTarget, Tempo, Verdict
from vision_coach.export.json_codes import reason_of, rejection_of
from vision_coach.export.json_report import SCHEMA_VERSION
from vision_coach.export.record import Record
from vision_coach.words import can_be_said, quoted

LONGEST_REPORT = 100_000_000
"""Characters. Three hours at 60 frames a second have some 20 million, nearly all for curves; what
never ends (a device) must not fill the memory."""


def read_session(path: Path) -> Session:
    """Raises ReportError, in one line, for a file that is no report of this program."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST_REPORT + 1)
    except UnicodeDecodeError as problem:
        raise ReportError(f"{path}: is no report: name a file that --json has written") from problem
    except OSError as problem:
        raise ReportError(f"{path}: cannot be read ({problem.strerror or problem})") from problem
    except ValueError as problem:  # such as a NUL in its name
        raise ReportError(f"{path}: cannot be read ({problem})") from problem
    if len(text) > LONGEST_REPORT:
        raise ReportError(f"{path}: is no report: it is longer than any")
    try:
        return session_from(text)
    except ReportError as problem:
        raise ReportError(f"{path}: {problem}") from problem


def session_from(text: str) -> Session:
    """The session that `json_text` wrote as `text`; what JSON does not hold is NaN.

    Unknown numbers (null) are NaN where a session always has a number. Raises ReportError.
    """
    try:
        content = json.loads(text)
    # RecursionError: brackets nested a thousand deep.
    except (ValueError, RecursionError) as problem:
        raise ReportError(f"is no report: it is not JSON ({problem})") from problem
    if not isinstance(content, dict) or "schema_version" not in content:
        raise ReportError("is no report: name a file that --json has written")
    version = content["schema_version"]
    if version not in (1, SCHEMA_VERSION) or isinstance(version, bool):
        raise ReportError(
            f"is a report of version {str(version)[:20]}; this program reads 1 and {SCHEMA_VERSION}"
        )
    return with_ids(session_of(Record(content), version))


def session_of(record: Record, version: int) -> Session:
    source, engine = record.record("source"), record.record("engine")
    return Session(
        source=SourceInfo(
            file=source.text_or_none("file"),
            sha256=source.text_or_none("sha256"),
            width_px=source.whole("width"),
            height_px=source.whole("height"),
            frames_read=source.whole("frames_read"),
            duration_s=source.number("duration_s"),
            damaged=source.truth_or_none("damaged"),
        ),
        engine=EngineInfo(engine.text("name"), engine.text("model"), engine.text("version")),
        program_version=record.text("program_version"),
        sets=tuple(set_of(one, version) for one in record.records("sets")),
        warnings=warnings_of(record, version),
        recorded_at=record.text_or_none("recorded_at"),
        rejections=rejections_of(record, version),
        recorded_at_from=record.text_or_none("recorded_at_from") if version > 1 else None,
        athlete=record.text_or_none("athlete"),
    )


def warnings_of(record: Record, version: int) -> tuple[Reason, ...]:
    """Version 1 has their sentences only."""
    if version == 1:
        return tuple(quoted(text) for text in record.texts("warnings"))
    texts = record.texts("warnings")
    codes = record.records("warning_codes")
    if len(codes) != len(texts):
        raise record.error("warning_codes", f"as many codes as there are warnings ({len(texts)})")
    return tuple(known_reason(code, text) for code, text in zip(codes, texts, strict=True))


def known_reason(code: Record, text: str) -> Reason:
    """Its sentence, where this program has no words for the code."""
    reason = reason_of(code)
    return reason if can_be_said(reason) else quoted(text)


def rejections_of(record: Record, version: int) -> tuple[Rejection, ...]:
    if version == 1:
        return ()
    return tuple(rejection_of(one) for one in record.records("rejections"))


def reason_in(record: Record, version: int) -> Reason | None:
    if version == 1:
        text = record.text_or_none("reason")
        return None if text is None else quoted(text)
    code = record.record_or_none("reason_code")
    return None if code is None else known_reason(code, record.text("reason"))


def set_of(record: Record, version: int) -> SetReport:
    tempo = record.record_or_none("tempo")
    return SetReport(
        exercise=record.text("exercise"),
        view=record.text("view"),
        tempo=tempo_of(tempo) if tempo else None,
        tolerance_s=record.number_or_none("tolerance_s"),
        reps=tuple(rep_of(rep, version) for rep in record.records("reps")),
        curve=curve_of(record.record("curve")),
        summary=summary_of(record.record("summary")),
        title=record.text_or_none("title") if "title" in record.content else None,
        id=record.text("id") if version > 1 else "",
    )


def tempo_of(record: Record) -> Tempo:
    phases: list[PhaseTarget] = [
        AS_FAST_AS_POSSIBLE
        if record.get(phase) == AS_FAST_AS_POSSIBLE
        else record.number_or_none(phase)
        for phase in PHASES
    ]
    return Tempo(record.text("text"), *phases)


def rep_of(record: Record, version: int) -> Rep:
    thirds_s = record.numbers("thirds_s")
    if len(thirds_s) != 3:
        raise record.error("thirds_s", "three numbers")
    return Rep(
        index=record.whole("index"),
        eccentric_start_s=record.number("eccentric_start_s"),
        eccentric_end_s=record.number("eccentric_end_s"),
        concentric_start_s=record.number_or_none("concentric_start_s"),
        concentric_end_s=record.number_or_none("concentric_end_s"),
        top_pause_s=record.number_or_none("top_pause_s"),
        eccentric_uncertainty_s=record.number("eccentric_uncertainty_s"),
        thirds_s=(thirds_s[0], thirds_s[1], thirds_s[2]),
        travel=math.nan,
        top_deg=record.number_or_none("top_deg"),
        bottom_deg=record.number_or_none("bottom_deg"),
        confidence=record.number("confidence"),
        target_s=record.number_or_none("target_s"),
        verdict=verdict_in(record, "verdict"),
        bottom_pause_verdict=verdict_in(record, "bottom_pause_verdict"),
        concentric_verdict=verdict_in(record, "concentric_verdict"),
        top_pause_verdict=verdict_in(record, "top_pause_verdict"),
        reason=reason_in(record, version),
        flags=record.texts("flags"),
        side=side_in(record),
        controlled_s=controlled_in(record),
        id=record.text("id") if version > 1 else "",
    )


def side_in(record: Record) -> str:
    """Both, too, in reports that were written when every exercise was one of both sides."""
    side = record.text("side") if "side" in record.content else BOTH
    if side not in SIDES:
        raise record.error("side", "one of " + ", ".join(SIDES))
    return side


def controlled_in(record: Record) -> float | None:
    """None, too, in reports that were written before falls were looked for."""
    known = "controlled_s" in record.content
    return record.number_or_none("controlled_s") if known else None


def verdict_in(record: Record, key: str) -> Verdict | None:
    """None, too, in reports that were written before there was one on this phase."""
    if key != "verdict" and key not in record.content:
        return None
    verdict = record.text_or_none(key)
    if verdict is not None and verdict not in set(Verdict):
        raise record.error(key, "one of " + ", ".join(Verdict))
    return Verdict(verdict) if verdict else None


def curve_of(record: Record) -> Curve:
    t_s = record.numbers("t_s")
    depth = tuple(None if math.isnan(value) else value for value in record.numbers("depth"))
    if len(t_s) != len(depth):
        raise record.error("depth", f"as many numbers as t_s has ({len(t_s)})")
    return Curve(t_s, depth)


def summary_of(record: Record) -> Summary:
    return Summary(
        rep_count=record.whole("rep_count"),
        graded_count=record.whole("graded_count"),
        adherence=record.number_or_none("adherence"),
        eccentric_mean_s=record.number_or_none("eccentric_mean_s"),
        eccentric_sd_s=record.number_or_none("eccentric_sd_s"),
        eccentric_slope_s_per_rep=record.number_or_none("eccentric_slope_s_per_rep"),
        time_under_tension_s=record.number("time_under_tension_s"),
        # Reports written before there was such a verdict do not say.
        unsure_count=record.whole("unsure_count") if "unsure_count" in record.content else 0,
    )
