"""A camera read by a thread of its own: always the newest picture, never a queue of old ones."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Self

from vision_coach.core.body.pose import Frame
from vision_coach.live.source_status import WELL, Fault, SourceStatus
from vision_coach.sources.device import Clock, Device, DeviceError, EndOfSource, Grab
from vision_coach.sources.picture_health import PictureHealth
from vision_coach.sources.shot_boundaries import Continuity, ShotWatch

RETRY_WAITS_S = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Between attempts to open the camera; the last one again and again."""
STALLED_S = 2.0
"""Slow cameras in the dark still give several pictures a second."""
MISTAKES = (Fault.ABSENT, Fault.LOST)
"""At the first opening these are the user's mistake: a wrong number or address."""
LAST_PICTURE_WAIT_S = 1.0
"""A thread that hangs in the driver is left behind when the session ends."""


class Camera:
    """Follows one camera through everything that can happen to it.

    `newest` hands each frame out at most once and drops those that nobody fetched in time. While
    `status` names a fault there are no frames; what was lost is opened again after growing waits.
    """

    def __init__(
        self,
        open_device: Callable[[], Device],
        clock: Clock,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """open_device: opens the camera; raises DeviceError. Called again after a loss.

        wait: sleeps for some seconds before that.
        """
        self._open_device = open_device
        self._clock = clock
        self._news = threading.Condition()
        self._newest: Frame | None = None
        self._status = WELL
        self._awaited_since_s: float | None = None
        self._size_px = (0, 0)
        self._dropped = 0
        self._ended = False
        self._problem: Exception | None = None
        self._stopped = threading.Event()
        self._wait = wait or self._stopped.wait
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopped.set()
        self._thread.join(LAST_PICTURE_WAIT_S)

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame that was not handed out yet, waited for at most `timeout_s`.

        None also at once when the source has ended or its status changes. Raises SourceError for a
        camera that never was there.
        """
        with self._news:
            before = self._status
            self._news.wait_for(
                lambda: self._newest or self._ended or self._status is not before, timeout_s
            )
            frame, self._newest = self._newest, None
            if self._problem and frame is None:
                raise self._problem
        return frame

    @property
    def ended(self) -> bool:
        """The source has come to its end, and its last frame was handed out.

        Not after a problem, which `newest` raises.
        """
        with self._news:
            return self._ended and self._newest is None and self._problem is None

    @property
    def status(self) -> SourceStatus:
        """A camera whose driver does not answer counts as frozen; a file may have gaps."""
        with self._news:
            awaited_s = self._awaited_since_s
            if awaited_s is not None and self._clock() - awaited_s > STALLED_S:
                return SourceStatus(Fault.FROZEN)
            return self._status

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the last picture; zeros before the first."""
        return self._size_px

    @property
    def dropped(self) -> int:
        """Frames that came while an older one was still being looked at."""
        return self._dropped

    def _run(self) -> None:
        try:
            self._follow()
        except EndOfSource:
            self._end(None)
        except Exception as problem:  # noqa: BLE001  raised again by `newest`
            self._end(problem)

    def _follow(self) -> None:
        failures = 0
        opened_before = False
        while not self._stopped.is_set():
            fault, detail = Fault.LOST, ""
            try:
                device = self._open_device()
            except DeviceError as problem:
                if problem.fault in MISTAKES and not opened_before:
                    raise
                fault, detail = problem.fault, str(problem)
            else:
                if self._read_all(device, starts_shot=opened_before):
                    failures, opened_before = 0, True
            wait_s = RETRY_WAITS_S[min(failures, len(RETRY_WAITS_S) - 1)]
            failures += 1
            self._say(SourceStatus(fault, self._clock() + wait_s, detail))
            self._wait(wait_s)

    def _read_all(self, device: Device, *, starts_shot: bool) -> bool:
        """Read until the camera gives no more; whether it ever gave a usable picture."""
        health, watch = PictureHealth(), ShotWatch()
        usable = False
        try:
            while not self._stopped.is_set():
                self._awaited_since_s = self._clock() if device.is_sensor else None
                grab = device.read()
                if grab is None:
                    break
                fault = health.push(grab.t_s, grab.image) if device.is_sensor else None
                if fault:
                    self._say(SourceStatus(fault))
                    starts_shot = True
                    continue
                # Only files can be read ahead; of a stream a cut is told when it is known.
                found = watch.push(grab.t_s, grab.image) if device.is_sensor else None
                is_cut = found is Continuity.STARTS_SHOT
                self._hand_over(grab, starts_shot=starts_shot or grab.starts_shot or is_cut)
                usable, starts_shot = True, False
        finally:
            self._awaited_since_s = None
            device.release()
        return usable

    def _hand_over(self, grab: Grab, *, starts_shot: bool) -> None:
        with self._news:
            waiting = self._newest
            if waiting is not None:
                self._dropped += 1
                starts_shot = starts_shot or waiting.starts_shot
            self._newest = Frame(grab.t_s, grab.image, starts_shot)
            self._size_px = (grab.image.shape[1], grab.image.shape[0])
            self._status = WELL
            self._news.notify_all()

    def _say(self, status: SourceStatus) -> None:
        with self._news:
            if status != self._status:
                self._status = status
                self._news.notify_all()

    def _end(self, problem: Exception | None) -> None:
        with self._news:
            self._problem = problem
            self._ended = True
            self._news.notify_all()
