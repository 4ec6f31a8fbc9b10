"""Several exercises in one session: planned, recognised, and recognised wrongly at first."""

from dataclasses import replace
from itertools import takewhile

import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.pipeline import Pipeline
from vision_coach.core.report.events import SetCompleted
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live import recogniser as module
from vision_coach.live.course import Block, Course
from vision_coach.live.recogniser import Recognised
from vision_coach.live.session import LiveSession
from vision_coach.live.state import Plan, Say, Stage

FPS = 20.0
KNOWN = [load_exercise(name) for name in ("squat", "push_up", "pull_up")]
SQUATS = StickFigure("squat", along(*repetitions(3, first_s=6.0)), jitter_px=0.3)
SQUATS_S = 19.0
"""When they are over and the push-ups begin."""
PUSH_UPS = StickFigure("push_up", along(*repetitions(3, first_s=8.0)), jitter_px=0.3)


def circuit():
    """Squats, then push-ups."""
    yield from (pose for pose in SQUATS.poses(SQUATS_S, FPS))
    for pose in PUSH_UPS.poses(21.0, FPS):
        yield replace(pose, t_s=pose.t_s + SQUATS_S + 1 / FPS)


class Run:
    """A session run over poses."""

    def __init__(self, session, poses):
        self.states, self.said, self.taken, self.parts, self.dropped = [], [], [], [], []
        for pose in poses:
            state, cues = session.push(pose, 120.0, pose.t_s)
            self.states.append(state)
            self.said += [cue.words for cue in cues if isinstance(cue, Say)]
            if session.discarded_from_s is not None:
                self.dropped.append(session.discarded_from_s)
                self.taken = [one for one in self.taken if one.t_s < session.discarded_from_s]
            self.taken += session.taken
            if session.part and session.part not in self.parts:
                self.parts.append(session.part)
        self.sets = session.finish()


def block(name, tempo, sets=1, reps=3, rest_s=None):
    exercise = load_exercise(name) if name else None
    return Block(exercise, Prescription(parse_tempo(tempo)), Plan(reps, sets, rest_s))


def test_a_plan_goes_from_one_exercise_to_the_next_by_itself():
    blocks = [block("squat", "2-0-1-1", rest_s=2.0), block("push_up", "3")]
    done = Run(LiveSession(blocks), circuit())
    assert [(one.exercise, len(one.reps)) for one in done.sets] == [("squat", 3), ("push_up", 3)]
    assert [one.tempo.text for one in done.sets] == ["2-0-1-1", "3"]
    assert ("set_done", "rest", "next", "push_up") in done.said
    assert done.said[-1] == ("session_done",)
    assert done.states[-1].stage is Stage.FINISHED
    assert {state.sets_planned for state in done.states} == {2}
    resting = next(state for state in done.states if state.stage is Stage.REST)
    assert (resting.exercise.name, resting.set_number) == ("push_up", 2)


@pytest.mark.parametrize(("name", "figure"), [("squat", SQUATS), ("push_up", PUSH_UPS)])
def test_an_exercise_is_recognised_named_and_counted_from_its_first_repetition(name, figure):
    done = Run(LiveSession([block(None, "2")], KNOWN), figure.poses(22.0, FPS))
    assert [(one.exercise, len(one.reps)) for one in done.sets] == [(name, 3)]
    introduced = next(words for words in done.said if words[0] == name)
    assert introduced[:2] == (name, "number_1")
    assert done.said.count(introduced) == 1
    before = takewhile(lambda state: state.exercise is None, done.states)
    assert {state.rep_count for state in before} == {0}
    again = Pipeline(load_exercise(name), Prescription(parse_tempo("2")))
    events = [event for pose in done.taken for event in again.push(pose)] + again.finish()
    assert tuple(e.report for e in events if isinstance(e, SetCompleted)) == done.sets


def test_two_exercises_are_recognised_one_after_the_other():
    open_block = block(None, "2", sets=None, reps=None)
    poses = [pose for pose in circuit() if not SQUATS_S - 1 < pose.t_s < SQUATS_S + 3]
    done = Run(LiveSession([open_block], KNOWN), poses)
    assert [(one.exercise, len(one.reps)) for one in done.sets] == [("squat", 3), ("push_up", 3)]
    assert [part.exercise.name for part in done.parts] == ["squat", "push_up"]


def test_a_first_guess_of_another_family_is_put_right_by_the_second_repetition(monkeypatch):
    """The recogniser itself is wrong so seldom that a wrong answer is put into its mouth."""
    true = module.Recogniser

    class Wavering(true):
        def __init__(self, exercises):
            super().__init__(exercises)
            self._answers = 0

        def push(self, pose):
            found = super().push(pose)
            if found:
                self._answers += 1
            if found and self._answers == 1:
                return Recognised(load_exercise("pull_up"), found.report)
            return found

    monkeypatch.setattr(module, "Recogniser", Wavering)
    done = Run(LiveSession([block(None, "2")], KNOWN), SQUATS.poses(22.0, FPS))
    assert [(one.exercise, len(one.reps)) for one in done.sets] == [("squat", 3)]
    assert [part.exercise.name for part in done.parts] == ["pull_up", "squat"]
    assert len(done.dropped) == 1
    times_s = [pose.t_s for pose in done.taken]
    assert times_s == sorted(set(times_s))


def test_the_course_counts_sets_through_all_blocks():
    course = Course([block("squat", "2", sets=2), block("push_up", "2", sets=1)])
    assert (course.sets_planned, course.set_number, course.block_number) == (3, 1, 0)
    assert not course.go_on()
    assert not course.is_in_last_set
    assert course.go_on()
    assert (course.set_number, course.block_number, course.is_in_last_set) == (3, 1, True)


def test_an_open_block_leaves_the_number_of_sets_open():
    course = Course([block("squat", "2"), block("push_up", "2", sets=None, reps=None)])
    assert course.sets_planned is None
    course.go_on()
    assert not course.is_in_last_set


def test_a_camera_lost_in_the_countdown_calls_it_off_and_skips_no_set():
    session = LiveSession([block("squat", "2", rest_s=1.0), block("push_up", "2")])
    poses = [pose for pose in circuit() if pose.t_s < SQUATS_S + 6]
    for pose in poses:
        state, _ = session.push(pose, 120.0, pose.t_s)
        if state.stage is Stage.COUNTDOWN and state.set_number == 2:
            break
    for late_s in (1.0, 2.5, 4.0):
        state, _ = session.tick(pose.t_s + late_s)
    assert (state.stage, state.set_number, state.exercise.name) == (Stage.FRAMING, 2, "push_up")
    assert state.rep_count == 0


@pytest.mark.parametrize("at_s", [11.0, 14.5])
def test_a_pause_keeps_what_was_recognised(at_s):
    """Before the second repetition, and after it."""
    session = LiveSession([block(None, "2", sets=None, reps=None)], KNOWN)
    figure = StickFigure("squat", along(*repetitions(8, first_s=6.0, top_s=1.5)), jitter_px=0.3)
    counted = None
    for pose in figure.poses(44.0, FPS):
        state, _ = session.push(pose, 120.0, pose.t_s)
        if counted is None and pose.t_s >= at_s:
            counted = state.rep_count
            session.pause(pose.t_s)
            session.resume(pose.t_s + 0.01)
        if counted is not None:
            assert state.exercise.name == "squat"
    assert 0 < counted < state.rep_count
    assert {one.exercise for one in session.finish()} == {"squat"}


def test_advice_is_given_again_after_a_pause_in_the_countdown():
    session = LiveSession([block("squat", "2")])
    seen = StickFigure("squat", along((0, 0)), seen=lambda t_s: t_s < 4.0)
    said, paused = [], False
    for pose in seen.poses(14.0, FPS):
        state, cues = session.push(pose, 120.0, pose.t_s)
        if state.stage is Stage.COUNTDOWN and not paused:
            paused = True
            session.pause(pose.t_s)
            session.resume(pose.t_s + 3.0)
        said += [cue.words for cue in cues if isinstance(cue, Say)]
    assert ("nobody",) in said


def test_a_second_open_set_begins_at_nought():
    open_block = block(None, "2", sets=None, reps=None)
    poses = [pose for pose in circuit() if not SQUATS_S - 1 < pose.t_s < SQUATS_S + 3]
    done = Run(LiveSession([open_block], KNOWN), poses)
    waiting = [s for s in done.states if s.set_number == 2 and s.stage is Stage.READY]
    unknown = [state for state in waiting if state.exercise is None]
    assert unknown
    assert {(state.rep_count, state.recent) for state in unknown} == {(0, ())}
