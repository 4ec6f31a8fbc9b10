"""Measure counts and lowering times against the truth: one command, one document.

    python3 scripts/benchmark_accuracy.py                      everything, into docs/accuracy.md
    python3 scripts/benchmark_accuracy.py --only samples --engine onnx
    python3 scripts/benchmark_accuracy.py --data DIR           another folder

Sets of videos and tracks:
    real      people, labelled by hand: ../shared/data/videos
    repcount  pose tracks with counts: ../shared/data/repcount
    samples   sample_videos/, rendered with exact truth
    rendered  310 more repetitions, rendered on demand (hours at first, resumed after Ctrl-C)
    hard      dark, blurred, small, slow and jittered ones, derived of samples and real clips
    repcount_other  tracks of four exercises that the program does not bring
    noise     the tracks of repcount with 2 and 4 cm of noise on every landmark
    settling  made ends of lowerings, exact, with and without settling
    recognition  what videos of known and of other exercises are taken for when nobody says
    live      two samples whose frames also come one at a time, as from a camera
A set that is not there is left out and said so. Every video's poses are inferred once for each
engine and kept, as are rendered and derived videos, in .cache/. --data takes any folder of videos
with a JSON of labels beside each, or of tracks with an index.json, in the same layout.

The program is compared with two simple rules (scripts/accuracy/rivals.py) on the same poses.
Needs the development environment.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from accuracy import live_order
from accuracy.document import document, write
from accuracy.labels import LabelledVideo, read_folder, read_label
from accuracy.plan import scenes
from accuracy.recognition import clips_below
from accuracy.rendered import label_of, missing, render_missing
from accuracy.run import Caches, Work, run, with_hard_inputs
from accuracy.targets import (
    HARD,
    LIVE,
    NOISE,
    OTHER_TRACKS,
    REAL,
    RECOGNITION,
    RENDERED,
    SAMPLES,
    SETTLING,
    TRACKS,
)
from environment import ROOT

from vision_coach.core.errors import CoachError
from vision_coach.estimators.engines import ENGINES

DATA = ROOT.parent / "shared" / "data"
FOLDERS = {REAL: DATA / "videos", TRACKS: DATA / "repcount", SAMPLES: ROOT / "sample_videos"}
CACHE = ROOT / ".cache"
DOCUMENT = ROOT / "docs" / "accuracy.md"
SETS = (
    REAL, TRACKS, OTHER_TRACKS, NOISE, SETTLING, SAMPLES, RENDERED, HARD, RECOGNITION, LIVE,
)  # fmt: skip
INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended."""


def main() -> int:
    options = parse_arguments()
    try:
        return benchmark(options)
    except CoachError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was rendered and inferred is kept in the cache", file=sys.stderr)
        return INTERRUPTED


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", action="append", choices=SETS, metavar="SET", help=f"one of {', '.join(SETS)}"
    )
    parser.add_argument(
        "--data", type=Path, action="append", metavar="DIR", help="this folder instead of the sets"
    )
    parser.add_argument(
        "--engine", action="append", choices=ENGINES, help="one engine (default: both)"
    )
    parser.add_argument(
        "--rendered", type=int, metavar="N", help="take only the first N rendered videos"
    )
    parser.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="videos rendered at the same time (%(default)s)",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help="put the tables into this file (docs/accuracy.md when everything is measured)",
    )
    return parser.parse_args()


def benchmark(options: argparse.Namespace) -> int:
    work, left_out = from_folders(options.data) if options.data else known_sets(options)
    for name in left_out:
        print(f"not here, left out: {name}", file=sys.stderr)
    if work.is_empty:
        print("no labelled videos here: name a folder with --data DIR", file=sys.stderr)
        return 2
    caches = Caches(CACHE)
    engines = options.engine or ENGINES
    text = document({name: run(work, name, caches) for name in engines}, left_out)
    target = options.write
    if target is None and not (options.only or options.data or options.engine):
        target = DOCUMENT
    if target:
        write(target, text)
        print(f"written: {target}", file=sys.stderr)
    else:
        print(text)
    return 0


def from_folders(folders: Sequence[Path]) -> tuple[Work, list[str]]:
    """What to measure, and what is not there."""
    sets: dict[str, list[LabelledVideo]] = {}
    tracks, left_out = [], []
    for folder in folders:
        if not folder.is_dir():
            left_out.append(str(folder))
        elif (folder / "index.json").exists():
            tracks.append(folder)
        else:
            sets[folder.name] = read_folder(folder)
    return Work(sets, tracks), left_out


def known_sets(options: argparse.Namespace) -> tuple[Work, list[str]]:
    """What to measure, and what is not."""
    wanted = options.only or SETS
    caches = Caches(CACHE)
    # Difficult inputs are derived of samples and real clips, and compared with them.
    needed = {*wanted, *((REAL, SAMPLES) if HARD in wanted else ())}
    there = {name: folder for name, folder in FOLDERS.items() if name in needed}
    left_out = [f"{name} ({folder})" for name, folder in there.items() if not folder.is_dir()]
    sets = {
        name: read_folder(folder)
        for name, folder in there.items()
        if name != TRACKS and folder.is_dir()
    }
    if RENDERED in wanted:
        sets[RENDERED] = rendered_videos(caches.rendered, options.rendered, options.processes)
    if HARD in wanted:
        sets = with_hard_inputs(sets, caches)
    left_out += [f"{name} (not asked for)" for name in SETS if name not in wanted]
    tracks = [FOLDERS[TRACKS]] if TRACKS in there and FOLDERS[TRACKS].is_dir() else []
    live = live_videos() if LIVE in wanted else []
    clips = clips_below(DATA) if RECOGNITION in wanted and DATA.is_dir() else []
    others, noisy = (
        folder if name in wanted and folder.is_dir() else None
        for name, folder in ((OTHER_TRACKS, DATA / OTHER_TRACKS), (NOISE, FOLDERS[TRACKS]))
    )
    work = Work(sets, tracks, live, clips, others, noisy, SETTLING in wanted)
    return work, [shortened(one) for one in left_out]


def live_videos() -> list[LabelledVideo]:
    return [read_label(FOLDERS[SAMPLES] / f"{name}.json") for name in live_order.SAMPLES]


def shortened(text: str) -> str:
    return text.replace(f"{ROOT.parent}/", "../")


def rendered_videos(cache: Path, most: int | None, processes: int) -> list[LabelledVideo]:
    plan = scenes()[:most]
    left = missing(plan, cache)
    if left:
        print(
            f"{len(left)} of {len(plan)} videos are still to be rendered; "
            "Ctrl-C keeps what is done, --rendered N takes fewer",
            file=sys.stderr,
        )
        render_missing(plan, cache, processes)
    return [read_label(label_of(scene, cache)) for scene in plan]


if __name__ == "__main__":
    sys.exit(main())
