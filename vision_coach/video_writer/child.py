"""The child process: orders and pictures in through standard input, the reply out.

Neither it nor what it imports may load OpenCV.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from vision_coach.video_writer.protocol import END_MARK, TIME, Order, Picture, Reply

PICTURES_WAITING = 4


class GivenUpError(Exception):
    """The other side ended without asking for a file."""


def main() -> int:
    """Encode what comes through standard input; the exit code is 0 if a file was written."""
    # Libraries that print must not break into the reply.
    reply_to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    stdin = sys.stdin.buffer
    order = Order.from_line(stdin.readline())
    try:
        from vision_coach.video_writer.encoding import encode

        reply = Reply(note=encode(order, read_ahead(stdin, order)))
    except GivenUpError:
        Path(order.path).unlink(missing_ok=True)
        return 1
    except (ImportError, OSError, ValueError) as problem:  # FFmpeg's errors are among these
        reply = Reply(error=reason_of(problem))
    try:
        with reply_to:
            reply_to.write(reply.line())
    except BrokenPipeError:  # given up while the file was being finished
        Path(order.path).unlink(missing_ok=True)
    return 1 if reply.error else 0


def reason_of(problem: Exception) -> str:
    words = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
    return str(words).partition("\n")[0]


def read_ahead(stdin: BinaryIO, order: Order) -> Iterator[Picture]:
    """The pictures, read by a thread of their own: encoding one must not hold up the next.

    Raises GivenUpError where the input ends without the end mark.
    """
    waiting: queue.Queue[Picture | None] = queue.Queue(maxsize=PICTURES_WAITING)

    def read() -> None:
        while (picture := read_picture(stdin, order)) is not None and picture.tick != END_MARK:
            waiting.put(picture)
        waiting.put(picture)

    threading.Thread(target=read, daemon=True).start()
    while (picture := waiting.get()) is not None:
        if picture.tick == END_MARK:
            return
        yield picture
    raise GivenUpError


def read_picture(stdin: BinaryIO, order: Order) -> Picture | None:
    """The next picture or the end mark; None when the input ended without one."""
    head = stdin.read(TIME.size)
    if len(head) < TIME.size:
        return None
    (tick,) = TIME.unpack(head)
    size = 0 if tick == END_MARK else order.picture_bytes
    content = stdin.read(size)
    return Picture(tick, content) if len(content) == size else None
