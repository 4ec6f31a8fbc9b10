"""What the report says of a session besides its sets."""

from reports import in_words
from stick_figure import StickFigure, along

from vision_coach.app.live_notes import LiveNotes
from vision_coach.live.source_status import Fault
from vision_coach.live.state import LiveRep

FIGURE = StickFigure("squat", along((0, 0)))


def notes(*ends_s):
    one = LiveNotes()
    one.take(FIGURE.poses(2.0))
    for number, end_s in enumerate(ends_s, start=1):
        one.count(LiveRep(number, 1, end_s - 2.0, end_s, None, None, sure=True))
    return one


def test_repetitions_that_could_not_be_measured_are_admitted():
    assert notes(3.0, 6.0).warnings(reported=2) == []
    (warning,) = notes(3.0, 6.0).warnings(reported=1)
    assert in_words(warning).startswith("2 repetitions were counted while training, 1 of them")


def test_a_set_begun_again_is_not_missed():
    one = notes(3.0, 6.0, 9.0)
    one.drop_from(5.0)
    assert one.warnings(reported=1) == []


def test_a_repetition_that_was_measured_again_is_one():
    one = notes(3.0)
    one.count(LiveRep(1, 1, 1.0, 3.4, None, None, sure=True))
    assert one.warnings(reported=1) == []


def test_the_source_is_what_the_sets_were_made_of():
    source = notes().source("clip.mp4")
    assert (source.file, source.sha256, source.frames_read) == ("clip.mp4", None, 60)
    assert (source.width_px, source.height_px) == FIGURE.image_size_px
    assert source.duration_s == 59 / 30


def test_the_first_faults_are_told_and_the_others_counted():
    one = notes()
    for number in range(7):
        one.fault(Fault.FROZEN, 10.0 * number, 10.0 * number + 2.5)
    said = [in_words(warning) for warning in one.warnings(reported=0)]
    assert said[1] == "the camera was frozen at 10.0 s for 2.5 s"
    assert said[-1] == "the camera failed 2 more times"
    assert len(said) == 6


def test_a_session_without_a_pose_has_nothing_to_say_of_the_picture():
    assert LiveNotes().warnings(reported=0) == []
