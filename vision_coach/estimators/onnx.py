"""BlazePose on ONNX Runtime: detect once, then follow; raw landmarks, nothing smoothed."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from vision_coach.core.frames import EngineInfo, Frame, Image, Pose
from vision_coach.estimators.blazepose import detection, landmarks
from vision_coach.estimators.blazepose.anchors import DETECTOR_SIDE_PX
from vision_coach.estimators.blazepose.landmarks import LANDMARKS_SIDE_PX, MINIMUM_PRESENCE, Body
from vision_coach.estimators.blazepose.networks import (
    DETECTOR_FILE,
    LANDMARKS_FILE,
    Network,
    provider_for,
)
from vision_coach.estimators.blazepose.region import Region

COUNT_PEOPLE_EVERY_S = 4.0
"""The detector costs about as much as a frame, hence below 1 % at this interval."""
MAXIMUM_TRIED = 3
"""How many detected people are looked at before a frame counts as empty."""
PAIRED_WITHIN_S = 0.045
"""Frames of 24 a second and more are paired; at fewer the body moves too far in between."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of the followed person before a frame."""

    region: Region | None = None
    """Where they are; None: to be looked for in the whole picture."""
    last_seen: Region | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A frame and everything else that its pose depends on."""

    frame: Frame
    start: Whereabouts
    counts_people: bool


class OnnxEstimator:
    """A `PoseEstimator`. Frames come in order from one thread at a time; any thread will do.

    A person is looked for where they were, not in the frame just before, but before the *pair* that
    a frame belongs to: so both frames of a pair can be worked on at the same time, and the poses
    are the same whether they are or not. Nearly all of the time is spent in ONNX Runtime and
    OpenCV, which release the GIL.
    """

    def __init__(
        self, models_folder: Path, *, threads: int, at_once: int = 1, device: str | None = None
    ) -> None:
        """models_folder: holds both .onnx files. threads: for one frame's landmarks.

        at_once: how many frames `poses` works on together. device: an execution provider of the
        installed onnxruntime, such as CUDA; None for the CPU.
        """
        onnxruntime.disable_telemetry_events()  # only Windows builds have any
        provider = provider_for(device)
        # Until somebody is found frames come one by one, so the detector has all threads.
        self._detector = Network(models_folder / DETECTOR_FILE, threads * at_once, provider)
        self._landmarks = Network(models_folder / LANDMARKS_FILE, threads, provider)
        self._at_once = at_once
        self._start = self._latest = Whereabouts()
        self._pair_began_s = -math.inf
        self._counted_s = -COUNT_PEOPLE_EVERY_S

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("onnx", LANDMARKS_FILE, onnxruntime.__version__)

    def estimate(self, frame: Frame) -> Pose:
        pose, self._latest = self._answer(self._begin(frame))
        return pose

    def poses(self, frames: Iterable[Frame]) -> Iterator[Pose]:
        with ThreadPoolExecutor(self._at_once, "pose") as workers:
            running: deque[Future[tuple[Pose, Whereabouts]]] = deque()
            for frame in frames:
                if not self._completes_pair(frame):
                    yield from self._results(running)
                running.append(workers.submit(self._answer, self._begin(frame)))
            yield from self._results(running)

    def close(self) -> None:
        """Nothing is held open; the networks go with the last reference to this object."""

    def _results(self, running: deque[Future[tuple[Pose, Whereabouts]]]) -> Iterator[Pose]:
        while running:
            pose, self._latest = running.popleft().result()
            yield pose

    def _begin(self, frame: Frame) -> Look:
        """Take the next frame; the results of all earlier pairs are known."""
        if self._completes_pair(frame):
            self._pair_began_s = -math.inf
        else:
            self._start = Whereabouts() if frame.starts_shot else self._latest
            self._pair_began_s = frame.t_s
        counts_people = frame.t_s - self._counted_s >= COUNT_PEOPLE_EVERY_S
        if counts_people:
            self._counted_s = frame.t_s
        return Look(frame, self._start, counts_people)

    def _completes_pair(self, frame: Frame) -> bool:
        """Does it belong with the frame before? Only while somebody is followed."""
        return (
            self._start.region is not None
            and not frame.starts_shot
            and frame.t_s - self._pair_began_s <= PAIRED_WITHIN_S
        )

    def _answer(self, look: Look) -> tuple[Pose, Whereabouts]:
        """The pose in a frame, and where the person is after it. Depends on nothing else."""
        frame, start = look.frame, look.start
        body = self._look_at(frame.image, start.region) if start.region else None
        body = body or self._find(frame.image, start.last_seen)
        people = len(self._people(frame.image)) if look.counts_people else None
        if body is None:
            return Pose.nobody(frame, people), Whereabouts(None, start.last_seen)
        pose = Pose.seen(frame, body.points_px, body.visibility, body.world_m, people)
        return pose, Whereabouts(body.next_region, body.next_region)

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
