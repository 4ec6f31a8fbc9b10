"""What each command does: many sources, one after the other, none of which stops the others."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vision_coach import app
from vision_coach.core.errors import CoachError, OutputError, TempoError
from vision_coach.core.report import Session
from vision_coach.core.review import Prescription
from vision_coach.core.tempo import parse_tempo
from vision_coach.estimators.engines import check_engine
from vision_coach.export.csv_report import csv_text
from vision_coach.export.files import check_writable, is_device, make_folder, whole_file, write_text
from vision_coach.export.json_report import json_text
from vision_coach.sinks.terminal import print_session, progress_bar
from vision_coach.sources.recorded_poses import save_poses
from vision_coach.sources.video_file import VIDEO_SUFFIXES

ALL_MEASURED = 0
NOT_ALL_MEASURED = 1
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the results go. Checked before the work starts."""

    json: Path | None
    csv: Path | None
    folder: Path | None
    poses: Path | None

    @property
    def files(self) -> dict[str, Path]:
        """The single files that were asked for, by option."""
        named = {"--json": self.json, "--csv": self.csv, "--poses": self.poses}
        return {option: path for option, path in named.items() if path}

    def check(self, sources: list[Path]) -> None:
        """Raise OutputError for anything that could not be written later, or should not be."""
        if len(sources) > 1:
            for option in ("--json", "--poses"):
                if option in self.files:
                    raise OutputError(f"{option} is for one source; use --out DIR for several")
        if self.json and self.folder:
            raise OutputError("--json FILE and --out DIR: name one of them")
        for path in self.files.values():
            check_writable(path)
        check_apart(self.files, sources)
        if self.folder:
            make_folder(self.folder)


def check_apart(files: dict[str, Path], sources: list[Path]) -> None:
    """Raise OutputError where a report would replace a source or another report."""
    taken = {source.absolute(): "it is to be read" for source in sources}
    for option, path in files.items():
        if path.absolute() in taken and not is_device(path):
            raise OutputError(f"{option} {path}: {taken[path.absolute()]}; name another file")
        taken[path.absolute()] = f"{option} is written to it"


def analyze(options: argparse.Namespace) -> int:
    """`vision-coach analyze`."""
    check_engine(options.engine, options.model, options.device)
    request = replace(
        request_from(options),
        engine=options.engine,
        model=options.model,
        device=options.device,
        keep_poses=options.poses is not None,
    )
    outputs = Outputs(options.json, options.csv, options.out, options.poses)
    batch = Batch(request, outputs, quiet=options.quiet)
    return batch.run(find_videos(options.videos, batch.fail), batch.analyze_one)


def replay(options: argparse.Namespace) -> int:
    """`vision-coach replay`."""
    outputs = Outputs(options.json, options.csv, options.out, None)
    batch = Batch(request_from(options), outputs, quiet=options.quiet)
    return batch.run(options.videos, partial(app.replay, request=batch.request))


def request_from(options: argparse.Namespace) -> app.Request:
    """Raises CoachError for a tempo, tolerance or exercise that cannot be understood."""
    tempo = parse_tempo(options.tempo) if options.tempo is not None else None
    if options.tolerance is not None and not 0 <= options.tolerance < float("inf"):
        raise TempoError(f"--tolerance {options.tolerance}: give seconds, 0 or more")
    request = app.Request(
        exercise=options.exercise,
        prescription=Prescription(tempo, options.tolerance),
        athlete=options.athlete,
    )
    app.build_pipeline(request)  # a wrong exercise is said before the work starts
    return request


def find_videos(paths: Iterable[Path], fail: Callable[[str], None]) -> list[Path]:
    """Files as they are named, folders as the videos in and below them.

    `fail` is told of a folder in which there is none.
    """
    videos: list[Path] = []
    for path in paths:
        # Not Path.is_dir: that raises for names the system does not allow.
        if not os.path.isdir(path):  # noqa: PTH112
            videos.append(path)
            continue
        inside = sorted(found for found in path.rglob("*") if is_video_name(found))
        if not inside:
            fail(f"{path}: there is no video in this folder")
        videos += inside
    return videos


def is_video_name(path: Path) -> bool:
    """Hidden files are left out: macOS puts a '._clip.mp4' beside each clip on foreign disks."""
    is_visible = not path.name.startswith(".")
    return is_visible and path.suffix.lower() in VIDEO_SUFFIXES and path.is_file()


class Batch:
    """Runs one command over its sources and gathers what went wrong."""

    def __init__(self, request: app.Request, outputs: Outputs, *, quiet: bool) -> None:
        self.request = request
        self._outputs = outputs
        self._quiet = quiet
        self._console = Console()
        self._errors = Console(stderr=True)
        self._sessions: list[Session] = []
        self._failures: list[str] = []

    def run(self, sources: list[Path], measure: Callable[[Path], app.Result]) -> int:
        self._outputs.check(sources)
        count = len(sources) + len(self._failures)
        targets = json_targets(sources, self._outputs)
        interrupted = False
        for source, target in zip(sources, targets, strict=True):
            if len(sources) > 1 and not self._quiet:
                self._console.rule(Text(str(source)), align="left")
            try:
                result = measure(source)
            except CoachError as problem:
                self.fail(str(problem))
                continue
            except OSError as problem:  # such as a disk that was unplugged
                self.fail(f"{source}: cannot be read ({problem.strerror or problem})")
                continue
            except KeyboardInterrupt:  # before the first frame
                print("vision-coach: stopped", file=sys.stderr)
                interrupted = True
                break
            self._keep(source, result, target)
            if result.interrupted:
                interrupted = True
                break
        if self._outputs.csv:
            write_text(self._outputs.csv, csv_text(self._sessions))
        return self._close(count, interrupted=interrupted)

    def analyze_one(self, video: Path) -> app.Result:
        if self._quiet:
            return app.analyze(video, self.request, lambda _done, _total: None)
        with progress_bar(self._errors, video.name) as advance:
            return app.analyze(video, self.request, advance)

    def _keep(self, source: Path, result: app.Result, target: Path | None) -> None:
        session = result.session
        if not self._quiet:
            print_session(self._console, session)
        if not session.sets:
            reason = "; ".join(session.warnings[:2])
            self.fail(f"{source}: {reason}", shown=not self._quiet)
        self._sessions.append(session)
        if target:
            write_text(target, json_text(session))
        if self._outputs.poses:
            with whole_file(self._outputs.poses) as content:
                save_poses(content, result.poses, session.source, session.engine)

    def fail(self, reason: str, *, shown: bool = False) -> None:
        """Note that a source was not measured, and say it unless it was `shown` already."""
        self._failures.append(reason)
        if not shown:
            print(f"vision-coach: {reason}", file=sys.stderr)

    def _close(self, count: int, *, interrupted: bool) -> int:
        if self._failures and count > 1:
            print(f"{len(self._failures)} of {count} could not be measured:", file=sys.stderr)
            for reason in self._failures:
                print(f"  {reason}", file=sys.stderr)
        if interrupted:
            return INTERRUPTED
        return NOT_ALL_MEASURED if self._failures else ALL_MEASURED


def json_targets(sources: list[Path], outputs: Outputs) -> list[Path | None]:
    """Where each source's JSON goes; sources of one name in different folders are numbered."""
    if outputs.json:
        return [outputs.json]
    if not outputs.folder:
        return [None] * len(sources)
    taken: set[str] = set()
    targets: list[Path | None] = []
    for source in sources:
        name, number = source.stem, 1
        while name in taken:
            number += 1
            name = f"{source.stem}-{number}"
        taken.add(name)
        targets.append(outputs.folder / f"{name}.json")
    return targets
