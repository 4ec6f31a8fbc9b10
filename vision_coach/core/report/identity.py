"""Names for sets and repetitions that stay the same when a report is made again.

A correction, a note or a row in somebody's own table can hold on to them. They are made of what
the repetition *is*: which recording, which exercise, and when it began. The tempo it is judged
by, or a repetition that is found before it, does not change them.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

from vision_coach.core.report.session import Session, SetReport

ID_BYTES = 8
"""Among a billion repetitions two share a name with a chance of 3 % (birthday bound, 64 bits)."""
START_DECIMALS = 1
"""Of the start, in seconds: no two repetitions begin within a tenth of a second, and one whose
start is measured a hundredth apart by a later version mostly keeps its name."""


def with_ids(session: Session) -> Session:
    """The session with a name for each set and repetition; those that are there are kept."""
    source = session.source
    recording = source.sha256 or f"{session.recorded_at}/{source.file}"
    return replace(session, sets=tuple(named(one, recording) for one in session.sets))


def named(one: SetReport, recording: str) -> SetReport:
    reps = tuple(
        replace(rep, id=rep.id or name_of("repetition", recording, one, rep.eccentric_start_s))
        for rep in one.reps
    )
    begins_s = one.reps[0].eccentric_start_s if one.reps else 0.0
    return replace(one, reps=reps, id=one.id or name_of("set", recording, one, begins_s))


def name_of(what: str, recording: str, one: SetReport, start_s: float) -> str:
    content = (what, recording, one.exercise, f"{start_s:.{START_DECIMALS}f}")
    return blake2b("\n".join(content).encode(), digest_size=ID_BYTES).hexdigest()
