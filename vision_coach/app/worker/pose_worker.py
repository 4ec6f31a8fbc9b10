"""The near side of the pose worker: a task in, its result or a clear error out."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import psutil

from vision_coach.app.interruption import Interruption
from vision_coach.app.progress import Cancellation
from vision_coach.app.worker.messages import (
    WORK_COMMAND,
    Order,
    Raised,
    Returned,
    Said,
    Stop,
    Task,
)
from vision_coach.child_process import how_it_ended, pipe, start_child
from vision_coach.core.errors import EngineError, SourceError

CHILD = "vision_coach.app.worker"
POLL_S = 0.1
LONGEST_SILENCE_S = 120.0
"""Waiting for a frame. Loading an engine from a cold disk takes up to 20 s, and the largest
pictures that are analysed, 16 384 pixels wide, some 5 s each on two busy cores."""
LONGEST_STOP_S = 10.0
"""Silence after Ctrl-C: more than a frame of any usual video takes, unless something hangs."""
MEMORY_CHECK_S = 0.25
MOST_MEMORY_BYTES = 4 * 2**30
"""Both engines need less than 1 GiB with 4K video, less than 3 with 8K."""
MOST_MEMORY_SHARE = 0.5
"""Of the machine's memory, so that it does not begin to swap."""
END_LIMIT_S = 2.0
Answer = Said | Returned | Raised


class PoseWorker:
    """Runs tasks in a process of its own, one at a time, from any thread.

    The process is started for the first task and after one that it has not survived. Between two
    videos it keeps the pose engine. Close it, or use it in a `with`.

    >>> import vision_coach as vc
    >>> with vc.Worker() as worker:
    ...     sessions = [vc.analyze("squats.mp4", worker=worker) for _time in range(2)]
    >>> [len(session.sets) for session in sessions]
    [1, 1]
    """

    def __init__(self) -> None:
        self._child: Child | None = None

    def run(self, task: Task, heard: Callable[[Any], None], cancellation: Cancellation) -> Any:
        """What `task` returns; `heard` gets what it says on the way, in this thread.

        Ctrl-C and `cancellation` ask the task to stop, and it returns what it has so far. Raises
        what the task raises; SourceError where its process crashed, hung or took too much memory;
        EngineError where none can be started; KeyboardInterrupt where the task does not stop.
        """
        if self._child is None:
            self._child = Child()
        try:
            with Interruption() as interruption:
                answer = self._child.do(
                    task, heard, lambda: interruption.requested or cancellation.requested
                )
        except BaseException:  # also of `heard`: the task goes on, and nobody listens
            self.kill()
            raise
        if isinstance(answer, Raised):
            raise answer.error
        return answer.value

    def close(self) -> None:
        """End the process. A later `run` starts another."""
        if self._child is not None:
            child, self._child = self._child, None
            child.close()

    def kill(self) -> None:
        """The same while a task is running."""
        if self._child is not None:
            self._child.process.kill()
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Child:
    """One worker process."""

    def __init__(self) -> None:
        """Raises EngineError where no process can be started."""
        try:
            self.process = start_child(CHILD, WORK_COMMAND)
        except OSError as problem:
            raise EngineError(
                f"the pose worker could not be started ({problem.strerror or problem})"
            ) from problem
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        """What it has said; None: it has ended."""
        self._reader = threading.Thread(
            target=read_answers, args=(pipe(self.process.stdout), self._answers), daemon=True
        )
        self._reader.start()

    def do(
        self, task: Task, heard: Callable[[Any], None], stop_asked: Callable[[], bool]
    ) -> Returned | Raised:
        watch = Watch(self.process, task.video)
        self._send(Order(task, current_folder()))
        while not watch.stop_is_overdue:
            try:
                if stop_asked() and not watch.stopping:
                    watch.stopping = True
                    self._send(Stop())
                watch.look()
                answer = self._answers.get(timeout=POLL_S)
                watch.polls_silent = 0
                if isinstance(answer, Said):
                    heard(answer.value)
                elif answer is None:
                    raise SourceError(f"{task.video}: {why_it_ended(self.process)}")
                else:
                    return answer
            except queue.Empty:
                watch.polls_silent += 1
            except KeyboardInterrupt:  # pressed again: it is stopping, and not for long
                if not stop_asked():
                    raise
        raise KeyboardInterrupt

    def close(self) -> None:
        with contextlib.suppress(OSError):  # it may have ended before it has read everything
            pipe(self.process.stdin).close()
        try:
            self.process.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        pipe(self.process.stdout).close()

    def _send(self, message: Any) -> None:
        with contextlib.suppress(OSError):  # it has ended, which the answers will say
            stream = pipe(self.process.stdin)
            stream.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            stream.flush()


class Watch:
    """Sees to it that a task ends: not silent for too long, not larger than the machine."""

    def __init__(self, process: subprocess.Popen[bytes], video: Path) -> None:
        self._process = psutil.Process(process.pid)
        self._video = video
        self._limit_bytes = min(
            MOST_MEMORY_BYTES, int(MOST_MEMORY_SHARE * psutil.virtual_memory().total)
        )
        self._looked_s = time.monotonic()
        self.stopping = False
        """Whether it was asked to."""
        self.polls_silent = 0
        """Waited for in vain. Polls are counted, since clocks go on while a laptop sleeps."""

    @property
    def stop_is_overdue(self) -> bool:
        return self.stopping and self.polls_silent * POLL_S > LONGEST_STOP_S

    def look(self) -> None:
        """Raises SourceError where it is to be given up."""
        if self.polls_silent * POLL_S > LONGEST_SILENCE_S:
            raise SourceError(
                f"{self._video}: was given up: no frame came for {LONGEST_SILENCE_S:.0f} s; "
                "convert it, for example with ffmpeg, and try again"
            )
        if time.monotonic() - self._looked_s < MEMORY_CHECK_S:
            return
        self._looked_s = time.monotonic()
        with contextlib.suppress(psutil.Error):  # it has ended, which the answers will say
            if self._process.memory_info().rss > self._limit_bytes:
                raise SourceError(
                    f"{self._video}: was given up: it takes more than "
                    f"{self._limit_bytes / 2**30:.1f} GiB of memory; make it smaller, for example "
                    "with ffmpeg, and try again"
                )


def read_answers(stream: IO[bytes], answers: queue.SimpleQueue[Answer | None]) -> None:
    """Until the process has ended, also in the middle of an answer."""
    with contextlib.suppress(EOFError, pickle.UnpicklingError, OSError):
        while True:
            answers.put(pickle.load(stream))
    answers.put(None)


def why_it_ended(process: subprocess.Popen[bytes]) -> str:
    code = process.wait()
    how = how_it_ended(code)
    if how == "signal SIGKILL":
        return f"the pose worker was killed ({how}), perhaps because memory ran out"
    return (
        f"the pose worker crashed while it read this video ({how}); convert it, for example with "
        "ffmpeg, or try the other --engine"
    )


def current_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109  as text
    except FileNotFoundError:  # removed meanwhile: relative paths lead nowhere here either
        return os.sep
