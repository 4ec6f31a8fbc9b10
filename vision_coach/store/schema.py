"""The tables, as the changes that made them. A change that has been released is never edited."""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE athletes (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> '')
    ) STRICT;
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,  -- the video's content, or the moment and camera
        athlete_id INTEGER REFERENCES athletes (id) ON DELETE CASCADE,
        trained_at TEXT NOT NULL,  -- ISO 8601 with its offset
        trained_at_from TEXT NOT NULL,  -- container, clock, user, or saved where nothing is known
        saved_at TEXT NOT NULL,
        file TEXT,
        folder TEXT,  -- where the video was last seen
        sha256 TEXT,
        report BLOB NOT NULL  -- the JSON report, byte for byte, compressed by zlib
    ) STRICT;
    CREATE INDEX sessions_by_athlete ON sessions (athlete_id, trained_at);
    CREATE TABLE sets (
        id INTEGER PRIMARY KEY,
        session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        title TEXT,
        view TEXT NOT NULL,
        tempo TEXT,
        -- Sums over its repetitions, so that a history of years reads no repetition.
        rep_count INTEGER NOT NULL DEFAULT 0,
        total_s REAL NOT NULL DEFAULT 0.0,
        graded_count INTEGER NOT NULL DEFAULT 0,  -- and of the graded ones:
        judged_count INTEGER NOT NULL DEFAULT 0,
        on_tempo_count INTEGER NOT NULL DEFAULT 0,
        eccentric_s REAL NOT NULL DEFAULT 0.0,
        eccentric_squares REAL NOT NULL DEFAULT 0.0,
        uncertainty_s REAL NOT NULL DEFAULT 0.0,
        range_count INTEGER NOT NULL DEFAULT 0,
        range_deg REAL NOT NULL DEFAULT 0.0,
        UNIQUE (session_id, number)
    ) STRICT;
    CREATE INDEX sets_by_exercise ON sets (exercise, session_id);
    CREATE TABLE repetitions (
        set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        side TEXT NOT NULL,
        eccentric_s REAL NOT NULL,
        uncertainty_s REAL NOT NULL,
        target_s REAL,
        verdict TEXT,
        is_graded INTEGER NOT NULL,
        range_deg REAL,
        PRIMARY KEY (set_id, number)
    ) STRICT, WITHOUT ROWID;
    """,
)
