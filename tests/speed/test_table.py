"""The speed table: every loop measured once a run, and nothing twice after Ctrl-C."""

import pytest
from speed import table
from speed.loops import BARE
from speed.table import CORES, HEIGHTS_PX, LOOPS, Table

from vision_coach.estimators.engines import ENGINES


@pytest.fixture
def measured(monkeypatch):
    """What was measured; every video stands for itself at every size."""
    monkeypatch.setattr(table, "resized", lambda _video, height_px, *_more: f"{height_px}p")
    return []


def measure_into(measured, interrupt_at=None):
    def measure(loop, clip, cores):
        if len(measured) == interrupt_at:
            raise KeyboardInterrupt
        measured.append((clip, cores, loop))
        if loop.startswith("parts-"):
            return {"decode_ms": 1.0, "pose_ms": 10.0, "logic_ms": 0.5}
        speed = {BARE: 40.0, "mediapipe": 38.0, "onnx": 90.0}[loop]
        return {"frames_per_s": speed, "cpu_ms_per_frame": 20.0, "first_s": 1.5, "peak_mib": 300.0}

    return measure


def test_loops_are_compared_with_the_bare_one(measured, tmp_path):
    rows = Table(tmp_path / "clip.mp4", tmp_path, measure_into(measured), 3).report().splitlines()
    assert "| 480p | 2 | analyze, onnx | 90.0 | 2.25 | 20.0 | 1.00 | 1.5 | 300 |" in rows
    assert "| 720p | mediapipe | 1.00 | 10.00 | 0.50 |" in rows
    assert len(measured) == 3 * len(HEIGHTS_PX) * (len(CORES) * len(LOOPS) + len(ENGINES))


def test_after_ctrl_c_it_goes_on_where_it_was(measured, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        Table(tmp_path / "clip.mp4", tmp_path, measure_into(measured, 10), 1).report()
    Table(tmp_path / "clip.mp4", tmp_path, measure_into(measured), 1).report()
    assert len(measured) == len(set(measured)) == len(HEIGHTS_PX) * 8


def test_a_complete_table_is_measured_afresh_next_time(measured, tmp_path):
    for _ in range(2):
        Table(tmp_path / "clip.mp4", tmp_path, measure_into(measured), 1).report()
    assert len(measured) == 2 * len(HEIGHTS_PX) * 8
