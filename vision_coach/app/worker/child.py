"""The worker's own side: orders in through standard input, answers out."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import sys
import threading
import traceback
from typing import Any, BinaryIO, NoReturn

from vision_coach.app.worker.messages import Order, Raised, Returned, Said, Stop
from vision_coach.app.worker.workplace import Workplace
from vision_coach.core.errors import CoachError
from vision_coach.native_output import NativeOutput


def main() -> NoReturn:
    """Do the tasks that come through standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    with NativeOutput() as native:
        # What libraries print must not break into the answers.
        os.dup2(2, 1)
        orders = Orders(sys.stdin.buffer)
        place = Workplace(native, lambda value: send(answers, Said(value)), orders.stop_asked)
        while True:
            order = orders.next()
            native.decode_errors.clear()
            send(answers, done(order, place))


def done(order: Order, place: Workplace) -> Returned | Raised:
    """What came of the task."""
    try:
        os.chdir(order.folder)
        return Returned(order.task.run(place))
    except (CoachError, OSError) as problem:
        return Raised(problem)
    except Exception as problem:  # noqa: BLE001  raised again on the other side
        # The trace of this process would be lost; the exception itself might not be picklable.
        place.close()
        text = "".join(traceback.format_exception(problem))
        return Raised(RuntimeError(f"in the pose worker:\n{text}"))


def send(answers: BinaryIO, message: Any) -> None:
    try:
        answers.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        answers.flush()
    except BrokenPipeError:  # nobody is there any more
        leave()


class Orders:
    """What the other side asks for, read by a thread of its own, since Stop comes in between."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._stop = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def next(self) -> Order:
        return self._waiting.get()

    def stop_asked(self) -> bool:
        return self._stop.is_set()

    def _read(self) -> None:
        with contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                message = pickle.load(self._stream)
                if isinstance(message, Stop):
                    self._stop.set()
                else:
                    self._stop.clear()
                    self._waiting.put(message)
        leave()


def leave() -> NoReturn:
    """At once, also from within native code that hangs; nothing in here is to be kept."""
    os._exit(0)
