"""The report's fixed form, written down once more and by hand, for tests to hold it against."""

from __future__ import annotations

from typing import Any

NUMBER = (int, float)
TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (int, float, type(None))
VERDICTS = {"fast", "on", "slow", "unsure", "not_graded", None}
VIEWS = {"front", "front_45", "side", "back_45", "back", "unknown"}
FLAGS = {"partial", "eccentric_only", "truncated"}

REPORT = {
    "schema_version": int, "recorded_at": TEXT_OR_NULL, "recorded_at_from": TEXT_OR_NULL,
    "athlete": TEXT_OR_NULL, "source": dict, "engine": dict, "program_version": str,
    "sets": list,
    "rejections": list, "warnings": list, "warning_codes": list,
}  # fmt: skip
SOURCE = {
    "file": TEXT_OR_NULL, "sha256": TEXT_OR_NULL, "width": int, "height": int,
    "frames_read": int, "duration_s": NUMBER, "damaged": (bool, type(None)),
}  # fmt: skip
ENGINE = {"name": str, "model": str, "version": str}
SET = {
    "id": str, "exercise": str, "title": TEXT_OR_NULL, "view": str, "tempo": (dict, type(None)),
    "tolerance_s": NUMBER_OR_NULL,
    "reps": list, "curve": dict, "summary": dict,
}  # fmt: skip
PHASE = (int, float, str, type(None))
TEMPO = {
    "text": str, "eccentric": PHASE, "bottom_pause": PHASE, "concentric": PHASE, "top_pause": PHASE,
}  # fmt: skip
REP = {
    "index": int, "eccentric_start_s": NUMBER, "eccentric_end_s": NUMBER,
    "concentric_start_s": NUMBER_OR_NULL, "concentric_end_s": NUMBER_OR_NULL,
    "eccentric_s": NUMBER, "bottom_pause_s": NUMBER_OR_NULL, "concentric_s": NUMBER_OR_NULL,
    "top_pause_s": NUMBER_OR_NULL, "eccentric_uncertainty_s": NUMBER,
    "target_s": NUMBER_OR_NULL, "error_s": NUMBER_OR_NULL, "verdict": TEXT_OR_NULL,
    "reason": TEXT_OR_NULL, "top_deg": NUMBER_OR_NULL, "bottom_deg": NUMBER_OR_NULL,
    "range_deg": NUMBER_OR_NULL, "thirds_s": list, "confidence": NUMBER, "flags": list, "id": str,
    "reason_code": (dict, type(None)), "bottom_pause_verdict": TEXT_OR_NULL,
    "concentric_verdict": TEXT_OR_NULL, "top_pause_verdict": TEXT_OR_NULL,
    "side": str, "controlled_s": NUMBER_OR_NULL,
}  # fmt: skip
CURVE = {"t_s": list, "depth": list}
SUMMARY = {
    "rep_count": int, "graded_count": int, "unsure_count": int, "adherence": NUMBER_OR_NULL,
    "eccentric_mean_s": NUMBER_OR_NULL, "eccentric_sd_s": NUMBER_OR_NULL,
    "eccentric_slope_s_per_rep": NUMBER_OR_NULL, "time_under_tension_s": NUMBER,
}  # fmt: skip


def check_report(record: dict[str, Any]) -> None:
    check_keys(record, REPORT)
    assert record["schema_version"] == 2
    assert all(isinstance(warning, str) for warning in record["warnings"])
    check_keys(record["source"], SOURCE)
    check_keys(record["engine"], ENGINE)
    for one in record["sets"]:
        check_set(one)


def check_keys(record: dict[str, Any], form: dict[str, Any]) -> None:
    """Exactly these keys, and values of these types (a truth value is no number here)."""
    assert set(record) == set(form)
    for key, kinds in form.items():
        value = record[key]
        assert isinstance(value, kinds), f"{key}: {value!r}"
        if isinstance(value, bool):
            assert kinds == (bool, type(None)), f"{key}: {value!r}"


def check_set(one: dict[str, Any]) -> None:
    check_keys(one, SET)
    assert one["view"] in VIEWS
    if one["tempo"] is not None:
        check_tempo(one["tempo"])
    assert [rep["index"] for rep in one["reps"]] == sorted(rep["index"] for rep in one["reps"])
    for rep in one["reps"]:
        check_rep(rep)
    check_curve(one["curve"])
    check_keys(one["summary"], SUMMARY)


def check_tempo(tempo: dict[str, Any]) -> None:
    check_keys(tempo, TEMPO)
    assert all(tempo[key] == "X" for key in TEMPO if key != "text" and isinstance(tempo[key], str))


def check_rep(rep: dict[str, Any]) -> None:
    check_keys(rep, REP)
    assert rep["eccentric_start_s"] <= rep["eccentric_end_s"]
    assert rep["verdict"] in VERDICTS
    assert set(rep["flags"]) <= FLAGS
    assert len(rep["thirds_s"]) == 3
    assert all(isinstance(third_s, NUMBER) for third_s in rep["thirds_s"])
    assert 0 <= rep["confidence"] <= 1
    if rep["target_s"] is None:
        assert rep["verdict"] is None
        assert rep["error_s"] is None
    if rep["verdict"] == "not_graded":
        assert rep["reason"]
    if rep["concentric_start_s"] is None:
        assert rep["concentric_s"] is None
        assert rep["bottom_pause_s"] is None


def check_curve(curve: dict[str, Any]) -> None:
    check_keys(curve, CURVE)
    assert len(curve["t_s"]) == len(curve["depth"])
    assert curve["t_s"] == sorted(curve["t_s"])
    assert all(depth is None or isinstance(depth, NUMBER) for depth in curve["depth"])
