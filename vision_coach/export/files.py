"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from vision_coach.core.errors import OutputError


def check_writable(path: Path) -> None:
    """Raise OutputError now if `path` could not be written later."""
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file")
        if path.exists() and not os.access(path, os.W_OK):
            raise OutputError(f"{path}: cannot be written (it is write-protected)")
        if not path.parent.is_dir():
            raise OutputError(f"{path}: the folder {path.parent} does not exist")
        if is_device(path):
            return
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written ({problem.strerror})") from problem
    check_folder(path.resolve().parent)


def is_device(path: Path) -> bool:
    """A pipe, a terminal, /dev/null: written to as they are, never replaced by a file."""
    return path.exists() and not path.is_file()


def check_folder(folder: Path) -> None:
    """Raise OutputError if no file can be made in `folder`."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        raise OutputError(f"{folder}: cannot be written to ({problem.strerror})") from problem


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"{folder}: cannot be made ({problem.strerror})") from problem
    check_folder(folder)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes the name `path` only once it is complete.

    Raises OutputError, leaving what was at `path`, when the disk is full or anything else fails.
    """
    try:
        if is_device(path):
            with path.open("wb") as content:
                yield content
        else:
            with replacing(path.resolve()) as content:
                yield content
    except OSError as problem:
        raise OutputError(f"{path}: could not be written ({problem.strerror})") from problem


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".vision-coach-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as content:
            yield content
            content.flush()
            os.fsync(content.fileno())
        temporary.chmod(0o666 & ~current_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_content(path: Path, content: str | bytes) -> None:
    """Text is written as UTF-8."""
    if isinstance(content, str):
        # Names of files may hold bytes that are no text (on Linux); they are shown as "?".
        content = content.encode(errors="replace")
    with whole_file(path) as target:
        target.write(content)
