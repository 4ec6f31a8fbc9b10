"""What is noted of a live session besides its sets: for the report's source and warnings."""

from __future__ import annotations

from collections.abc import Iterable

from vision_coach.core.body.pose import Pose, SourceInfo
from vision_coach.core.report.reason import Reason
from vision_coach.core.review.picture_quality import PictureWatch
from vision_coach.live.source_status import Fault
from vision_coach.live.state import LiveRep

SHOWN_FAULTS = 5


class LiveNotes:
    """Sees every pose of the record and every fault of the camera."""

    def __init__(self) -> None:
        self._watch = PictureWatch()
        self._frames = 0
        self._last_s = 0.0
        self._size_px = (0, 0)
        self._faults: list[tuple[Fault, float, float]] = []
        """What, from when, for how long."""
        self._counted_s: dict[tuple[int, int], float] = {}
        """When the repetitions ended that were counted while training, by set and number."""

    def count(self, rep: LiveRep) -> None:
        """A repetition that was measured again takes the place of what it was."""
        self._counted_s[rep.set_number, rep.number] = rep.eccentric_end_s

    def drop_from(self, t_s: float) -> None:
        """A set was begun again: its repetitions do not count."""
        self._counted_s = {key: end_s for key, end_s in self._counted_s.items() if end_s < t_s}

    def take(self, poses: Iterable[Pose]) -> None:
        for pose in poses:
            if self._frames and pose.t_s <= self._last_s:
                continue  # taken again, as of another exercise
            self._watch.push(pose)
            self._frames += 1
            self._last_s = pose.t_s
            self._size_px = pose.image_size_px

    def fault(self, fault: Fault, from_s: float, until_s: float) -> None:
        self._faults.append((fault, from_s, until_s - from_s))

    def source(self, file: str | None) -> SourceInfo:
        """`frames_read` counts the frames of the sets; what lay between them is not analysed."""
        width, height = self._size_px
        return SourceInfo(file, None, width, height, self._frames, self._last_s, None)

    def warnings(self, reported: int) -> list[Reason]:
        """reported: how many repetitions stand in the report."""
        said = self._watch.warnings() if self._frames else []
        counted = len(self._counted_s)
        if reported < counted:
            said.append(Reason.of("fewer_measured", counted=counted, measured=reported))
        for fault, from_s, lasted_s in self._faults[:SHOWN_FAULTS]:
            said.append(Reason.of(f"camera_{fault}", t_s=from_s, duration_s=lasted_s))
        if len(self._faults) > SHOWN_FAULTS:
            more = len(self._faults) - SHOWN_FAULTS
            said.append(Reason.of("camera_failed_more", count=more))
        return said
