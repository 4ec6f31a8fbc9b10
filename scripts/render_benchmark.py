"""Render the accuracy benchmark's videos: python3 scripts/render_benchmark.py [--list]

310 repetitions beyond the committed samples, in 62 videos with the exact truth beside each, over
all speed profiles, views, speeds and frame rates (scripts/accuracy/plan.py). What is there already
is not rendered again, and Ctrl-C loses nothing but the videos in hand. It takes about an hour of
processor time; any first part of it already covers everything.

    --out DIR       where to (.cache/rendered/)
    --first N       only the first N videos of the plan
    --processes N   how many are rendered at the same time
    --list          say what is planned, and render nothing

Needs the development environment.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from accuracy.plan import scenes
from accuracy.rendered import missing, render_missing

OUT = Path(__file__).resolve().parent.parent / ".cache" / "rendered"
INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended."""


def main() -> int:
    options = parse_arguments()
    plan = scenes()[: options.first]
    if options.list:
        for scene in plan:
            seconds = " ".join(f"{rep.eccentric_s:.2f}-{rep.profile}" for rep in scene.reps)
            print(f"{scene.name}: {scene.fps:.0f}/s, {scene.size[0]}x{scene.size[1]}, {seconds}")
        return 0
    try:
        render_missing(plan, options.out, options.processes)
    except KeyboardInterrupt:
        left = len(missing(plan, options.out))
        print(f"stopped; {left} of {len(plan)} videos are left to render", file=sys.stderr)
        return INTERRUPTED
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="folder to write to")
    parser.add_argument("--first", type=int, metavar="N", help="only the first N videos")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--list", action="store_true", help="say what is planned")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
