"""The library behind `import vision_coach`: calls in, sessions out; it prints nothing."""

from vision_coach.app.progress import Cancellation, Step
from vision_coach.app.worker.pose_worker import PoseWorker as Worker
from vision_coach.core.errors import CoachError
from vision_coach.exercises import load_exercise
from vision_coach.library.jobs import analyze, analyze_poses, replay, write
from vision_coach.library.session import Session

__all__ = [
    "Cancellation",
    "CoachError",
    "Session",
    "Step",
    "Worker",
    "analyze",
    "analyze_poses",
    "load_exercise",
    "replay",
    "write",
]
