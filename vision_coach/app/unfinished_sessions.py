"""Live sessions on the disk: where they are kept while they go on, and how one is finished."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from vision_coach import __version__
from vision_coach.app.analysis import Analysis, Result
from vision_coach.app.formats import FORMATS
from vision_coach.app.outputs import Outputs
from vision_coach.app.request import AUTO, Request, chosen_exercise
from vision_coach.app.training_plan import PlannedBlock
from vision_coach.core.body.pose import EngineInfo, Pose, SourceInfo
from vision_coach.core.errors import CoachError, OutputError
from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import Event
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import FROM_CLOCK
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.export.journal import KeptSession, remove
from vision_coach.export.record import Record
from vision_coach.live.record import Part

FOLDER_VARIABLE = "VISION_COACH_STATE"


def state_folder() -> Path:
    """Where programs keep what must outlive them, by the system's custom."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "vision-coach"


def journals_folder() -> Path:
    return state_folder() / "live"


def new_journal_folder(began: datetime) -> Path:
    """One of its own for each session, also where two begin in the same second."""
    return journals_folder() / f"{began:%Y-%m-%d_%H-%M-%S}_{os.getpid()}"


def header_of(
    request: Request,
    blocks: Sequence[PlannedBlock],
    engine: EngineInfo,
    source_file: str | None,
    began: datetime,
    targets: dict[str, Path],
) -> dict[str, Any]:
    """What is needed to make the report later. targets: the files asked for, by option."""
    return {
        "program_version": __version__,
        "recorded_at": recorded_at(began),
        "blocks": [block_told(one) for one in blocks],
        "eccentric_only": request.eccentric_only,
        "athlete": request.athlete,
        "engine": asdict(engine),
        "source_file": source_file,
        "targets": {option: str(path.absolute()) for option, path in targets.items()},
    }


def block_told(block: PlannedBlock) -> dict[str, Any]:
    tempo = block.prescription.tempo
    return {
        "exercise": exercise_from_anywhere(block.exercise),
        "tempo": tempo.text if tempo else None,
        "tolerance_s": block.prescription.tolerance_s,
    }


def exercise_from_anywhere(name_or_file: str) -> str:
    """The session may be finished from another folder than it was begun in."""
    is_own = name_or_file.lower().endswith(".toml")
    return str(Path(name_or_file).absolute()) if is_own else name_or_file


def recorded_at(began: datetime) -> str:
    return began.astimezone().isoformat(timespec="seconds")


def finish(kept: KeptSession) -> Result:
    """The report of an interrupted session, from the poses that were kept.

    Raises OutputError where it cannot be made.
    """
    try:
        request, engine = request_of(kept.header), engine_of(kept.header.record("engine"))
        source_file = kept.header.text_or_none("source_file")
        analysis = Analysis(request, PartsPipeline(parts_of(kept, request)))
        poses = list(kept.poses())
        for pose in poses:
            analysis.push(pose)
    except (CoachError, OSError) as problem:
        raise OutputError(f"{kept.folder}: the session cannot be finished ({problem})") from problem
    width, height = poses[-1].image_size_px if poses else (0, 0)
    source = SourceInfo(
        file=source_file,
        sha256=None,
        width_px=width,
        height_px=height,
        frames_read=len(poses),
        duration_s=poses[-1].t_s if poses else 0.0,
        damaged=None,
        created_at=kept.recorded_at,
        created_at_from=FROM_CLOCK,
    )
    note = Reason.of("session_interrupted")
    made = analysis.result(source, engine, [note], interrupted=False)
    return Result(made.session, made.poses, interrupted=True)


def save_finished(kept: KeptSession, result: Result) -> list[Path]:
    """Write the reports that were asked for then, or else a JSON here; then let the session go.

    Returns what was written. Raises OutputError where that cannot be; the session is kept then.
    """
    targets = targets_of(kept.header.record("targets"))
    poses = targets.pop("poses", None)
    if not targets:
        targets["json"] = Path(f"live_{kept.folder.name}.json")
    outputs = Outputs(targets, poses=poses)
    outputs.check([])
    outputs.save_one(result, kept.folder.name)
    outputs.save_all([result.session])
    remove(kept.folder)
    return [*targets.values(), *([poses] if poses else [])]


def targets_of(record: Record) -> dict[str, Path]:
    """The files asked for, by the name of what they hold. Raises ReportError for an unknown one."""
    targets = {}
    for option in record.content:
        name = option.removeprefix("--")
        if name not in (*FORMATS, "poses"):
            raise record.error(option, "a format of a report")
        targets[name] = Path(record.text(option))
    return targets


def request_of(header: Record) -> Request:
    return Request(
        athlete=header.text_or_none("athlete"),
        eccentric_only=header.truth("eccentric_only"),
        keep_poses=True,
    )


def parts_of(kept: KeptSession, request: Request) -> list[Part]:
    """What was trained from when on. Raises CoachError where the plan does not say."""
    blocks = [planned(one) for one in kept.blocks]
    parts = []
    for told in kept.parts:
        if not 0 <= told.block_number < len(blocks):
            raise OutputError(f"block {told.block_number} is not in its plan")
        block = blocks[told.block_number]
        name = told.exercise if block.exercise == AUTO else block.exercise
        exercise = chosen_exercise(request, name)
        parts.append(Part(told.from_s, exercise, block.prescription, told.block_number))
    return parts


def planned(block: Record) -> PlannedBlock:
    tempo = block.text_or_none("tempo")
    tolerance_s = block.number_or_none("tolerance_s")
    prescription = Prescription(parse_tempo(tempo) if tempo else None, tolerance_s)
    return PlannedBlock(block.text("exercise"), prescription)


class PartsPipeline:
    """As `live.record` does: each part's poses through a pipeline of their own."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = deque(parts)
        self._pipeline: Pipeline | None = None

    def push(self, pose: Pose) -> list[Event]:
        events: list[Event] = []
        while self._parts and self._parts[0].from_s <= pose.t_s:
            part = self._parts.popleft()
            events += self.finish()
            self._pipeline = Pipeline(part.exercise, part.prescription)
        return events + (self._pipeline.push(pose) if self._pipeline else [])

    def finish(self) -> list[Event]:
        return self._pipeline.finish() if self._pipeline else []


def engine_of(record: Record) -> EngineInfo:
    return EngineInfo(record.text("name"), record.text("model"), record.text("version"))
