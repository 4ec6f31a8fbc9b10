"""Sessions in and out of the store."""

from __future__ import annotations

import sqlite3
import zlib
from datetime import datetime
from pathlib import Path

from vision_coach.core.errors import StoreError
from vision_coach.core.report.history import Done
from vision_coach.core.report.session import Rep, Session
from vision_coach.store.database import Database

SAVED = "saved"
"""The time of training is not known: it is that of the saving."""


def save(database: Database, session: Session, report: str, folder: Path | None) -> int:
    """Remember a session with its `report`, the JSON text; returns its number.

    The same video, or the same moment before a camera, is the same session: what was known of it is
    replaced, but for an athlete that is not named again. folder: where the video lies.
    """
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    source = session.source
    identity = source.sha256 or f"live/{session.recorded_at or now}/{source.file or ''}"
    with database.writing() as connection:
        athlete_id = athlete_named(connection, session.athlete) if session.athlete else None
        (session_id,) = connection.execute(
            """
            INSERT INTO sessions (
                identity, athlete_id, trained_at, trained_at_from, saved_at, file, folder, sha256,
                report
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (identity) DO UPDATE SET
                athlete_id = coalesce(excluded.athlete_id, athlete_id),
                saved_at = excluded.saved_at, file = excluded.file, folder = excluded.folder,
                report = excluded.report
            RETURNING id
            """,
            (
                identity,
                athlete_id,
                session.recorded_at or now,
                session.recorded_at_from or SAVED,
                now,
                source.file,
                str(folder) if folder else None,
                source.sha256,
                zlib.compress(report.encode(), 9),
            ),
        ).fetchone()
        connection.execute("DELETE FROM sets WHERE session_id = ?", (session_id,))
        for number, one in enumerate(session.sets, start=1):
            tempo = one.tempo.text if one.tempo else None
            (set_id,) = connection.execute(
                "INSERT INTO sets (session_id, number, exercise, title, view, tempo)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (session_id, number, one.exercise, one.title, one.view, tempo),
            ).fetchone()
            rows = [(set_id, *row_of(rep)) for rep in one.reps]
            connection.executemany(
                "INSERT INTO repetitions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
            )
        connection.execute(SUM_UP, (session_id,))
    return int(session_id)


def athlete_named(connection: sqlite3.Connection, name: str) -> int:
    connection.execute("INSERT INTO athletes (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    (athlete_id,) = connection.execute("SELECT id FROM athletes WHERE name = ?", (name,)).fetchone()
    return int(athlete_id)


def row_of(rep: Rep) -> tuple[object, ...]:
    return (
        rep.index,
        rep.side,
        rep.eccentric_s,
        rep.eccentric_uncertainty_s,
        rep.target_s,
        str(rep.verdict) if rep.verdict else None,
        rep.graded,
        rep.range_deg,
    )


def report_of(database: Database, session_id: int) -> str:
    """The JSON report, byte for byte as it was written. Raises StoreError for no such session."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT report FROM sessions WHERE id = ?", (session_id,)
        ).fetchone()
    if row is None:
        raise StoreError(f"session {session_id} is not known; see 'vision-coach history'")
    return zlib.decompress(row[0]).decode()


def athletes(database: Database) -> list[tuple[str, int]]:
    """Names, and how many sessions each has."""
    with database.reading() as connection:
        return connection.execute(
            "SELECT name, count(sessions.id) FROM athletes"
            " LEFT JOIN sessions ON athlete_id = athletes.id GROUP BY athletes.id ORDER BY name"
        ).fetchall()


def delete_athlete(database: Database, name: str) -> int:
    """Everything of one person; returns how many sessions. Raises StoreError for a stranger."""
    with database.writing() as connection:
        row = connection.execute("SELECT id FROM athletes WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise StoreError(f"athlete '{name}' is not known")
        (count,) = connection.execute(
            "SELECT count(*) FROM sessions WHERE athlete_id = ?", row
        ).fetchone()
        connection.execute("DELETE FROM athletes WHERE id = ?", row)
    database.shrink()
    return int(count)


SUM_UP = """
UPDATE sets SET (
    rep_count, total_s, graded_count, judged_count, on_tempo_count,
    eccentric_s, eccentric_squares, uncertainty_s, range_count, range_deg
) = (
    SELECT
        count(*), total(eccentric_s), count(*) FILTER (WHERE is_graded),
        count(*) FILTER (WHERE is_graded AND verdict IN ('on', 'fast', 'slow')),
        count(*) FILTER (WHERE is_graded AND verdict = 'on'),
        total(eccentric_s) FILTER (WHERE is_graded),
        total(eccentric_s * eccentric_s) FILTER (WHERE is_graded),
        total(uncertainty_s) FILTER (WHERE is_graded),
        count(range_deg) FILTER (WHERE is_graded), total(range_deg) FILTER (WHERE is_graded)
    FROM repetitions WHERE set_id = sets.id
)
WHERE session_id = ?
"""
DONE = """
SELECT
    sessions.id AS session_id, trained_at, file, athletes.name AS athlete, exercise,
    max(title) AS title, max(tempo) AS tempo,
    count(*) AS set_count, sum(rep_count) AS rep_count, sum(graded_count) AS graded_count,
    sum(judged_count) AS judged_count, sum(on_tempo_count) AS on_tempo_count,
    sum(eccentric_s) / nullif(sum(graded_count), 0) AS eccentric_mean_s,
    sum(eccentric_squares) / nullif(sum(graded_count), 0) AS squares_mean,
    sum(uncertainty_s) / nullif(sum(graded_count), 0) AS uncertainty_mean_s,
    sum(total_s) AS eccentric_total_s,
    sum(range_deg) / nullif(sum(range_count), 0) AS range_mean_deg
FROM sessions
JOIN sets ON sets.session_id = sessions.id
LEFT JOIN athletes ON athletes.id = sessions.athlete_id
WHERE (:athlete IS NULL OR athletes.name = :athlete COLLATE NOCASE)
    AND (:exercise IS NULL OR exercise = :exercise)
    AND (:since IS NULL OR trained_at >= :since)
GROUP BY sessions.id, exercise
ORDER BY trained_at, sessions.id, min(sets.number)
"""


def history(
    database: Database,
    athlete: str | None = None,
    exercise: str | None = None,
    since: str | None = None,
) -> list[Done]:
    """Each exercise of each session, the oldest first. since: a date in ISO 8601."""
    asked = {"athlete": athlete, "exercise": exercise, "since": since}
    with database.reading() as connection:
        cursor = connection.cursor()
        cursor.row_factory = sqlite3.Row
        return [done_in(row) for row in cursor.execute(DONE, asked)]


def done_in(row: sqlite3.Row) -> Done:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118  a row iterates over values
    squares_mean, mean_s = values.pop("squares_mean"), values["eccentric_mean_s"]
    count, sd_s = values["graded_count"], None
    if count > 1:
        # Bessel's correction of the mean square deviation.
        sd_s = (max(0.0, squares_mean - mean_s**2) * count / (count - 1)) ** 0.5
    return Done(**values, eccentric_sd_s=sd_s)
