"""What a window shows besides the state of the session."""

from __future__ import annotations

from dataclasses import dataclass, field

from vision_coach.drawing.skeleton import Emphasis
from vision_coach.live.source_status import WELL, SourceStatus


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """Settings of the view, and what only the shell knows."""

    emphasis: Emphasis = field(default_factory=Emphasis)
    """What of the skeleton stands out."""
    mirrored: bool = False
    delay_ms: float | None = None
    """From the grab of a frame until it is on the screen, lately."""
    muted: bool = False
    recording: bool = False
    status: SourceStatus = WELL
    retry_in_s: float | None = None
    files: tuple[str, ...] = ()
    """Names of what is going to be written."""
