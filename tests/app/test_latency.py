"""Delays counted by the millisecond."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from vision_coach.app.latency import (
    WORST_MS,
    Delays,
    LatencyMeter,
    LatencyReport,
    Stop,
    memory_mib,
)
from vision_coach.cli.run.latency import print_latency


@given(st.lists(st.floats(0, 1.5), min_size=1, max_size=200), st.sampled_from([50, 95, 99]))
def test_a_percentile_is_never_too_small_and_at_most_a_millisecond_too_large(delays_s, percent):
    delays = Delays()
    for delay_s in delays_s:
        delays.add(delay_s)
    exact_ms = 1000 * np.percentile(delays_s, percent, method="inverted_cdf")
    assert exact_ms - 1e-6 <= delays.percentile_ms(percent) <= exact_ms + 1 + 1e-6


def test_without_a_delay_there_is_no_percentile():
    assert Delays().percentile_ms(50) is None


def test_hanging_for_minutes_counts_as_the_worst():
    delays = Delays()
    delays.add(300.0)
    assert delays.percentile_ms(95) == WORST_MS + 1


def test_minutes_are_kept_apart_and_told_together():
    first, last = ({stop: Delays() for stop in Stop} for _ in range(2))
    for _ in range(95):
        first[Stop.SCREEN].add(0.0405)
    for _ in range(5):
        last[Stop.SCREEN].add(0.0905)
    report = LatencyReport((first, last), 120.0, 90.0, Delays(), 100, 3, (300.0, 301.0))
    assert report.delays(Stop.SCREEN).count == 100
    console = Console(file=io.StringIO(), width=100)
    print_latency(console, report)
    text = console.file.getvalue()
    rows = [line.split() for line in text.splitlines() if "ms" in line]
    assert rows[0][-6:] == ["41", "ms", "41", "ms", "91", "ms"]
    assert "first minute" in text
    assert "processor: 0.75 cores, 900.0 ms a frame" in text
    assert "300 MiB after the first minute, 301 at the end" in text


def test_a_meter_counts_frames_by_what_was_shown():
    meter = LatencyMeter()
    for delay_s in (0.04, 0.05):
        meter.begin_frame()
        meter.add(Stop.SOUND, 0.03)
        meter.add(Stop.SCREEN, delay_s)
    report = meter.report(dropped=1)
    assert (report.frames, report.dropped) == (2, 1)
    assert report.work.count == report.delays(Stop.SOUND).count == 2


def test_memory_is_what_the_system_says():
    memory = memory_mib()
    if memory is None:
        pytest.skip("this system does not tell")
    assert 10 < memory < 100_000
