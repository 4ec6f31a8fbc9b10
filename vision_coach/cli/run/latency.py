"""What `--measure-latency` prints."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from vision_coach.app.latency import Delays, LatencyReport, Stop

WORDS = {Stop.SCREEN: "frame on the screen", Stop.SOUND: "cue in the sound's mixer"}


def print_latency(console: Console, report: LatencyReport) -> None:
    """Delays of the whole run, its first and its last minute; processor and memory."""
    console.print("Delay after the grab of the frame", style="bold")
    console.print(delay_table(report))
    frames_per_s = report.frames / report.wall_s
    console.print(
        f"{report.frames} frames in {report.wall_s:.0f} s: {frames_per_s:.1f} a second, "
        f"{report.dropped} skipped"
    )
    per_frame = f", {1000 * report.cpu_s / report.frames:.1f} ms a frame" if report.frames else ""
    console.print(f"processor: {report.cpu_s / report.wall_s:.2f} cores{per_frame}")
    if report.memory_mib:
        first, last = report.memory_mib[0], report.memory_mib[-1]
        console.print(f"memory: {first:.0f} MiB after the first minute, {last:.0f} at the end")


def delay_table(report: LatencyReport) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("until", "part", "count", "p50", "p95", "p99"):
        table.add_column(heading, justify="left" if heading in ("until", "part") else "right")
    for stop in Stop:
        add_row(table, WORDS[stop], "all", report.delays(stop))
        if len(report.minutes) > 1:
            add_row(table, "", "first minute", report.minutes[0][stop])
            add_row(table, "", "last minute", report.minutes[-1][stop])
    add_row(table, "processor time of a frame", "all", report.work)
    return table


def add_row(table: Table, stop: str, part: str, delays: Delays) -> None:
    percentiles = (delays.percentile_ms(percent) for percent in (50, 95, 99))
    cells = ("" if value is None else f"{value:.0f} ms" for value in percentiles)
    table.add_row(stop, part, str(delays.count), *cells)
