"""Measure the speed of `analyze` against a bare "cv2 read + MediaPipe detect" loop.

    python scripts/benchmark_speed.py [--video FILE] [--runs 5] [--seconds 60]
    python scripts/benchmark_speed.py --memory 30        peak memory, 1 minute against 30

Both loops run in one process, in turn; imports and model loading are left out and reported apart.
The video (default: a labelled 640 x 480 clip where that folder exists, else a sample) is looped to
the wanted length by copying its packets.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accuracy.scores import markdown_table
from environment import ROOT

CLIP = ROOT.parent / "shared" / "data" / "videos" / "calis_pushups.mp4"
SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
CACHE = ROOT / ".cache"
HELP_RUNS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """One pass over the video."""

    frames: int
    wall_s: float
    cpu_s: float

    @property
    def frames_per_s(self) -> float:
        return self.frames / self.wall_s


def main() -> int:
    options = parse_arguments()
    video = options.video or (CLIP if CLIP.exists() else SAMPLE)
    if options.memory:
        return compare_memory(video, options.memory)
    if options.one:
        return analyze_once(options.one)
    looped = loop_video(video, options.seconds)
    print(speed_report(looped, options.runs))
    print(f"\nafter the pose: {logic_ms_per_frame(looped):.3f} ms a frame")
    print(f"vision-coach --help: {help_s():.2f} s (median of {HELP_RUNS})")
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--video", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--memory", type=float, metavar="MINUTES")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def speed_report(video: Path, runs: int) -> str:
    started = time.perf_counter()
    import mediapipe  # noqa: F401

    import_s = time.perf_counter() - started
    loops: dict[str, Callable[[Path], Run]] = {"bare": bare_loop, "analyze": analyze_loop}
    for loop in loops.values():
        loop(loop_video(video, 5))
    measured: dict[str, list[Run]] = {name: [] for name in loops}
    for _ in range(runs):
        for name, loop in loops.items():
            measured[name].append(loop(video))
    rows = [
        [
            name,
            f"{statistics.median(run.frames_per_s for run in done):.1f}",
            f"{statistics.median(run.cpu_s / run.frames for run in done) * 1000:.1f}",
        ]
        for name, done in measured.items()
    ]
    pairs = list(zip(measured["bare"], measured["analyze"], strict=True))
    wall = statistics.median(two.wall_s / one.wall_s for one, two in pairs)
    cpu = statistics.median(two.cpu_s / one.cpu_s for one, two in pairs)
    table = markdown_table(("loop", "frames/s", "CPU ms/frame"), rows)
    return (
        f"{table}\n\nanalyze / bare, median of {runs} pairs: {wall:.3f} x wall, {cpu:.3f} x CPU; "
        f"import mediapipe {import_s:.1f} s"
    )


def bare_loop(video: Path) -> Run:
    """cv2 read and MediaPipe detect, nothing else."""
    import cv2
    import mediapipe
    from mediapipe.tasks.python import vision

    from vision_coach.estimators.engines import MEDIAPIPE_MODEL
    from vision_coach.estimators.mediapipe_tasks import create_landmarker, forbid_network
    from vision_coach.estimators.model_files import model_path
    from vision_coach.native_output import NativeOutput

    forbid_network()
    with NativeOutput():
        tracker = create_landmarker(model_path(MEDIAPIPE_MODEL), vision.RunningMode.VIDEO, people=1)
        capture = cv2.VideoCapture(str(video))
        frames = 0
        started_s, started_cpu_s = time.perf_counter(), time.process_time()
        while True:
            ok, image = capture.read()
            if not ok:
                break
            rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
            picture = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            tracker.detect_for_video(picture, frames * 33)
            frames += 1
        run = Run(frames, time.perf_counter() - started_s, time.process_time() - started_cpu_s)
        tracker.close()
    return run


def analyze_loop(video: Path) -> Run:
    """The frame loop of `analyze`, measured from its first frame to its last."""
    from vision_coach import app

    marks: list[tuple[float, float]] = []

    def note(_done: int, _total: int | None) -> None:
        marks.append((time.perf_counter(), time.process_time()))

    app.analyze(video, app.Request(), note)
    (first_s, first_cpu_s), (last_s, last_cpu_s) = marks[0], marks[-1]
    return Run(len(marks) - 1, last_s - first_s, last_cpu_s - first_cpu_s)


def logic_ms_per_frame(video: Path) -> float:
    """What detection, measurement and recognition of all exercises cost, without the poses."""
    from accuracy.poses import poses_of

    from vision_coach.app import Analysis, Request

    recording = poses_of(video, CACHE / "poses")
    poses = list(recording)
    started_s = time.process_time()
    analysis = Analysis(Request())
    for pose in poses:
        analysis.push(pose)
    analysis.result(recording.source, recording.engine, (), interrupted=False)
    return (time.process_time() - started_s) / len(poses) * 1000


def help_s() -> float:
    def once() -> float:
        started_s = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "vision_coach", "--help"], check=True, capture_output=True
        )
        return time.perf_counter() - started_s

    return statistics.median(once() for _ in range(HELP_RUNS))


def compare_memory(video: Path, minutes: float) -> int:
    peaks_mib = []
    for length_s in (60.0, minutes * 60):
        looped = loop_video(video, length_s)
        command = [sys.executable, __file__, "--one", str(looped)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        peaks_mib.append(float(output))
        print(f"{length_s / 60:5.1f} minutes: peak {peaks_mib[-1]:.0f} MiB", flush=True)
    print(f"difference: {peaks_mib[1] - peaks_mib[0]:+.0f} MiB")
    return 0


def analyze_once(video: Path) -> int:
    from vision_coach import app

    app.analyze(video, app.Request(), lambda _done, _total: None)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return 0


def loop_video(video: Path, seconds: float) -> Path:
    """A copy of `video` repeated until it lasts `seconds`, made by copying packets."""
    import av

    CACHE.mkdir(exist_ok=True)
    target = CACHE / f"{video.stem}-{seconds:.0f}s.mkv"
    if target.exists():
        return target
    unfinished = target.with_suffix(".part.mkv")
    with av.open(str(unfinished), "w") as output:
        out_stream = None
        offset_s = 0.0
        while offset_s < seconds:
            with av.open(str(video)) as source:
                in_stream = source.streams.video[0]
                assert in_stream.time_base is not None
                if out_stream is None:
                    out_stream = output.add_stream_from_template(in_stream)
                shift = round(offset_s / in_stream.time_base)
                for packet in source.demux(in_stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    end_s = float((packet.pts + (packet.duration or 0)) * in_stream.time_base)
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = out_stream
                    output.mux(packet)
                    last_s = end_s
            offset_s += last_s
    unfinished.replace(target)
    return target


if __name__ == "__main__":
    sys.exit(main())
