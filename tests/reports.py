"""Reports made by hand, for whatever only passes them on."""

from __future__ import annotations

from vision_coach.core.body.pose import EngineInfo, SourceInfo
from vision_coach.core.report.identity import with_ids
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import Curve, Rep, Session, SetReport, Summary
from vision_coach.core.tempo import parse_tempo
from vision_coach.words import sentence

ENGINE = EngineInfo("sticks", "none", "1")


def rep(index: int = 1) -> Rep:
    """Two seconds down, half a second of pause, one second up; nothing was asked for."""
    start_s = 4.0 * index
    return Rep(
        index=index,
        eccentric_start_s=start_s,
        eccentric_end_s=start_s + 2.0,
        concentric_start_s=start_s + 2.5,
        concentric_end_s=start_s + 3.5,
        top_pause_s=0.5,
        eccentric_uncertainty_s=0.0512345,
        thirds_s=(0.7, 0.6, 0.7),
        travel=0.4,
        top_deg=172.04,
        bottom_deg=81.26,
        confidence=0.98765,
    )


def in_words(reason: Reason | None) -> str | None:
    return sentence(reason) if reason else None


def source(**changes: object) -> SourceInfo:
    content = {
        "file": "squats.mp4",
        "sha256": "0" * 64,
        "width_px": 640,
        "height_px": 480,
        "frames_read": 300,
        "duration_s": 10.0,
        "damaged": None,
    }
    return SourceInfo(**(content | changes))  # type: ignore[arg-type]


def set_report(*reps: Rep, tempo: str | None = None, tolerance_s: float | None = None) -> SetReport:
    return SetReport(
        exercise="squat",
        view="side",
        tempo=parse_tempo(tempo) if tempo else None,
        tolerance_s=tolerance_s,
        reps=reps or (rep(),),
        curve=Curve((4.0, 4.1, 4.2), (0.0, None, 1 / 3)),
        summary=Summary(1, 1, None, 2.0, None, None, 3.5),
    )


def session(*sets: SetReport, **changes: object) -> Session:
    content = {"source": source(), "engine": ENGINE, "program_version": "0.1.0", "sets": sets}
    return with_ids(Session(**(content | changes)))  # type: ignore[arg-type]
