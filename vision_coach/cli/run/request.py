"""Arguments as a request."""

from __future__ import annotations

import argparse

from vision_coach.app.request import Request, build_pipeline
from vision_coach.core.errors import TempoError
from vision_coach.core.tempo import Prescription, parse_tempo


def request_from(options: argparse.Namespace) -> Request:
    """Raises CoachError for a tempo, tolerance or exercise that cannot be understood."""
    tempo = parse_tempo(options.tempo) if options.tempo is not None else None
    if options.tolerance is not None and not 0 <= options.tolerance < float("inf"):
        raise TempoError(f"--tolerance {options.tolerance}: give seconds, 0 or more")
    request = Request(
        exercise=options.exercise,
        prescription=Prescription(tempo, options.tolerance),
        athlete=options.athlete,
        eccentric_only=options.eccentric_only,
    )
    build_pipeline(request)  # a wrong exercise is said before the work starts
    return request
