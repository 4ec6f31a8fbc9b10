"""`vision-coach live`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from vision_coach.app.analysis import Result
from vision_coach.app.live import LiveRequest, LiveResult, Screens, train
from vision_coach.app.memory import data_folder, opened, remember
from vision_coach.app.outputs import Outputs, check_apart
from vision_coach.app.request import AUTO, Request
from vision_coach.app.training_plan import PlannedBlock, blocks_for, parse_plan
from vision_coach.cli.complaint import complain
from vision_coach.cli.run import interrupted
from vision_coach.cli.run.latency import print_latency
from vision_coach.cli.run.outputs import outputs_from
from vision_coach.cli.run.request import request_from
from vision_coach.cli.run.saved import print_saved
from vision_coach.cli.run.screens import TerminalOnly, WindowOrTerminal
from vision_coach.core.errors import CoachError, PlanError, StoreError
from vision_coach.core.report.session import Session
from vision_coach.core.tempo import Prescription
from vision_coach.estimators.engines import check_engine
from vision_coach.export.journal import KeptSession
from vision_coach.live.state import Plan
from vision_coach.sinks.console import PlainConsole
from vision_coach.sinks.terminal import print_session
from vision_coach.sources.live_source import find_source
from vision_coach.video_writer.writer import check_video_target

TRAINED, NOTHING_TRAINED, INTERRUPTED = 0, 1, 130
MOST_REPS = 1000


def live(options: argparse.Namespace) -> int:
    """`vision-coach live`."""
    console = PlainConsole()
    if options.finish_interrupted:
        return NOTHING_TRAINED if interrupted.finish_all(console) else TRAINED
    request = live_request(options)
    outputs = outputs_from(options)
    check_outputs(options, request, outputs)
    interrupted.offer(console)
    request.source.check()
    result = train(request, screens_from(options, console), complain)
    written = save(result, outputs)
    if not options.no_save:
        remember_session(result.session, options.data)
    print_session(console, result.session)
    print_saved(written + recorded(options.record))
    if result.latency:
        print_latency(console, result.latency)
    if result.interrupted:
        return INTERRUPTED
    if not result.session.sets:
        complain("no repetition was finished")
        return NOTHING_TRAINED
    return TRAINED


def remember_session(session: Session, folder: Path | None) -> None:
    """The report is written and shown all the same where that cannot be."""
    try:
        with opened(data_folder(folder)) as database:
            remember(database, None, session)
    except StoreError as problem:
        complain(f"the session is not remembered: {problem}")


def live_request(options: argparse.Namespace) -> LiveRequest:
    """Raises CoachError for what cannot work, before anything is opened."""
    check_engine(options.engine, options.model, options.device)
    request: Request = replace(
        request_from(options),
        engine=options.engine,
        model=options.model,
        device=options.device,
    )
    blocks = blocks_from(options, request.prescription)
    blocks_for(request, blocks)  # an unknown exercise is said before anything starts
    return LiveRequest(
        request=request,
        source=find_source(options.source),
        blocks=blocks,
        sound=options.sound,
        record=options.record,
        measured_minutes=positive(options.measure_latency, "--measure-latency", "minutes"),
        targets=outputs_from(options).files,
    )


def screens_from(options: argparse.Namespace, console: Console) -> Screens:
    terminal = TerminalOnly(console)
    if options.no_window:
        return terminal
    return WindowOrTerminal(terminal, complain, full_screen=options.full_screen)


def blocks_from(
    options: argparse.Namespace, prescription: Prescription
) -> tuple[PlannedBlock, ...]:
    """What is going to be trained: by `--plan`, or of one exercise."""
    if options.plan is None:
        return (PlannedBlock(options.exercise, prescription, plan_from(options)),)
    said = {"--reps": options.reps, "--sets": options.sets}
    if options.exercise != AUTO:
        said["--exercise"] = options.exercise
    twice = [option for option, value in said.items() if value is not None]
    if twice:
        raise PlanError(f"{twice[0]} with --plan: say it in the plan, as 'squat 3x8'")
    rest_s = positive(options.rest, "--rest", "seconds")
    return tuple(parse_plan(options.plan, prescription, rest_s))


def plan_from(options: argparse.Namespace) -> Plan:
    return Plan(
        reps=whole(options.reps, "--reps"),
        sets=whole(options.sets, "--sets"),
        rest_s=positive(options.rest, "--rest", "seconds"),
    )


def whole(number: int | None, option: str) -> int | None:
    if number is not None and not 1 <= number <= MOST_REPS:
        raise CoachError(f"{option} {number}: give a number from 1 to {MOST_REPS}")
    return number


def positive(number: float | None, option: str, unit: str) -> float | None:
    if number is not None and not 0 < number < float("inf"):
        raise CoachError(f"{option} {number:g}: give {unit}, more than 0")
    return number


def check_outputs(options: argparse.Namespace, request: LiveRequest, outputs: Outputs) -> None:
    """Raise OutputError for anything that could not be written later, or should not be."""
    sources = [request.source.file] if request.source.file else []
    outputs.check(sources)
    if options.record:
        check_video_target(options.record)
        check_apart({**outputs.files, "--record": options.record}, sources)


def save(result: LiveResult, outputs: Outputs) -> list[Path]:
    """Write what was asked for; only then is the kept session let go. Returns the files."""
    poses = tuple(KeptSession(result.journal.folder).poses()) if outputs.poses else ()
    kept = Result(result.session, poses, result.interrupted)
    written = outputs.save_one(kept, "live") + outputs.save_all([result.session])
    result.journal.discard()
    return written


def recorded(target: Path | None) -> list[Path]:
    """The camera's pictures; there is no file where recording them failed."""
    return [target] if target and target.is_file() else []
