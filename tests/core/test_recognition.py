from dataclasses import replace

import pytest
from reports import in_words
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.body.parts import sides_of
from vision_coach.core.recognition import RecognisingPipeline, UnclearExerciseError
from vision_coach.core.report.events import SetCompleted
from vision_coach.exercises import built_in_names, load_exercise, recognisable_names

HIPS = sides_of("hip")


def push_all(pipeline, poses):
    during = [event for pose in poses for event in pipeline.push(pose)]
    assert during == []  # nobody knows the exercise yet
    return pipeline.finish()


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0])
@pytest.mark.parametrize("exercise", ["squat", "push_up", "pull_up"])
def test_each_exercise_is_recognised_from_the_side(exercise, yaw_deg):
    figure = StickFigure(exercise, along(*repetitions(3)), yaw_deg=yaw_deg, jitter_px=0.7)
    known = [load_exercise(name) for name in built_in_names()]
    (event,) = push_all(RecognisingPipeline(known), figure.poses(14.5, fps=15.0))
    assert isinstance(event, SetCompleted)
    assert event.report.exercise == exercise
    assert len(event.report.reps) == 3


def test_two_exercises_that_explain_it_alike_are_named_and_the_user_is_asked():
    squat = load_exercise("squat")
    twin = replace(squat, name="box_squat", title="Box squat", family="box_squat")
    figure = StickFigure("squat", along(*repetitions(2)))
    pipeline = RecognisingPipeline([squat, twin])
    with pytest.raises(UnclearExerciseError) as problem:
        push_all(pipeline, figure.poses(10.5))
    text = in_words(problem.value.reason)
    assert "2 possible repetitions of Squat" in text
    assert "2 possible repetitions of Box squat" in text
    assert "--exercise" in text


def test_standing_about_is_no_exercise():
    figure = StickFigure("squat", along((0.0, 0.0)), jitter_px=0.7)
    known = [load_exercise(name) for name in built_in_names()]
    events = push_all(RecognisingPipeline(known), figure.poses(5))
    assert not any(isinstance(event, SetCompleted) for event in events)


def test_without_the_right_exercise_another_one_does_not_win_by_default():
    figure = StickFigure("squat", along(*repetitions(3)), yaw_deg=90.0)
    all_known = [load_exercise(name) for name in built_in_names()]
    others = [one for one in all_known if HIPS not in (one.moving, *one.joint)]
    assert len(others) > 5
    events = push_all(RecognisingPipeline(others), figure.poses(14.5, fps=15.0))
    assert not any(isinstance(event, SetCompleted) for event in events)


def test_several_exercises_in_one_video_are_each_recognised():
    known = [load_exercise(name) for name in recognisable_names()]
    figures = [
        StickFigure(name, along(*repetitions(3)), jitter_px=0.7)
        for name in ("squat", "push_up", "pull_up")
    ]
    poses = [
        replace(pose, t_s=pose.t_s + 18.0 * number)
        for number, figure in enumerate(figures)
        for pose in figure.poses(14.5, fps=15.0)
    ]
    events = push_all(RecognisingPipeline(known), poses)
    sets = [event.report for event in events if isinstance(event, SetCompleted)]
    assert [one.exercise for one in sets] == ["squat", "push_up", "pull_up"]
    assert [len(one.reps) for one in sets] == [3, 3, 3]
