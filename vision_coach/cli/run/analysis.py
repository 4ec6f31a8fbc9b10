"""`vision-coach analyze` and `vision-coach replay`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from vision_coach.app.batch import analyze_all, replay_all
from vision_coach.app.memory import Remember, data_folder, forget, opened, remember
from vision_coach.app.progress import silent
from vision_coach.app.request import check_view
from vision_coach.cli.run.listener import Bars, ErrorsOnly, Everything, Shown, exit_code
from vision_coach.cli.run.outputs import outputs_from
from vision_coach.cli.run.request import request_from
from vision_coach.cli.run.saved import print_saved
from vision_coach.core.errors import OutputError
from vision_coach.drawing.thumbnail import Faces
from vision_coach.estimators.engines import check_engine
from vision_coach.sinks.explanation import print_explanation


def analyze(options: argparse.Namespace) -> int:
    """`vision-coach analyze`."""
    check_engine(options.engine, options.model, options.device)
    turn_deg = None if options.turn == "auto" else int(options.turn)
    check_view(turn_deg, options.speed)
    request = replace(
        request_from(options),
        engine=options.engine,
        model=options.model,
        device=options.device,
        turn_deg=turn_deg,
        speed=options.speed,
        keep_poses=bool(options.poses or options.annotated or options.thumbnails),
        thumbnails=thumbnails_from(options),
    )
    outputs = outputs_from(options)
    if request.thumbnails and not outputs.has_pictures:
        raise OutputError("--thumbnails needs a page to stand in: name one with --html FILE")
    with Bars(outputs.annotated) as bars, memory_of(options) as memory:
        listener = ErrorsOnly(*also(options)) if options.quiet else Everything(bars, *also(options))
        on_progress = silent if options.quiet else bars.note
        outcome = analyze_all(
            options.videos,
            request,
            outputs,
            listener,
            on_progress=on_progress,
            remember=memory,
        )
    if not options.quiet:
        print_saved(outcome.written)
    return exit_code(outcome)


@contextmanager
def memory_of(options: argparse.Namespace) -> Iterator[Remember]:
    """Opened at once, so that what is wrong with it is said before the work.

    Raises StoreError.
    """
    if not (options.save or options.athlete):
        yield forget
        return
    with opened(data_folder(options.data)) as database:
        yield partial(remember, database)


def also(options: argparse.Namespace) -> list[Shown]:
    """What is printed of each session besides its table."""
    return [print_explanation] if options.explain else []


def thumbnails_from(options: argparse.Namespace) -> Faces | None:
    """Raises OutputError for faces that are to be shown nowhere."""
    if options.show_faces and not options.thumbnails:
        raise OutputError("--show-faces says how --thumbnails look: give both")
    if not options.thumbnails:
        return None
    return Faces.SHOWN if options.show_faces else Faces.BLURRED


def replay(options: argparse.Namespace) -> int:
    """`vision-coach replay`."""
    outputs = outputs_from(options)
    shown = also(options)
    listener = ErrorsOnly(*shown) if options.quiet else Everything(Bars(None), *shown)
    outcome = replay_all(options.videos, request_from(options), outputs, listener)
    if not options.quiet:
        print_saved(outcome.written)
    return exit_code(outcome)
