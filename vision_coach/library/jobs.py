"""What the library does, one call each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from numpy.typing import ArrayLike

from vision_coach.app import analysis
from vision_coach.app.formats import FORMATS, Holds, check_installed
from vision_coach.app.progress import Cancellation, Progress, silent
from vision_coach.app.request import AUTO, Request, check_view
from vision_coach.app.steps import Steps
from vision_coach.app.worker.pose_worker import PoseWorker as Worker
from vision_coach.core.body.pose import EngineInfo, SourceInfo
from vision_coach.core.errors import OutputError, TempoError
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.estimators.engines import MEDIAPIPE, check_engine
from vision_coach.export.files import check_writable, write_content
from vision_coach.library.poses import poses_of
from vision_coach.library.session import Session

AnyPath = str | os.PathLike[str]


def analyze(
    path: AnyPath,
    exercise: str = AUTO,
    tempo: str | None = None,
    *,
    tolerance_s: float | None = None,
    eccentric_only: bool = False,
    athlete: str | None = None,
    engine: str = MEDIAPIPE,
    turn_deg: int | None = None,
    speed: float = 1.0,
    on_progress: Progress = silent,
    cancellation: Cancellation | None = None,
    worker: Worker | None = None,
) -> Session:
    """Find and time the repetitions in a video file.

    exercise: a built-in one by name, a `.toml` file of one's own, or "auto". tempo: seconds of
    lowering, pause, rise, pause, as "4-1-1-0", or "4" for the lowering; without it there are times
    but no verdicts. tolerance_s: how far off a lowering may be; None: 15 % of its target, at least
    0.25 s. eccentric_only: the ways back up are ignored. engine: "mediapipe" or "onnx". turn_deg:
    0, 90, 180 or 270, by how much pictures are turned clockwise to stand upright; None: they are
    turned where only that makes sense of the movement. speed: how many times as fast it happened as
    the video plays it.
    on_progress: called after each frame, in this thread. cancellation: any thread may stop the
    analysis with it, as Ctrl-C does; the session is what was read until then. worker: the process
    that reads videos and finds poses; without one, a call starts its own and ends it.

    Raises CoachError, in one line, for what the caller can mend.

    >>> import vision_coach as vc
    >>> session = vc.analyze("squats.mp4", exercise="squat", tempo="2", tolerance_s=0.3)
    >>> session
    <Session of squats.mp4: sets 1, repetitions 3>
    >>> round(session.sets[0].summary.eccentric_mean_s, 1)
    2.1
    """
    check_engine(engine, None, None)
    check_view(turn_deg, speed)
    request = Request(
        exercise,
        prescribed(tempo, tolerance_s),
        engine,
        athlete=athlete,
        eccentric_only=eccentric_only,
        turn_deg=turn_deg,
        speed=speed,
    )
    with nullcontext(worker) if worker else Worker() as poses:
        steps = Steps(request, poses, on_progress, cancellation or Cancellation())
        return Session(steps.analyze(Path(path)))


def replay(
    path: AnyPath,
    exercise: str = AUTO,
    tempo: str | None = None,
    *,
    tolerance_s: float | None = None,
    eccentric_only: bool = False,
    athlete: str | None = None,
) -> Session:
    """Time the repetitions in poses that `vision-coach analyze --poses FILE.npz` has recorded.

    The arguments are those of `analyze`. Raises CoachError.

    >>> import vision_coach as vc
    >>> [row["verdict"] for row in vc.replay("squats.npz", tempo="4").to_rows()]
    ['fast', 'fast', 'fast']
    """
    request = Request(
        exercise, prescribed(tempo, tolerance_s), athlete=athlete, eccentric_only=eccentric_only
    )
    return Session(analysis.replay(Path(path), request))


def analyze_poses(
    t_s: ArrayLike,
    landmarks: ArrayLike,
    exercise: str = AUTO,
    tempo: str | None = None,
    *,
    image_size_px: tuple[int, int],
    visibility: ArrayLike | None = None,
    world_m: ArrayLike | None = None,
    tolerance_s: float | None = None,
    eccentric_only: bool = False,
    athlete: str | None = None,
) -> Session:
    """Time the repetitions in poses from elsewhere.

    t_s: shape (n,), seconds, increasing. landmarks: shape (n, 33, 2), BlazePose's 33 points in
    pixels, x to the right and y down; NaN where nobody was seen. image_size_px: width and height
    of the pictures. visibility: shape (n, 33), 0 to 1; without it every point that is there counts
    as seen. world_m: shape (n, 33, 3), the same points in metres, y down, z away from the camera;
    without it the lean of the torso is taken from the picture, the view stays unknown, and no
    degrees are given. The other arguments are those of `analyze`.

    Raises CoachError.

    >>> import numpy as np
    >>> import vision_coach as vc
    >>> kept = np.load("squats.npz")
    >>> landmarks = kept["points_px"]
    >>> session = vc.analyze_poses(kept["t_s"], landmarks, "squat", image_size_px=(640, 480))
    >>> len(session.to_rows())
    3
    """
    request = Request(
        exercise, prescribed(tempo, tolerance_s), athlete=athlete, eccentric_only=eccentric_only
    )
    work = analysis.Analysis(request)
    last_s, count = 0.0, 0
    for pose in poses_of(t_s, landmarks, image_size_px, visibility, world_m):
        work.push(pose)
        last_s, count = pose.t_s, count + 1
    width, height = image_size_px
    source = SourceInfo(
        file=None,
        sha256=None,
        width_px=width,
        height_px=height,
        frames_read=count,
        duration_s=last_s,
        damaged=None,
    )
    return Session(work.result(source, EngineInfo("elsewhere", "", ""), (), interrupted=False))


def write(session: Session | Sequence[Session], path: AnyPath) -> None:
    """Write a report; the end of the name says which: .json, .html, .csv or .xlsx.

    A table holds one session or several. Raises OutputError where it cannot be written.

    >>> from pathlib import Path
    >>> import vision_coach as vc
    >>> vc.write(vc.replay("squats.npz"), "squats.csv")
    >>> Path("squats.csv").read_text().splitlines()[0][:16]
    'file,athlete,set'
    """
    target = Path(path)
    sessions = [session] if isinstance(session, Session) else list(session)
    one = FORMATS.get(target.suffix.removeprefix(".").lower())
    if one is None:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise OutputError(f"{target}: the end of the name says the format: one of {known}")
    if one.holds is Holds.ONE_SOURCE and len(sessions) != 1:
        raise OutputError(f"{target}: holds one session; write one file for each")
    check_installed(one.name)
    check_writable(target)
    write_content(target, one.content([each.result for each in sessions]))


def prescribed(tempo: str | None, tolerance_s: float | None) -> Prescription:
    """Raises TempoError for a tempo or tolerance that makes no sense."""
    if tolerance_s is not None and not 0 <= tolerance_s < float("inf"):
        raise TempoError(f"tolerance_s {tolerance_s}: give seconds, 0 or more")
    return Prescription(None if tempo is None else parse_tempo(tempo), tolerance_s)
