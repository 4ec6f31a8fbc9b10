"""What a task finds in the worker: an engine, ears for what it says, and whether to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vision_coach.core.body.pose import PoseEstimator
from vision_coach.estimators.engines import start_engine
from vision_coach.native_output import NativeOutput

AT_ONCE = 2
"""Frames of a file that an engine may work on together: one a core on the smallest machines."""


class StoppedError(Exception):
    """The user asked the task to stop."""


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which pose engine, with what."""

    engine: str
    model: Path | None = None
    device: str | None = None


class Workplace:
    """Serves one task after the other; an engine that was started serves the next one too."""

    def __init__(
        self, native: NativeOutput, say: Callable[[object], None], stop_asked: Callable[[], bool]
    ) -> None:
        """native: what native code writes. say: tells the other side. stop_asked: by the user."""
        self.native = native
        self.say = say
        self.stop_asked = stop_asked
        self._engine: PoseEstimator | None = None
        self._choice: EngineChoice | None = None

    def step(self, done: int) -> None:
        """Say how many frames are done. Raises StoppedError where that is to be all."""
        self.say(done)
        if self.stop_asked():
            raise StoppedError

    def engine(self, choice: EngineChoice) -> PoseEstimator:
        """The engine, knowing nothing of any earlier video. Raises EngineError with what to do."""
        if self._engine is not None and self._choice == choice:
            self._engine.restart()
            return self._engine
        self.close()
        self._engine = start_engine(choice.engine, choice.model, choice.device, AT_ONCE)
        self._choice = choice
        return self._engine

    def close(self) -> None:
        """Let go of the engine; the next task that needs one starts another."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            engine.close()
