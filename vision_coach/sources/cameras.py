"""Cameras through OpenCV, by number, name or address, and why one cannot be opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from vision_coach.core.errors import SourceError
from vision_coach.live.source_status import Fault
from vision_coach.sources.device import Clock, DeviceError, Grab

if TYPE_CHECKING:
    import cv2

WIDTH_PX, HEIGHT_PX, FPS = 1280, 720, 30
LINUX_CAMERAS = Path("/sys/class/video4linux")
DEVICE_FILES = Path("/dev")


class OpenCvCamera:
    """A camera or stream that OpenCV opens. A `Device`."""

    is_sensor = True

    def __init__(self, target: int | str, clock: Clock) -> None:
        self._clock = clock
        self._capture = open_camera(target)

    def read(self) -> Grab | None:
        # Stamped between grab and decoding: what comes later is delay, not time of the picture.
        if not self._capture.grab():
            return None
        t_s = self._clock()
        ok, image = self._capture.retrieve()
        return Grab(t_s, np.asarray(image, dtype=np.uint8)) if ok else None

    def release(self) -> None:
        self._capture.release()


def open_camera(target: int | str) -> cv2.VideoCapture:
    import cv2

    if isinstance(target, str):
        capture = cv2.VideoCapture(target, cv2.CAP_FFMPEG)
        if not capture.isOpened():
            raise DeviceError(
                Fault.LOST, f"{without_secrets(target)}: cannot be opened; is the address right?"
            )
        return capture
    check_present(target)
    # Named, since OpenCV otherwise tries every kind of device there is, and complains of each.
    backend = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION}.get(sys.platform, cv2.CAP_ANY)
    capture = cv2.VideoCapture(target, backend)
    if not capture.isOpened():
        fault = why_closed(target)
        raise DeviceError(fault, EXPLANATIONS[fault].format(number=target, others=known_cameras()))
    # Compressed pictures: uncompressed ones of this size are too many for USB 2 at 30 a second.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH_PX)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT_PX)
    capture.set(cv2.CAP_PROP_FPS, FPS)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def without_secrets(address: str) -> str:
    """Scheme and host of an address: the rest of it may hold a password."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname or ''}"


def check_present(number: int) -> None:
    """Raise DeviceError at once for a camera that is not there, as far as the system tells."""
    if why_closed(number) is Fault.ABSENT:
        text = EXPLANATIONS[Fault.ABSENT].format(number=number, others=known_cameras())
        raise DeviceError(Fault.ABSENT, text)


EXPLANATIONS = {
    Fault.ABSENT: "there is no camera {number}; {others}",
    Fault.BUSY: "camera {number} cannot be opened: another program uses it, or the system does "
    "not allow it; close other programs and look into the system's privacy settings, or train with "
    "a video: --source FILE",
    Fault.FORBIDDEN: "camera {number} may not be used by you; on Linux: "
    "sudo usermod -aG video $USER, then log in again",
}


def why_closed(number: int) -> Fault:
    """Only Linux lets a program look; elsewhere a camera that does not open counts as busy."""
    if sys.platform != "linux":
        return Fault.BUSY
    device = DEVICE_FILES / f"video{number}"
    if not device.exists():
        return Fault.ABSENT
    return Fault.BUSY if os.access(device, os.R_OK | os.W_OK) else Fault.FORBIDDEN


def camera_names(folder: Path = LINUX_CAMERAS) -> dict[int, str]:
    """Number -> name of every camera, as far as the system tells (Linux).

    A camera's further nodes, which give no pictures, are left out.
    """
    names: dict[int, str] = {}
    for node in sorted(folder.glob("video*"), key=lambda node: int(node.name[5:])):
        try:
            index, name = ((node / part).read_text(encoding="utf-8") for part in ("index", "name"))
        except OSError:  # unplugged just now
            continue
        if index.strip() == "0":
            names[int(node.name[5:])] = name.strip()
    return names


def known_cameras(folder: Path = LINUX_CAMERAS) -> str:
    names = camera_names(folder)
    if not names:
        return "none was found: is it plugged in? A video will do as well: --source FILE"
    found = ", ".join(f"{number} ({name})" for number, name in names.items())
    return f"found: {found}; name one of them or a video: --source NUMBER, --source FILE"


def camera_number(name: str, folder: Path = LINUX_CAMERAS) -> int:
    """The camera whose name contains `name`. Raises SourceError where there is none."""
    for number, full_name in camera_names(folder).items():
        if name.casefold() in full_name.casefold():
            return number
    if not folder.is_dir():
        raise SourceError(
            f"--source {name}: no such file, and no camera is known by name here; give its number "
            "(0 is the first)"
        )
    raise SourceError(f"--source {name}: no such file or camera; {known_cameras(folder)}")
