"""How fast and how large ten years of training are in the store.

python scripts/benchmark_memory.py squats.npz [--sessions 2600]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from vision_coach.app.analysis import replay
from vision_coach.app.request import Request
from vision_coach.core.report.session import Session
from vision_coach.export.json_report import json_text
from vision_coach.store.database import Database
from vision_coach.store.sessions import history, report_of, save

SETS, REPS = 20, 10
PER_WEEK = 5
EXERCISES = ("squat", "push_up", "pull_up", "biceps_curl")
BEGAN = datetime(2016, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recording", type=Path, help="poses of a set, as --poses writes them")
    parser.add_argument("--sessions", type=int, default=2600, help="default: 2600, ten years")
    options = parser.parse_args()
    model = replay(options.recording, Request("squat")).session
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        store = Database(Path(folder))
        began_s = time.perf_counter()
        for number in range(options.sessions):
            one = drawn(model, number, rng)
            save(store, one, json_text(one), None)
        took_s = time.perf_counter() - began_s
        print(f"sessions: {options.sessions}, repetitions: {options.sessions * SETS * REPS}")
        print(f"saved in {took_s:.1f} s, {1e3 * took_s / options.sessions:.1f} ms a session")
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"on the disk: {size / 1e6:.0f} MB")
        since = (BEGAN + timedelta(days=7 * (options.sessions / PER_WEEK - 12))).isoformat()
        told("everything", lambda: history(store))
        told("one exercise, all years", lambda: history(store, exercise="squat"))
        told("the last 12 weeks", lambda: history(store, since=since))
        told("one report", lambda: report_of(store, options.sessions // 2))
        store.close()


def drawn(model: Session, number: int, rng: np.random.Generator) -> Session:
    """The same set again and again, each lowering another time long."""
    moment = BEGAN + timedelta(days=7 * number / PER_WEEK)
    first = model.sets[0]
    sets = []
    for place in range(SETS):
        reps = []
        for index in range(REPS):
            rep = first.reps[index % len(first.reps)]
            end_s = rep.eccentric_start_s + rep.eccentric_s * rng.uniform(0.8, 1.2)
            reps.append(replace(rep, index=index + 1, eccentric_end_s=end_s))
        sets.append(replace(first, exercise=EXERCISES[place // 5], reps=tuple(reps)))
    source = replace(model.source, sha256=f"{number:064d}")
    when = moment.isoformat(timespec="seconds")
    return replace(model, source=source, sets=tuple(sets), recorded_at=when, athlete="Ada")


def told(name: str, ask: Callable[[], object]) -> None:
    took_s = []
    for _ in range(5):
        began_s = time.perf_counter()
        ask()
        took_s.append(time.perf_counter() - began_s)
    print(f"{name}: {1e3 * float(np.median(took_s)):.1f} ms")


if __name__ == "__main__":
    main()
