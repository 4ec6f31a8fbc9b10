"""What is remembered of training: where, how it gets there, and what it shows over time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import platformdirs

from vision_coach.core.errors import StoreError
from vision_coach.core.report.session import Session
from vision_coach.export.json_report import json_text
from vision_coach.store.database import FILE, Database
from vision_coach.store.sessions import save

FOLDER_VARIABLE = "VISION_COACH_DATA"

Remember = Callable[[Path | None, Session], None]
"""Called with each measured video and its session."""


def forget(_video: Path | None, _session: Session) -> None:
    """Where nothing is to be remembered."""


def data_folder(named: Path | None) -> Path:
    """Where it is kept: as said, by the environment, or where the system keeps such data."""
    if named is not None:
        return named
    by_environment = os.environ.get(FOLDER_VARIABLE)
    if by_environment:
        return Path(by_environment)
    return platformdirs.user_data_path("vision-coach", appauthor=False)


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    """Raises StoreError."""
    with closing(Database(folder)) as database:
        yield database


@contextmanager
def opened_if_there(folder: Path) -> Iterator[Database]:
    """Only asking makes no file. Raises StoreError where nothing is remembered yet."""
    if not (folder / FILE).exists():
        raise StoreError(
            f"{folder}: nothing is remembered there yet; 'analyze --save' and 'live' do so"
        )
    with opened(folder) as database:
        yield database


def remember(database: Database, video: Path | None, session: Session) -> None:
    """Save a session, unless nothing was trained in it. Raises StoreError."""
    if session.sets:
        folder = video.absolute().parent if video else None
        save(database, session, json_text(session), folder)
