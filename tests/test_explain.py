"""`--explain`: what was not counted, and why."""

from stick_figure import StickFigure, along, repetitions


def test_explain_tells_what_was_not_counted_and_which_limit_it_missed(run, see, clip):
    see(StickFigure("squat", along(*repetitions(3, bottom=0.4))))
    outcome = run("analyze", clip, "--exercise", "squat", "--explain")
    assert outcome.code == 1
    (line,) = [one for one in outcome.out.splitlines() if " s  nearest to" in one]
    assert "Squat, but moved too little" in line
    assert "at least 0.15" in line
    again = run("analyze", clip, "--exercise", "push_up", "--quiet", "--explain")
    assert "the torso is inclined by" in again.out


def test_without_being_asked_only_the_reason_for_nothing_is_told(run, see, clip):
    see(StickFigure("squat", along(*repetitions(3, bottom=0.4))))
    outcome = run("analyze", clip, "--exercise", "squat")
    assert "no repetition was found: nearest to Squat, but moved too little" in outcome.out
    assert "Not counted" not in outcome.out
