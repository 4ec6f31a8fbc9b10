"""Whole sessions in simulated time."""

import json
from dataclasses import replace

import pytest
from reports import ENGINE, in_words
from simulated import SimulatedCamera, Spectator, train
from stick_figure import StickFigure, along, repetitions

from vision_coach.app.analysis import Analysis
from vision_coach.app.latency import memory_mib
from vision_coach.app.live_loop import DONE_SHOWN_S
from vision_coach.app.request import Request
from vision_coach.core.tempo import Prescription, Verdict, parse_tempo
from vision_coach.export.journal import LINES, Journal, KeptSession
from vision_coach.live.source_status import Fault
from vision_coach.live.state import Advice, Plan, Stage
from vision_coach.sinks.keys import Command

HEADER = {"blocks": [], "recorded_at": "2026-03-01T10:00:00+00:00"}


def set_of(count, start_s=6.0, **changes):
    """Knots of a set whose first lowering begins at `start_s`."""
    return repetitions(count, first_s=start_s, **changes)


def squats(*knots, **changes):
    return StickFigure("squat", along(*(knots or set_of(4))), **changes)


def warnings_of(outcome, *, reported):
    return [in_words(warning) for warning in outcome.loop.notes.warnings(reported)]


def test_a_set_from_framing_to_the_report():
    outcome = train(squats(), SimulatedCamera(30.0))
    (one,) = outcome.sets
    assert [rep.index for rep in one.reps] == [1, 2, 3, 4]
    for rep in one.reps:
        assert rep.eccentric_s == pytest.approx(2.0, abs=0.3)
    assert outcome.seen.stages[:4] == [Stage.FRAMING, Stage.COUNTDOWN, Stage.READY, Stage.LOWERING]
    assert "number_4" in outcome.seen.words
    assert outcome.seen.words.count("good") == 4


def test_nobody_is_missed_before_a_second_look():
    """The first pictures are too few to say anything of them."""

    class Listening(Spectator):
        has_keys = False

        def show(self, image, state, look):
            self.advice = (*getattr(self, "advice", ()), *state.advice)
            return super().show(image, state, look)

    assert (
        Advice.NOBODY not in train(squats(), SimulatedCamera(3.0), spectator=Listening).seen.advice
    )
    nobody = squats(seen=lambda _t_s: False)
    assert Advice.NOBODY in train(nobody, SimulatedCamera(3.0), spectator=Listening).seen.advice


def test_the_planned_session_ends_by_itself_after_the_last_set():
    figure = squats(*set_of(3), *set_of(3, 45.0)[1:])
    plan = Plan(reps=3, sets=2, rest_s=10.0)
    outcome = train(figure, SimulatedCamera(300.0), plan=plan)
    assert [len(one.reps) for one in outcome.sets] == [3, 3]
    assert Stage.REST in outcome.seen.stages
    assert outcome.seen.stages[-1] is Stage.FINISHED
    assert outcome.loop.over
    assert 60 < outcome.seen.camera.now_s < 62 + DONE_SHOWN_S


def test_quitting_keeps_what_was_done():
    outcome = train(squats(), SimulatedCamera(300.0), keys={17.0: Command.QUIT})
    assert outcome.seen.camera.now_s < 17.2
    (one,) = outcome.sets
    assert len(one.reps) == 3


def test_pause_stops_the_counting_and_a_second_press_goes_on():
    keys = {15.2: Command.PAUSE, 24.0: Command.PAUSE}
    figure = squats(*set_of(12))
    outcome = train(figure, SimulatedCamera(60.0), keys=keys)
    assert Stage.PAUSED in outcome.seen.stages
    counted = [rep.eccentric_start_s for one in outcome.sets for rep in one.reps]
    assert not [start_s for start_s in counted if 15.3 < start_s < 24.0]
    assert [start_s for start_s in counted if start_s > 24.0]


def test_a_restarted_set_is_forgotten_also_on_the_disk(tmp_path):
    journal = Journal(tmp_path / "a", HEADER)
    figure = squats(*set_of(2), *set_of(3, 30.0)[1:])
    outcome = train(
        figure, SimulatedCamera(60.0), keys={15.0: Command.RESTART_SET}, journal=journal
    )
    journal.close()
    (one,) = outcome.sets
    assert len(one.reps) == 3
    assert one.reps[0].eccentric_start_s == pytest.approx(30.0, abs=0.3)
    assert KeptSession(tmp_path / "a").rep_count == 3


def test_a_lowering_that_went_on_after_it_was_counted_is_one_repetition(tmp_path):
    """Negatives are counted at a bottom that is held, and may still go deeper."""
    starts_s = (6.0, 12.5, 19.0)
    going_on = ((2.0, 0.8), (3.2, 0.8), (3.8, 1.0), (4.2, 1.0), (5.2, 0.0))
    knots = [(0.0, 0.0)]
    for start_s in starts_s:
        knots += [(start_s, 0.0), *((start_s + after_s, depth) for after_s, depth in going_on)]
    journal = Journal(tmp_path / "a", HEADER)
    outcome = train(squats(*knots), SimulatedCamera(29.5), journal=journal, eccentric_only=True)
    journal.close()
    lines = (tmp_path / "a" / LINES).read_text().splitlines()
    kept = [json.loads(line) for line in lines[1:]]
    assert len(kept) > 3  # measured again
    assert KeptSession(tmp_path / "a").rep_count == 3
    assert [line for line in warnings_of(outcome, reported=3) if "counted" in line] == []


def test_mute_silences_and_is_shown():
    outcome = train(squats(), SimulatedCamera(30.0), keys={7.0: Command.MUTE})
    assert "number_3" in outcome.seen.words  # of the countdown
    assert "good" not in outcome.seen.words
    assert outcome.seen.looks[-1].muted


def test_the_mirror_is_turned_by_hand():
    before = train(squats(), SimulatedCamera(5.0)).seen.looks[-1].mirrored
    after = train(squats(), SimulatedCamera(5.0), keys={2.0: Command.MIRROR}).seen.looks[-1]
    assert after.mirrored is not before


def test_a_lost_camera_is_said_and_shown_and_the_set_so_far_is_kept():
    camera = SimulatedCamera(60.0, faults=[(Fault.LOST, 16.0, 20.0)])
    figure = squats(*set_of(3), *set_of(3, 30.0)[1:])
    outcome = train(figure, camera)
    assert sum(len(one.reps) for one in outcome.sets) >= 5
    assert outcome.sets[0].reps[0].eccentric_start_s == pytest.approx(6.0, abs=0.3)
    assert outcome.seen.words.index("camera_lost") < outcome.seen.words.index("camera_back")
    assert [look for look in outcome.seen.looks if look.status.fault is Fault.LOST]
    (warning,) = [line for line in warnings_of(outcome, reported=0) if "camera" in line]
    assert warning.startswith("the camera was lost at 16.0 s for 4.")


def test_a_fault_that_turns_into_another_is_said_once():
    faults = [(Fault.FROZEN, 2.0, 3.0), (Fault.LOST, 3.0, 4.0), (Fault.BUSY, 4.0, 5.0)]
    outcome = train(squats(), SimulatedCamera(8.0, faults=faults))
    assert outcome.seen.words.count("camera_lost") == 1
    assert outcome.seen.words.count("camera_back") == 1
    assert len([line for line in warnings_of(outcome, reported=0) if "camera" in line]) == 3


def test_a_camera_that_never_gives_a_picture_can_be_quitted():
    camera = SimulatedCamera(300.0, faults=[(Fault.BUSY, 0.0, 300.0)])
    outcome = train(squats(), camera, keys={5.0: Command.QUIT})
    assert outcome.sets == ()
    assert outcome.seen.states == [None]


@pytest.mark.parametrize("fps", [12.5, 20.0])
def test_what_was_kept_gives_the_same_report_as_the_session(tmp_path, fps):
    """And so does an analysis of the frames that were used."""
    journal = Journal(tmp_path / "a", HEADER)
    figure = squats(*set_of(3), *set_of(2, 36.0)[1:], jitter_px=0.5)
    outcome = train(figure, SimulatedCamera(47.0, fps=fps), journal=journal)
    journal.close()
    again = Analysis(Request("squat", Prescription(parse_tempo("2"))))
    for pose in KeptSession(tmp_path / "a").poses():
        again.push(pose)
    source = outcome.loop.notes.source(None)
    assert again.result(source, ENGINE, (), interrupted=False).session.sets == outcome.sets
    assert len(outcome.sets) == 2
    lines = (tmp_path / "a" / LINES).read_text().splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["session", "part", *["rep"] * 5]


def test_every_repetition_is_on_the_disk_before_it_is_shown(tmp_path):
    """So a kill loses at most the repetition in progress."""
    journal = Journal(tmp_path / "a", HEADER)
    shown = []

    class Checking(Spectator):
        def show(self, image, state, look):
            if state and state.rep_count not in shown:
                shown.append(state.rep_count)
                journal.settle()
                assert KeptSession(tmp_path / "a").rep_count == state.rep_count
            return super().show(image, state, look)

    train(squats(), SimulatedCamera(30.0), journal=journal, spectator=Checking)
    journal.close()
    assert shown == [0, 1, 2, 3, 4]


@pytest.mark.slow
def test_a_quarter_of_an_hour_of_training_stays_exact_and_small():
    """Nine sets of ten, four seconds down each: none lost, none added, no growth."""
    cycle_s, reps, sets = 100.0, 10, 9
    knots = set_of(reps, 8.0, eccentric_s=4.0, bottom_s=1.0, concentric_s=1.0, top_s=1.0)
    camera = SimulatedCamera(cycle_s * sets, fps=15.0)
    cycle = list(squats(*knots, (cycle_s, 0.0)).poses(cycle_s, fps=15.0))

    class SameAgain:
        """The figure of the first cycle, without working it out again."""

        exercise = "squat"

        def pose(self, t_s, *, starts_shot):
            pose = cycle[round(t_s * 15) % len(cycle)]
            return replace(pose, t_s=t_s, starts_shot=starts_shot)

    sizes_mib = []

    class Measuring(Spectator):
        def show(self, image, state, look):
            if camera.now_s // 150 > len(sizes_mib):
                sizes_mib.append(memory_mib())
            self.looks.clear()
            return super().show(image, state, look)

    plan = Plan(reps=reps, sets=sets)
    outcome = train(SameAgain(), camera, plan=plan, tempo="4-1-1-1", spectator=Measuring)
    assert [len(one.reps) for one in outcome.sets] == [reps] * sets
    assert {rep.verdict for one in outcome.sets for rep in one.reps} == {Verdict.ON}
    if sizes_mib[0] is not None:
        assert max(sizes_mib[1:]) < sizes_mib[0] + 20


def test_the_last_screen_stays_until_a_key_where_there_are_keys():
    class Reading(Spectator):
        """Presses Q ten seconds after the end."""

        has_keys = True

        def show(self, image, state, look):
            super().show(image, state, look)
            done = [one for one in self.states if one and one.stage is Stage.FINISHED]
            return [Command.QUIT] if done and state.t_s - done[0].t_s > 10 else []

    watched, alone = SimulatedCamera(60.0), SimulatedCamera(60.0)
    train(squats(), watched, plan=Plan(reps=2), spectator=Reading)
    train(squats(), alone, plan=Plan(reps=2))
    assert watched.now_s - alone.now_s == pytest.approx(10 - DONE_SHOWN_S, abs=0.5)
