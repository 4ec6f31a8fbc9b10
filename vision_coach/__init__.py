"""Times the lowering of every repetition from a camera or a video.

The library is what `__all__` names; everything else may change from one version to the next.
It is loaded when it is first used, so that importing this package takes no time.

>>> import vision_coach as vc
>>> session = vc.analyze("squats.mp4", exercise="squat", tempo="2-0-1-1", tolerance_s=0.6)
>>> [row["verdict"] for row in session.to_rows()]
['on', 'on', 'on']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vision_coach.library import (
        Cancellation,
        CoachError,
        Session,
        Step,
        Worker,
        analyze,
        analyze_poses,
        load_exercise,
        replay,
        write,
    )

__version__ = "0.1.0"

__all__ = [
    "Cancellation",
    "CoachError",
    "Session",
    "Step",
    "Worker",
    "__version__",
    "analyze",
    "analyze_poses",
    "load_exercise",
    "replay",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'vision_coach' has no attribute '{name}'")
    from vision_coach import library

    return getattr(library, name)


def __dir__() -> list[str]:
    return __all__
