"""BlazePose on ONNX Runtime: detect once, then follow; raw landmarks, nothing smoothed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from vision_coach.core.body.pose import EngineInfo, Frame, Image, Pose
from vision_coach.estimators.blazepose import detection, landmarks
from vision_coach.estimators.blazepose.anchors import DETECTOR_SIDE_PX
from vision_coach.estimators.blazepose.landmarks import LANDMARKS_SIDE_PX, MINIMUM_PRESENCE, Body
from vision_coach.estimators.blazepose.networks import (
    DETECTOR_FILE,
    LANDMARKS_FILE,
    Network,
    provider_for,
)
from vision_coach.estimators.blazepose.person_tracking import Whereabouts
from vision_coach.estimators.blazepose.region import Region

COUNT_PEOPLE_EVERY_S = 4.0
"""The detector costs about as much as a frame, hence below 1 % at this interval."""
MAXIMUM_TRIED = 3
"""How many detected people are looked at before a frame counts as empty."""
TWO_FRAMES_S = 0.09
"""At 24 frames a second and more the body moves little during two frames."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A frame and everything else that its pose depends on."""

    frame: Frame
    start: Whereabouts
    counts_people: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What was seen in a frame."""

    pose: Pose
    body: Body | None
    where_looked_for: bool
    """Seen where they were before, not found anew in the whole picture."""


Answer = Callable[[], Sight]
"""Waits until the frame has been worked on."""


class OnnxEstimator:
    """A `PoseEstimator`. Frames come in order from one thread at a time; any thread will do.

    At 24 frames a second and more a person is looked for where they were *two* frames before, not
    in the frame just before: so two frames can be worked on at the same time, and the poses are the
    same whether they are or not. Nearly all of the time is spent in ONNX Runtime and OpenCV, which
    release the GIL.
    """

    def __init__(
        self, models_folder: Path, *, threads: int, at_once: int = 1, device: str | None = None
    ) -> None:
        """models_folder: holds both .onnx files. threads: for one frame's landmarks.

        at_once: how many frames `poses` works on together, at most two. device: an execution
        provider of the installed onnxruntime, such as CUDA; None for the CPU.
        """
        onnxruntime.disable_telemetry_events()  # only Windows builds have any
        provider = provider_for(device)
        # Until somebody is found frames come one by one, so the detector has all threads.
        self._detector = Network(models_folder / DETECTOR_FILE, threads * at_once, provider)
        self._landmarks = Network(models_folder / LANDMARKS_FILE, threads, provider)
        self._at_once = at_once
        self.restart()

    def restart(self) -> None:
        self._known = Whereabouts()
        self._since: deque[Answer] = deque()
        """Of the frames that `_known` does not cover yet."""
        self._counted_s = -COUNT_PEOPLE_EVERY_S

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("onnx", LANDMARKS_FILE, onnxruntime.__version__)

    def estimate(self, frame: Frame) -> Pose:
        sight = self._answer(self._begin(frame))
        self._since.append(lambda: sight)
        return sight.pose

    def poses(self, frames: Iterable[Frame]) -> Iterator[Pose]:
        with ThreadPoolExecutor(self._at_once, "pose") as workers:
            before: Answer | None = None
            for frame in frames:
                answer = workers.submit(self._answer, self._begin(frame)).result
                self._since.append(answer)
                if before:
                    yield before().pose
                before = answer
            if before:
                yield before().pose

    def close(self) -> None:
        """Nothing is held open; the networks go with the last reference to this object."""

    def _begin(self, frame: Frame) -> Look:
        """Take the next frame. Waits for the one before where its whereabouts are needed."""
        self._learn(but_for=1)
        if not self._may_look_as_before(frame):
            self._learn(but_for=0)
        if frame.starts_shot:
            self._known = Whereabouts()
        counts_people = frame.t_s - self._counted_s >= COUNT_PEOPLE_EVERY_S
        if counts_people:
            self._counted_s = frame.t_s
        return Look(frame, self._known, counts_people)

    def _learn(self, but_for: int) -> None:
        """Take in what was seen, but for the newest frames."""
        while len(self._since) > but_for:
            sight = self._since.popleft()()
            t_s, body = sight.pose.t_s, sight.body
            if body is None:
                self._known = self._known.lost()
            elif sight.where_looked_for:
                self._known = self._known.followed(t_s, body.alignment_px)
            else:
                self._known = self._known.found(t_s, body.alignment_px)

    def _may_look_as_before(self, frame: Frame) -> bool:
        """Is what was known before the last frame good enough for this one?"""
        sighting = self._known.sighting
        return (
            sighting is not None
            and not frame.starts_shot
            and frame.t_s - sighting.t_s <= TWO_FRAMES_S
        )

    def _answer(self, look: Look) -> Sight:
        """What is seen in a frame. Depends on nothing else."""
        frame, start = look.frame, look.start
        followed = self._look_at(frame.image, start.region) if start.region else None
        body = followed or self._find(frame.image, start.last_seen)
        people = len(self._people(frame.image)) if look.counts_people else None
        if body is None:
            return Sight(Pose.nobody(frame, people), None, where_looked_for=False)
        pose = Pose.seen(frame, body.points_px, body.visibility, body.world_m, people)
        return Sight(pose, body, where_looked_for=followed is not None)

    def _find(self, image: Image, last_seen: Region | None) -> Body | None:
        """The person to follow, looked for in the whole picture."""
        for region in detection.by_preference(self._people(image), last_seen)[:MAXIMUM_TRIED]:
            if body := self._look_at(image, region):
                return body
        return None

    def _people(self, image: Image) -> list[Region]:
        """Where the detector sees somebody."""
        whole = Region.whole(image)
        raw, logits = self._detector(
            whole.crop(image, DETECTOR_SIDE_PX, border=cv2.BORDER_CONSTANT)
        )
        people = detection.merge_overlapping(detection.decode(raw[0], logits[0, :, 0]))
        return detection.regions_of(people, whole)

    def _look_at(self, image: Image, region: Region) -> Body | None:
        """The body in `region`, or None if the network sees none there."""
        crop = region.crop(image, LANDMARKS_SIDE_PX, border=cv2.BORDER_REPLICATE)
        points, presence, world = self._landmarks(crop)
        if not (presence.item() > MINIMUM_PRESENCE and np.isfinite(points).all()):
            return None
        return landmarks.decode(points, world, region)
