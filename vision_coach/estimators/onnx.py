"""BlazePose on ONNX Runtime: detect once, then follow; raw landmarks, nothing smoothed."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from vision_coach.core.frames import Array, EngineInfo, Frame, Image, Pose
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
"""The detector costs about half a frame's work, hence below 1 % at this interval."""
MAXIMUM_TRIED = 3
"""How many detected people are looked at before a frame counts as empty."""


class OnnxEstimator:
    """A `PoseEstimator`. Frames come in order from one thread at a time; any thread will do.

    Nearly all of its time is spent in ONNX Runtime and OpenCV, which release the GIL.
    """

    def __init__(self, models_folder: Path, *, threads: int, device: str | None = None) -> None:
        """models_folder: holds both .onnx files. threads: for one inference.

        device: an execution provider of the installed onnxruntime, such as CUDA; None for the CPU.
        """
        onnxruntime.disable_telemetry_events()  # only Windows builds have any
        provider = provider_for(device)
        self._detector = Network(models_folder / DETECTOR_FILE, threads, provider)
        self._landmarks = Network(models_folder / LANDMARKS_FILE, threads, provider)
        self._followed: Region | None = None
        self._last_seen: Region | None = None
        self._counted_s = -COUNT_PEOPLE_EVERY_S

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("onnx", LANDMARKS_FILE, onnxruntime.__version__)

    def estimate(self, frame: Frame) -> Pose:
        if frame.starts_shot:
            self._followed = self._last_seen = None
        body = self._follow(frame.image) or self._find(frame.image)
        self._followed = body.next_region if body else None
        people = self._count_people(frame)
        if body is None:
            return Pose.nobody(frame, people)
        self._last_seen = self._followed
        height_px, width_px = frame.image.shape[:2]
        return Pose(
            t_s=frame.t_s,
            points_px=single(body.points_px),
            visibility=single(body.visibility),
            world_m=single(body.world_m),
            image_size_px=(width_px, height_px),
            starts_shot=frame.starts_shot,
            people=people,
        )

    def close(self) -> None:
        """Nothing is held open; the networks go with the last reference to this object."""

    def _follow(self, image: Image) -> Body | None:
        return None if self._followed is None else self._look_at(image, self._followed)

    def _find(self, image: Image) -> Body | None:
        """The person to follow, looked for in the whole picture."""
        regions = self._people(image)
        for region in detection.by_preference(regions, self._last_seen)[:MAXIMUM_TRIED]:
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

    def _count_people(self, frame: Frame) -> int | None:
        """How many are there, looked for now and then; None in the frames between."""
        if frame.t_s - self._counted_s < COUNT_PEOPLE_EVERY_S:
            return None
        self._counted_s = frame.t_s
        return len(self._people(frame.image))

    def _look_at(self, image: Image, region: Region) -> Body | None:
        """The body in `region`, or None if the network sees none there."""
        crop = region.crop(image, LANDMARKS_SIDE_PX, border=cv2.BORDER_REPLICATE)
        points, presence, world = self._landmarks(crop)
        if not (presence.item() > MINIMUM_PRESENCE and np.isfinite(points).all()):
            return None
        return landmarks.decode(points, world, region)


def single(values: Array) -> Array:
    """Rounded to single precision, so that a recording gives back exactly what was analysed."""
    return values.astype(np.float32).astype(np.float64)
