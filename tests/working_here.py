"""The pose worker's tasks run in this process, where a test can change what they use."""

from __future__ import annotations

from vision_coach.app.interruption import Interruption
from vision_coach.app.worker.workplace import Workplace
from vision_coach.native_output import NativeOutput


class Here(Workplace):
    """A workplace with an engine of its own."""

    def __init__(self, start_engine, *parts):
        super().__init__(*parts)
        self._start = start_engine

    def engine(self, _choice):
        return self._start()


def working_here(start_engine):
    """In place of `PoseWorker.run`."""

    def run(_worker, task, heard, cancellation):
        with NativeOutput() as native, Interruption() as interruption:
            place = Here(
                start_engine,
                native,
                heard,
                lambda: interruption.requested or cancellation.requested,
            )
            return task.run(place)

    return run
