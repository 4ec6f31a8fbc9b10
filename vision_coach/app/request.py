"""What the user asked for, and the pipeline that serves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vision_coach.core.body.pose import Pose
from vision_coach.core.body.turns import TURNS_DEG
from vision_coach.core.errors import SourceError
from vision_coach.core.exercise import Exercise, as_eccentric_only
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.recognition import RecognisingPipeline
from vision_coach.core.report.events import Event
from vision_coach.core.tempo import Prescription
from vision_coach.drawing.thumbnail import Faces
from vision_coach.estimators.engines import MEDIAPIPE
from vision_coach.exercises import load_exercise, recognisable_names

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for, for one or many sources."""

    exercise: str = AUTO
    prescription: Prescription = field(default_factory=Prescription)
    engine: str = MEDIAPIPE
    model: Path | None = None
    """Another model for the MediaPipe engine."""
    device: str | None = None
    """Execution provider for the ONNX engine; None: the CPU."""
    athlete: str | None = None
    turn_deg: int | None = None
    """By how much pictures are turned clockwise; None: where nothing else explains them."""
    speed: float = 1.0
    """How many times as fast it happened as videos play it."""
    eccentric_only: bool = False
    """The ways back up are ignored, whatever the exercise file says."""
    keep_poses: bool = False
    thumbnails: Faces | None = None
    """Whether pictures of the repetitions are taken, and what they show of people's faces."""


SLOWEST, FASTEST = 0.01, 100.0
"""Speeds of time lapse and slow motion in which a body can still be followed, and room to spare."""


def check_view(turn_deg: int | None, speed: float) -> None:
    """Raises SourceError for a turn that is no right angle, or a speed that no camera has."""
    if turn_deg is not None and turn_deg not in TURNS_DEG:
        raise SourceError(f"a turn of {turn_deg}°: give one of {', '.join(map(str, TURNS_DEG))}")
    if not SLOWEST <= speed <= FASTEST:
        raise SourceError(f"a speed of {speed:g}: give a factor from {SLOWEST:g} to {FASTEST:g}")


class PosePipeline(Protocol):
    def push(self, pose: Pose) -> list[Event]: ...

    def finish(self) -> list[Event]: ...


def chosen_exercise(request: Request, name: str) -> Exercise:
    """Raises ExerciseError for an exercise that is not known or a file that is wrong."""
    exercise = load_exercise(name)
    return as_eccentric_only(exercise) if request.eccentric_only else exercise


def build_pipeline(request: Request) -> PosePipeline:
    """Raises ExerciseError for an exercise that is not known or a file that is wrong."""
    if request.exercise != AUTO:
        return Pipeline(chosen_exercise(request, request.exercise), request.prescription)
    return RecognisingPipeline(candidates(request), request.prescription)


def candidates(request: Request) -> list[Exercise]:
    """The exercises that it may be; experimental ones only where they are named."""
    names = recognisable_names() if request.exercise == AUTO else [request.exercise]
    return [chosen_exercise(request, name) for name in names]
