"""How the session is looked at: what the shell knows besides the session's state."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np

from vision_coach.core.body.geometry import facing_deg
from vision_coach.core.body.pose import Array
from vision_coach.core.body.view import view_of
from vision_coach.drawing.skeleton import Emphasis
from vision_coach.live.source_status import SourceStatus
from vision_coach.live.state import LiveState, Stage
from vision_coach.sinks.display_settings import DisplaySettings

REMEMBERED_S = 2.0
"""The side that is seen, and the view, are judged over this long, so that neither flickers."""
DELAY_SHARE = 0.1
"""Of a new delay in the one that is shown."""
MIRRORED_VIEWS = ("front", "front_45")
"""Who faces the camera expects a mirror."""


class LiveView:
    """Keeps the `settings` of the window up to date."""

    def __init__(self, *, can_mirror: bool) -> None:
        """can_mirror: whether a front view is mirrored by itself (cameras, not files)."""
        self._shown = ""
        self._can_mirror = can_mirror
        self._seen: deque[tuple[float, Array, float]] = deque()
        self._judged_s = float("-inf")
        self.settings = DisplaySettings()

    def observe(self, state: LiveState) -> None:
        """Take the state after the next pose."""
        pose = state.pose
        if not pose.found:
            return
        shown = state.exercise.name if state.exercise else ""
        if shown != self._shown:
            self._shown, self._judged_s = shown, float("-inf")
        self._seen.append((pose.t_s, pose.visibility, facing_deg(pose.world_m)))
        while self._seen[0][0] < pose.t_s - REMEMBERED_S:
            self._seen.popleft()
        if pose.t_s - self._judged_s < REMEMBERED_S / 2:
            return
        self._judged_s = pose.t_s
        visibility = np.array([seen for _, seen, _ in self._seen])
        exercise = state.exercise
        emphasis = Emphasis.of(exercise.joint, visibility) if exercise else Emphasis()
        self.settings = replace(self.settings, emphasis=emphasis)
        if self._can_mirror and state.stage is Stage.FRAMING:
            view = view_of(np.array([facing for _, _, facing in self._seen]))
            self.settings = replace(self.settings, mirrored=view in MIRRORED_VIEWS)

    def note_delay(self, delay_s: float) -> None:
        before = self.settings.delay_ms
        delay_ms = delay_s * 1000
        shown = delay_ms if before is None else before + DELAY_SHARE * (delay_ms - before)
        self.settings = replace(self.settings, delay_ms=shown)

    def note_status(self, status: SourceStatus, now_s: float) -> None:
        retry_s = None if status.retry_at_s is None else status.retry_at_s - now_s
        self.settings = replace(self.settings, status=status, retry_in_s=retry_s)

    def set_recording(self) -> None:
        self.settings = replace(self.settings, recording=True)

    def set_files(self, names: tuple[str, ...]) -> None:
        self.settings = replace(self.settings, files=names)

    def set_muted(self, *, muted: bool) -> None:
        self.settings = replace(self.settings, muted=muted)

    def turn_mirror(self) -> None:
        """By hand; from then on it stays."""
        self._can_mirror = False
        self.settings = replace(self.settings, mirrored=not self.settings.mirrored)
