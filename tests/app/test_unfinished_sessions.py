"""What is kept of a live session besides its poses, and what is made of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from reports import ENGINE
from simulated import SimulatedCamera, train
from stick_figure import StickFigure, along, repetitions

from vision_coach.app.request import Request
from vision_coach.app.training_plan import PlannedBlock, blocks_for, parse_plan
from vision_coach.app.unfinished_sessions import finish, header_of, planned
from vision_coach.core.tempo import Prescription
from vision_coach.exercises import load_exercise
from vision_coach.export.journal import Journal, KeptSession
from vision_coach.export.record import Record


@pytest.mark.parametrize("name", ["squat", "push_up"])
def test_a_built_in_exercise_is_kept_by_name(name):
    header = header_of(Request(), [PlannedBlock(name)], ENGINE, None, datetime.now(UTC), {})
    assert planned(Record(header).records("blocks")[0]).exercise == name


def test_an_own_exercise_is_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = [PlannedBlock("my/dip.toml")]
    header = header_of(Request(), blocks, ENGINE, None, datetime.now(UTC), {})
    (kept,) = Record(header).records("blocks")
    assert planned(kept).exercise == str(tmp_path / "my" / "dip.toml")


@dataclass
class OneAfterTheOther:
    """A figure that does squats, and from 19 s on push-ups."""

    squats = StickFigure("squat", along(*repetitions(3, first_s=6.0)), jitter_px=0.3)
    push_ups = StickFigure("push_up", along(*repetitions(3, first_s=28.0)), jitter_px=0.3)

    def pose(self, t_s, **how):
        return (self.squats if t_s < 19.0 else self.push_ups).pose(t_s, **how)


@pytest.mark.parametrize("plan", ["squat 1x3 2; push_up 1x3 3", "auto 2x3 2"])
def test_what_was_kept_of_several_exercises_gives_the_report_of_each(tmp_path, plan):
    request = Request()
    planned_blocks = parse_plan(plan, Prescription(), None)
    header = header_of(request, planned_blocks, ENGINE, None, datetime.now(UTC), {})
    journal = Journal(tmp_path / "a", header)
    outcome = train(
        OneAfterTheOther(),
        SimulatedCamera(42.0),
        journal=journal,
        blocks=blocks_for(request, planned_blocks),
        known=[load_exercise(name) for name in ("squat", "push_up", "pull_up")],
    )
    journal.close()
    kept = KeptSession(tmp_path / "a")
    assert [part.exercise for part in kept.parts] == ["squat", "push_up"]
    assert kept.rep_count == 6
    session = finish(kept).session
    assert session.sets == outcome.sets
    assert [(one.exercise, len(one.reps)) for one in session.sets] == [("squat", 3), ("push_up", 3)]
