"""The file in which it is remembered: opened, checked, brought up to date, backed up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from vision_coach.core.errors import StoreError
from vision_coach.store.schema import MIGRATIONS

FILE = "vision-coach.sqlite"
APPLICATION_ID = 0x56434F41
"""Of SQLite's header: "VCOA"."""
WAITS_S = 15.0
"""For another program that writes; a session is saved in milliseconds."""


class Database:
    """One connection. Everything in a `writing` block happens, or nothing of it."""

    def __init__(self, folder: Path) -> None:
        """Open the file in `folder`, made where it is missing, its owner's alone.

        Raises StoreError for a folder that cannot be written, and for a file that is damaged,
        written by a later version, or something else; such a file is left as it is.
        """
        self.path = folder / FILE
        with self._explained():
            if self.path.exists():
                self._check_before_writing()
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._connection = sqlite3.connect(self.path, timeout=WAITS_S, isolation_level=None)
        try:
            with self._explained():
                self.path.chmod(0o600)
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                    self._connection.execute(f"PRAGMA {pragma}")
                self._bring_up_to_date()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, on the disk when the block is left."""
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            yield self._connection

    def problems(self) -> list[str]:
        """What is damaged inside, a line each."""
        with self.reading() as connection:
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        found = [] if said == ["ok"] else said
        return found + [f"{row[0]}: row {row[1]} belongs to nothing" for row in orphans]

    def back_up(self, target: Path) -> None:
        """A whole copy, as of now, also while another program writes. Raises StoreError."""
        if target.exists():
            raise StoreError(f"{target}: there is a file already; name another one")
        with self._explained():
            self._connection.execute("VACUUM INTO ?", (str(target),))

    def shrink(self) -> None:
        """What was deleted is gone from the disk, too."""
        with self._explained():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _check_before_writing(self) -> None:
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=WAITS_S)) as reading:
            (kind,) = reading.execute("PRAGMA application_id").fetchone()
            (version,) = reading.execute("PRAGMA user_version").fetchone()
            (tables,) = reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and kind != APPLICATION_ID:
            raise StoreError(f"{self.path}: belongs to another program; name another --data folder")
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path}: was written by a later version of Vision Coach; install that one"
            )

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _bring_up_to_date(self) -> None:
        """Each change at most once, whoever comes first; before the first one a copy is kept."""
        if self._version() == len(MIGRATIONS):
            return
        if self._version():
            now = datetime.now().astimezone()
            name = f"{self.path.stem}_version_{self._version()}_{now:%Y-%m-%d_%H-%M-%S}.sqlite"
            self.back_up(self.path.with_name(name))
        with self.writing() as connection:
            for number in range(self._version(), len(MIGRATIONS)):
                for statement in statements_of(MIGRATIONS[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What SQLite and the disk say, as one line that tells what to do."""
        try:
            yield
        except sqlite3.OperationalError as problem:
            raise StoreError(f"{self.path}: {advice_on(problem)}") from problem
        except sqlite3.DatabaseError as problem:
            raise StoreError(
                f"{self.path}: is damaged ({problem}); it was left as it is. Move it away to begin "
                "anew, or put a backup in its place"
            ) from problem
        except OSError as problem:
            raise StoreError(f"{self.path}: {problem.strerror or problem}") from problem


def statements_of(script: str) -> Iterator[str]:
    """One by one: as a script they would be a transaction of their own."""
    statement = ""
    for line in script.splitlines():
        statement += line.partition("--")[0] + "\n"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def advice_on(problem: sqlite3.OperationalError) -> str:
    said = str(problem)
    if "locked" in said:
        return "another program has been writing to it for too long; try again"
    if "full" in said:
        return "the disk is full; nothing was changed"
    if "readonly" in said or "unable to open" in said:
        return f"cannot be written ({said}); name another folder with --data"
    return said
