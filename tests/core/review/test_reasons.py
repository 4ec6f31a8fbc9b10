"""Why a repetition is not graded: true, and something to act on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from figure_sets import candidate_of, reps_of, sets_of
from reports import in_words
from stick_figure import StickFigure, along, evenly, repetitions

from vision_coach.core.body.pose import Landmark
from vision_coach.core.review.reasons import missing_end, missing_start, why_not_graded
from vision_coach.core.timing.ends import Passage
from vision_coach.exercises import load_exercise

SQUAT = load_exercise("squat")
WHOLE_BODY = "keep the whole body in the picture, in good light"


@dataclass(frozen=True)
class Concealed:
    """A stick figure of which some parts are hidden for a time, or beyond the picture's edge."""

    figure: StickFigure
    parts: tuple[Landmark, ...]
    when: Callable[[float], bool]
    edge_px: int | None = None
    """Height of the picture meanwhile."""
    up_px: float = 0.0
    """How much higher the figure is in it."""

    @property
    def exercise(self):
        return self.figure.exercise

    def poses_at(self, times_s):
        for pose in self.figure.poses_at(times_s):
            yield self.concealed(pose) if self.when(pose.t_s) else pose

    def concealed(self, pose):
        visibility = pose.visibility.copy()
        visibility[list(self.parts)] = 0.1
        width, height = pose.image_size_px
        size_px = (width, self.edge_px or height)
        points_px = pose.points_px - [0.0, self.up_px]
        return replace(pose, points_px=points_px, visibility=visibility, image_size_px=size_px)


def without_feet(when, **options):
    """Squats of which the lower edge of the picture cuts off the feet."""
    figure = StickFigure("squat", along(*repetitions(3)), **options)
    return Concealed(figure, ANKLES, when, edge_px=400)


ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
FEET_OUT = "ankles out of the picture"
BACK = "move the camera back"
CLEAR = "turn or move the camera for a clear view"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"cuts_s": (7.2,)}, "cut after 7.2 s, in the middle of the lowering"),
        (
            {"seen": lambda t_s: not 7.2 < t_s < 8.2},
            f"not seen after 7.2 s: {WHOLE_BODY}",
        ),
    ],
)
def test_a_lowering_that_is_broken_off_says_when_and_what_to_do(options, reason):
    # The second of three lowerings runs from 5.5 to 7.5 s.
    reps = reps_of(StickFigure("pull_up", along(*repetitions(3)), **options), 14.5)
    assert [in_words(rep.reason) for rep in reps] == [None, reason, None]


def test_a_video_that_starts_or_ends_too_soon_says_so():
    reps = reps_of(StickFigure("squat", along(*repetitions(2))), 7.2)
    assert in_words(reps[-1].reason) == (
        "the video ends at 7.2 s, before the lowering does: record for longer"
    )
    # At full speed from the first frame on.
    late = evenly((0.0, 0.3), (1.4, 1.0), *((t_s + 1.9, d) for t_s, d in repetitions(2)[2:]))
    (first, *_) = reps_of(StickFigure("squat", late), 8)
    assert in_words(first.reason) == "started before the video: start recording earlier"


# Lowerings 1-3, 5.5-7.5 and 10-12 s.
@pytest.mark.parametrize(
    ("when", "reasons"),
    [
        (lambda t_s: t_s >= 4.6, [None, *[f"{FEET_OUT} from 4.6 s: {BACK}"] * 2]),
        (lambda t_s: 4.6 <= t_s <= 8.6, [None, f"{FEET_OUT} from 4.6 to 8.6 s: {BACK}", None]),
        # Hardly in the picture between two lowerings is one and the same trouble.
        (
            lambda t_s: 4.6 <= t_s <= 12.6 and not 8.6 < t_s < 9.0,
            [None, *[f"{FEET_OUT} from 4.6 to 12.6 s: {BACK}"] * 2],
        ),
    ],
)
def test_parts_out_of_the_picture_are_named_with_their_times(when, reasons):
    assert [in_words(rep.reason) for rep in reps_of(without_feet(when), 14.5)] == reasons


def test_parts_hidden_within_the_picture_are_named_with_their_times():
    figure = StickFigure("squat", along(*repetitions(3)))
    hidden = Concealed(figure, (*KNEES, *ANKLES), lambda t_s: 4.6 <= t_s <= 8.6)
    reasons = [in_words(rep.reason) for rep in reps_of(hidden, 14.5)]
    assert reasons == [None, f"knees and ankles hidden from 4.6 to 8.6 s: {CLEAR}", None]


def test_of_a_part_that_is_seen_on_one_side_the_other_is_named():
    # Each side lacks another part, so that neither of them can be measured.
    parts = (Landmark.LEFT_WRIST, Landmark.RIGHT_ELBOW)
    figure = StickFigure("pull_up", along(*repetitions(1)), yaw_deg=180.0)
    (rep,) = reps_of(Concealed(figure, parts, lambda _t_s: True), 5.5)
    assert in_words(rep.reason) == f"right elbow hidden from 0.0 s: {CLEAR}"


def test_one_hidden_side_does_no_harm():
    parts = (Landmark.LEFT_WRIST, Landmark.LEFT_ELBOW)
    figure = StickFigure("pull_up", along(*repetitions(1)), yaw_deg=180.0)
    (rep,) = reps_of(Concealed(figure, parts, lambda _t_s: True), 5.5)
    assert rep.reason is None


def test_somebody_lost_at_the_edge_of_the_picture_left_it():
    figure = StickFigure("pull_up", along(*repetitions(3)), seen=lambda t_s: not 7.2 < t_s < 8.2)
    lost = Concealed(figure, (), lambda t_s: 6.6 <= t_s <= 7.2, up_px=10.0)
    reasons = [in_words(rep.reason) for rep in reps_of(lost, 14.5)]
    assert reasons == [None, f"hands out of the picture from 6.6 s: {BACK}", None]
    found = without_feet(lambda t_s: t_s <= 2.0, seen=lambda t_s: t_s > 1.6)
    assert in_words(reps_of(found, 14.5)[0].reason) == f"{FEET_OUT} until 2.0 s: {BACK}"


def test_a_lowering_that_is_hidden_by_a_gap_is_not_graded():
    # Each lowering of half a second is missing, with a little of the pauses around it.
    knots = repetitions(3, eccentric_s=0.5, bottom_s=1.0)
    starts_s = [t_s for (t_s, depth), (_, next_depth) in pairwise(knots) if depth < next_depth]
    assert starts_s == [1.0, 4.5, 8.0]
    hidden = StickFigure(
        "squat",
        along(*knots),
        jitter_px=0.5,
        seen=lambda t_s: not any(start_s < t_s < start_s + 0.62 for start_s in starts_s),
    )
    reasons = [
        f"not seen from 1.0 to 1.6 s: {WHOLE_BODY}",
        f"not seen from 4.5 to 5.1 s: {WHOLE_BODY}",
        f"not seen from 8.0 to 8.6 s: {WHOLE_BODY}",
    ]
    assert [in_words(rep.reason) for rep in reps_of(hidden, knots[-1][0])] == reasons
    cut_off = Concealed(hidden, (), lambda t_s: 4.1 <= t_s <= 5.6, edge_px=400)
    reasons[1] = f"{FEET_OUT} from 4.1 to 5.6 s: {BACK}"
    assert [in_words(rep.reason) for rep in reps_of(cut_off, knots[-1][0])] == reasons
    assert all(rep.graded for rep in reps_of(StickFigure("squat", along(*knots)), knots[-1][0]))


@pytest.mark.parametrize(
    ("duration_s", "uncertainty_s", "reason"),
    [
        (1.0, 0.5, None),
        (1.0, 1.0, "its start and end cannot be told apart: record with"),
        (0.1, 0.05, "too few frames show it (3, 5 are needed): record with"),
    ],
)
def test_a_lowering_as_short_as_its_uncertainty_is_not_graded(duration_s, uncertainty_s, reason):
    # The hold before the lowering is full of frames; those within its own time count.
    candidate = candidate_of("squat")
    start_s = float(candidate.stretch.t_s[candidate.lowering.top]) - 1e-6
    end_s = start_s + duration_s
    each_s = uncertainty_s / np.sqrt(2)
    passage = Passage(start_s, end_s, each_s, each_s, (duration_s / 3,) * 3)
    assert passage.uncertainty_s == pytest.approx(uncertainty_s)
    found = in_words(
        why_not_graded(candidate, replace(passage, start_uncertainty_s=each_s * 1.001), SQUAT)
    )
    assert found is None if reason is None else found.startswith(reason)


def test_a_pause_of_the_source_is_not_the_videos_beginning():
    # Lowerings 1-3 and 5.5-7.5 s.
    figure = StickFigure("squat", along(*repetitions(3)))
    times_s = np.arange(0, 14.5, 1 / 30)
    *_, last = sets_of(figure, times_s[(times_s < 3.9) | (times_s > 6.0)])
    assert in_words(last.reps[0].reason) == f"not seen before 6.0 s: {WHOLE_BODY}"


def test_somebody_first_seen_under_way_was_not_seen_before():
    figure = StickFigure("squat", along(*repetitions(2)), seen=lambda t_s: t_s > 1.6)
    first = reps_of(figure, 10)[0]
    assert in_words(first.reason) == f"not seen before 1.6 s: {WHOLE_BODY}"


@pytest.mark.parametrize(
    ("exercise", "yaw_deg", "suited", "reason"),
    [
        ("squat", 0.0, ("side", "front_45"), "seen from the front, {} turn 45° to show {knees}"),
        ("squat", 180.0, ("side",), "seen from behind, {} turn 90° to show {knees}"),
        ("pull_up", 90.0, ("front", "back_45"), "seen from the side, {} turn 45° to show {elbows}"),
        ("squat", 90.0, ("side",), "{} record with more frames per second, the camera still"),
        ("squat", 0.0, (), "{} record with more frames per second, the camera still"),
    ],
)
def test_a_view_that_shows_no_depth_is_named_with_the_turn_that_helps(
    exercise, yaw_deg, suited, reason
):
    rules = replace(load_exercise(exercise), range_views=suited)
    candidate = candidate_of(exercise, yaw_deg=yaw_deg)
    start_s = float(candidate.stretch.t_s[candidate.lowering.top])
    unsure = Passage(start_s, start_s + 1, 1.0, 1.0, (1 / 3,) * 3)
    found = in_words(why_not_graded(candidate, unsure, rules))
    alike = "its start and end cannot be told apart:"
    joints = {part: f"how the {part} bend" for part in ("knees", "elbows")}
    assert found is not None
    assert found.startswith(reason.format(alike, **joints))


def test_a_later_set_did_not_start_before_the_video():
    stretch = candidate_of("squat").stretch
    assert (
        in_words(missing_start(stretch, SQUAT))
        == "started before the video: start recording earlier"
    )
    later = replace(stretch, t_s=stretch.t_s + 30.0)
    assert in_words(missing_start(later, SQUAT)) == (
        "under way before 30.0 s, when the set began: hold still at the top first"
    )


def test_the_end_of_a_set_is_not_that_of_the_video():
    stretch = candidate_of("squat").stretch
    inside = stretch.t_s <= 4.0
    left = replace(stretch, ends="closed", in_position=inside)
    assert in_words(missing_end(left, SQUAT)) == "position left at 4.0 s, before the lowering ended"
    assert in_words(missing_end(stretch, SQUAT)).startswith("the video ends at 5.5 s, ")


# The second lowering comes after 12 s of standing.
LONG_HOLD = repetitions(2, top_s=12.0, first_s=1.0)
SECOND_S = (16.5, 18.5)


def during_the_second(t_s):
    return SECOND_S[0] <= t_s <= SECOND_S[1]


@pytest.mark.parametrize(
    ("when", "reasons"),
    [
        (during_the_second, [None, f"knees and ankles hidden from 16.5 to 18.5 s: {CLEAR}"]),
        (lambda t_s: 5.0 <= t_s < SECOND_S[0], [None, None]),
    ],
)
def test_what_is_seen_while_lowering_counts_not_what_is_seen_in_the_hold(when, reasons):
    figure = StickFigure("squat", along(*LONG_HOLD), jitter_px=0.5)
    hidden = Concealed(figure, (*KNEES, *ANKLES), when)
    assert [in_words(rep.reason) for rep in reps_of(hidden, LONG_HOLD[-1][0] + 1)] == reasons


def test_a_set_that_a_rest_closed_was_not_left():
    stretch = replace(candidate_of("pull_up").stretch, ends="closed")
    assert stretch.in_position[-1]
    assert in_words(missing_end(stretch, load_exercise("pull_up"))) == (
        "the set was over at 5.5 s, before the lowering ended: go all the way down and hold "
        "still there"
    )
