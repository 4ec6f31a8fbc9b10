"""Running ahead: one thread makes what another one works on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from typing import Generic, TypeVar

AHEAD = 3
"""Enough to even out slow frames; each held frame costs its size in memory."""
STOP_CHECK_S = 0.1

Item = TypeVar("Item")


def run_ahead(items: Iterable[Item], ahead: int = AHEAD) -> Generator[Item]:
    """The same items, made by a thread of their own, at most `ahead` early.

    An error while making them is raised here, after the items before it. The thread ends when the
    items do or when this generator is closed.
    """
    maker = Maker(items, ahead)
    maker.start()
    try:
        while (found := maker.waiting.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            (item,) = found
            yield item
    finally:
        maker.stop()


class Maker(threading.Thread, Generic[Item]):
    """Puts each item into `waiting`, as a tuple of one; then None, or the error that ended it."""

    def __init__(self, items: Iterable[Item], ahead: int) -> None:
        super().__init__(name="run-ahead", daemon=True)
        self.waiting: queue.Queue[tuple[Item] | BaseException | None] = queue.Queue(maxsize=ahead)
        self._items = items
        self.ended = threading.Event()
        self._stopped = threading.Event()

    def run(self) -> None:
        try:
            for item in self._items:
                if not self._hand_over((item,)):
                    return
            self._hand_over(None)
        except BaseException as problem:  # noqa: BLE001  raised again by `run_ahead`
            self._hand_over(problem)
        finally:
            self.ended.set()

    def _hand_over(self, found: tuple[Item] | BaseException | None) -> bool:
        """Wait for a place; False when nobody wants items any more."""
        while not self._stopped.is_set():
            try:
                self.waiting.put(found, timeout=STOP_CHECK_S)
            except queue.Full:
                continue
            return True
        return False

    def stop(self) -> None:
        """End the thread. Ctrl-C meanwhile breaks in afterwards: it may still be at the items."""
        self._stopped.set()
        pressed = None
        while not self.ended.is_set():
            try:
                self.ended.wait()
            except KeyboardInterrupt as press:
                pressed = press
        self.join()
        if pressed is not None:
            raise pressed
