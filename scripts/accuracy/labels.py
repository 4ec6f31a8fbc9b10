"""True or labelled repetitions of a video, read from the JSON beside it.

Hand-labelled clips and rendered samples share one layout: `exercise`, `view`, `fps`,
`uncertainty_frames` and `reps` with the four times of each (null: not in the video). A derived
video also has `reader_fps`, the rate of the one that its labels were read in. With `true_bottom`
the reader looked for the lowest position; with `segments` (first and last frame of each) only those
parts are labelled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accuracy.exercise_names import known_as
from vision_coach.core.errors import SourceError


@dataclass(frozen=True, slots=True)
class LabelledRep:
    """Seconds from the first frame; None where it lies outside the video."""

    eccentric_start_s: float | None
    eccentric_end_s: float | None
    concentric_start_s: float | None
    concentric_end_s: float | None
    profile: str = ""
    """Family of the speed profile, for rendered repetitions."""
    partial: bool = False

    @property
    def eccentric_s(self) -> float | None:
        return difference_s(self.eccentric_end_s, self.eccentric_start_s)

    @property
    def bottom_pause_s(self) -> float | None:
        return difference_s(self.concentric_start_s, self.eccentric_end_s)

    @property
    def concentric_s(self) -> float | None:
        return difference_s(self.concentric_end_s, self.concentric_start_s)


def difference_s(later_s: float | None, earlier_s: float | None) -> float | None:
    return None if later_s is None or earlier_s is None else later_s - earlier_s


@dataclass(frozen=True, slots=True)
class LabelledVideo:
    """A video and what is known of it."""

    path: Path
    exercise: str
    view: str
    fps: float
    reader_fps: float
    """The rate of the video that the reader stepped through."""
    reader_frames: float
    """The reader's own error at each end, in frames; 0 for rendered videos."""
    score_times: bool
    """False for clips that count for detection only."""
    reps: tuple[LabelledRep, ...]
    scored_span_s: tuple[float, float]
    """Where predictions are scored: everywhere, unless only a part of the clip is labelled."""
    true_bottom: bool = False
    """The reader looked for the lowest position: the bottom needs no correction."""
    segments_s: tuple[tuple[float, float], ...] = ()
    """The labelled parts, where there are such: what has its middle in none of them is not scored.
    """
    cut_frames: tuple[int, ...] = ()
    """Numbers of the frames, from 0, at which readers saw a shot begin."""
    condition: str = ""
    """What was done to a derived video: "dark", "blurred" ..."""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_rendered(self) -> bool:
        return self.reader_frames == 0

    @property
    def reader_error_s(self) -> float:
        """The reader's own error at each end."""
        return self.reader_frames / self.reader_fps

    @property
    def seen_from(self) -> str:
        """The view in one of four words: "side", "45", "front", "back"."""
        if "45" in self.view or "three-quarter" in self.view:
            return "45"
        words = self.view.replace("_", " ").replace(",", " ").split()
        return next((word for word in words if word in ("side", "front", "back")), "side")


# Read with 0.3 s before the first label and 0.5 s after the last (the data's own scoring rule).
PARTLY_LABELLED = ("apka_pushups_76",)
MARGIN_BEFORE_S, MARGIN_AFTER_S = 0.3, 0.5

REP_KEYS = ("eccentric_start_s", "eccentric_end_s", "concentric_start_s", "concentric_end_s")


def read_folder(folder: Path) -> list[LabelledVideo]:
    """All labelled videos of the exercises that the program knows, by name."""
    found = [read_label(path) for path in sorted(folder.glob("*.json"))]
    return [replace(video, exercise=name) for video in found if (name := known_as(video.exercise))]


def read_label(path: Path) -> LabelledVideo:
    """Raises SourceError for a file that is not in the layout, or without its video."""
    try:
        video = as_video(path, json.loads(path.read_text()))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise SourceError(f"{path}: is no label of a video ({problem!r})") from problem
    if not video.path.is_file():
        raise SourceError(f"{path}: its video {video.path.name} is not there")
    return video


def as_video(path: Path, content: dict[str, Any]) -> LabelledVideo:
    reps = tuple(
        LabelledRep(
            **{key: rep[key] for key in REP_KEYS},
            profile=rep.get("profile", ""),
            partial=rep.get("partial", False),
        )
        for rep in content["reps"]
    )
    span = (float("-inf"), float("inf"))
    # A derived video is named after its source.
    if path.stem.startswith(PARTLY_LABELLED):
        times = [rep[key] for rep in content["reps"] for key in REP_KEYS if rep[key] is not None]
        span = (min(times) - MARGIN_BEFORE_S, max(times) + MARGIN_AFTER_S)
    return LabelledVideo(
        path=path.parent / content["video"],
        exercise=content["exercise"],
        view=content["view"],
        fps=float(content["fps"]),
        reader_fps=float(content.get("reader_fps", content["fps"])),
        reader_frames=float(content["uncertainty_frames"]),
        score_times=content.get("score") != "detection only",
        reps=reps,
        scored_span_s=span,
        true_bottom=content.get("true_bottom", False),
        segments_s=tuple(
            (first / content["fps"], last / content["fps"])
            for first, last in content.get("segments", ())
        ),
        cut_frames=tuple(content.get("hard_cuts", ())),
        condition=content.get("condition", ""),
    )
