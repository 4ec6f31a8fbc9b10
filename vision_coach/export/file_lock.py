"""A lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

import sys
from typing import BinaryIO


def try_lock(file: BinaryIO) -> bool:
    """Take `file`, open for writing, for this process; False while another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
