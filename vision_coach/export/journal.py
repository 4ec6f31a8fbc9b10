"""A live session kept while it happens, so that neither a kill nor a power cut loses it.

A folder for each session: `session.jsonl` begins with what was asked for and gets one line for
each repetition; `poses.raw` holds the poses of the sets (`pose_rows`), from which the whole report
can be made again. Both are on the disk before the next repetition ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vision_coach.core.body.pose import Pose
from vision_coach.core.errors import OutputError, ReportError
from vision_coach.export.file_lock import try_lock
from vision_coach.export.pose_rows import poses_of, read_rows, row_of
from vision_coach.export.record import Record
from vision_coach.live.record import Part
from vision_coach.live.state import LiveRep

FORMAT_VERSION = 2
LINES, POSES, LOCK = "session.jsonl", "poses.raw", "lock"
FLUSHED_EVERY = 30
"""Poses; about a second's."""
WAITING = 300
"""Poses that may wait for a slow disk, ten seconds' worth; later ones wait for it too."""


class Journal:
    """Writes one session from a thread of its own: no frame waits for the disk.

    `problem` says what went wrong (a full disk); nothing more is kept from then on.
    """

    def __init__(self, folder: Path, header: dict[str, Any]) -> None:
        """Make `folder` and begin. Raises OutputError."""
        self.folder = folder
        self.problem: str | None = None
        self._rows = 0
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue(WAITING)
        try:
            folder.mkdir(parents=True)
            self._lock = (folder / LOCK).open("wb")
            try_lock(self._lock)
            self._lines = (folder / LINES).open("ab")
            self._poses = (folder / POSES).open("ab")
            self._write_line({"kind": "session", "format_version": FORMAT_VERSION, **header})
        except OSError as problem:
            raise OutputError(
                f"{folder}: the session cannot be kept there ({problem.strerror})"
            ) from problem
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def add_pose(self, pose: Pose) -> None:
        self._work.put(lambda: self._write_pose(pose))

    def add_rep(self, rep: LiveRep) -> None:
        """Once this line is on the disk, so are the poses before it.

        A repetition that was measured again is added again, and its last line counts.
        """
        line = {
            "kind": "rep",
            "set": rep.set_number,
            "index": rep.number,
            "eccentric_start_s": rep.eccentric_start_s,
            "eccentric_end_s": rep.eccentric_end_s,
            "eccentric_s": rep.eccentric_s,
            "target_s": rep.target_s,
            "verdict": str(rep.verdict) if rep.verdict else None,
        }
        self._work.put(lambda: self._write_line(line))

    def add_part(self, part: Part) -> None:
        """The poses from `part.from_s` on are of this exercise, and of this block of the plan."""
        line = {
            "kind": "part",
            "from_s": part.from_s,
            "exercise": part.exercise.name,
            "block": part.block_number,
        }
        self._work.put(lambda: self._write_line(line))

    def drop_from(self, t_s: float) -> None:
        """The poses so far from `t_s` on do not count: their set was begun again."""
        self._work.put(lambda: self._write_line({"kind": "dropped", "from_s": t_s}))

    def settle(self) -> None:
        """Wait until all that was added is on the disk."""
        self._work.join()

    def close(self) -> None:
        if self._thread.is_alive():
            self._work.put(None)
            self._thread.join()
        for file in (self._poses, self._lines, self._lock):
            # A disk that is full refuses what was buffered once more.
            with contextlib.suppress(OSError):
                file.close()

    def discard(self) -> None:
        """The reports are written: nothing need be kept any more."""
        self.close()
        remove(self.folder)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                if self.problem is None:
                    work()
            except OSError as problem:
                self.problem = problem.strerror or str(problem)
            except Exception as problem:  # noqa: BLE001  a dead thread would be waited for for ever
                self.problem = f"{type(problem).__name__}: {problem}"
            finally:
                self._work.task_done()
        self._work.task_done()

    def _write_pose(self, pose: Pose) -> None:
        self._poses.write(row_of(pose))
        self._rows += 1
        if self._rows % FLUSHED_EVERY == 0:
            self._poses.flush()

    def _write_line(self, line: dict[str, Any]) -> None:
        self._poses.flush()
        os.fsync(self._poses.fileno())
        text = json.dumps({**line, "poses": self._rows}, allow_nan=False)
        self._lines.write(text.encode() + b"\n")
        self._lines.flush()
        os.fsync(self._lines.fileno())


class KeptSession:
    """What a journal holds."""

    def __init__(self, folder: Path) -> None:
        """Raises OutputError for a folder that is no journal."""
        self.folder = folder
        try:
            self.header, *lines = whole_lines(folder / LINES)
            self.blocks, self.parts = told_plan(self.header, lines)
            """What was planned, as `app.unfinished_sessions` writes it, and what was trained from
            when on."""
            self.recorded_at = self.header.text("recorded_at")
            self.rep_count = told_reps(lines)
            """Repetitions that were told; a set that was begun again takes its own back."""
            self._drops = [
                (line.whole("poses"), line.number("from_s"))
                for line in lines
                if line.text("kind") == "dropped"
            ]
        # RecursionError: brackets nested a thousand deep.
        except (OSError, ValueError, RecursionError, ReportError) as problem:
            raise OutputError(f"{folder}: is no session that can be finished") from problem

    def poses(self) -> Iterator[Pose]:
        rows = read_rows(self.folder / POSES)
        kept = np.ones(len(rows), dtype=bool)
        for until, from_s in self._drops:
            kept[:until] &= rows["t_s"][:until] < from_s
        yield from poses_of(rows[kept])


def told_reps(lines: Iterable[Record]) -> int:
    """Raises ReportError for a line of another kind."""
    ends_s: dict[tuple[int, int], float] = {}
    for line in lines:
        if line.text("kind") == "rep":
            ends_s[line.whole("set"), line.whole("index")] = line.number("eccentric_end_s")
        elif line.text("kind") == "dropped":
            from_s = line.number("from_s")
            ends_s = {key: end_s for key, end_s in ends_s.items() if end_s < from_s}
    return len(ends_s)


@dataclass(frozen=True, slots=True)
class ToldPart:
    """What a journal says of a `Part`."""

    from_s: float
    exercise: str
    block_number: int


def told_plan(header: Record, lines: list[Record]) -> tuple[list[Record], list[ToldPart]]:
    """Blocks and parts. In the first version one exercise stood in the header, for all poses."""
    version = header.whole("format_version")
    if version == 1:
        return [header], [ToldPart(float("-inf"), header.text("exercise"), 0)]
    if version != FORMAT_VERSION:
        raise header.error("format_version", f"at most {FORMAT_VERSION}")
    return header.records("blocks"), told_parts(lines)


def told_parts(lines: Iterable[Record]) -> list[ToldPart]:
    """In order, without those of sets that were begun again."""
    parts: list[ToldPart] = []
    for line in lines:
        if line.text("kind") == "part":
            told = line.number("from_s"), line.text("exercise"), line.whole("block")
            parts.append(ToldPart(*told))
        elif line.text("kind") == "dropped":
            from_s = line.number("from_s")
            parts = [part for part in parts if part.from_s < from_s]
    return parts


def whole_lines(path: Path) -> Iterator[Record]:
    """The lines that were written to their end. Raises ValueError for what is no object."""
    with path.open("rb") as content:
        for line in content:
            if not line.endswith(b"\n"):
                return
            told = json.loads(line)
            if not isinstance(told, dict):
                raise ValueError("no object")
            yield Record(told)


def interrupted_sessions(folder: Path) -> list[KeptSession]:
    """The sessions in `folder` that no running process writes to, the oldest first.

    Those in which no repetition was finished are removed.
    """
    found = []
    for one in sorted(folder.glob("*/")):
        if is_running(one):
            continue
        try:
            session = KeptSession(one)
        except OutputError:
            continue
        if session.rep_count:
            found.append(session)
        else:
            remove(one)
    return found


def is_running(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("r+b") as lock:
            return not try_lock(lock)
    except OSError:
        return False


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
