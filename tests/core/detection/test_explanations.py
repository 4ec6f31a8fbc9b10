from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions

from vision_coach.core.detection.candidates import swings
from vision_coach.core.detection.explanations import evidence_of, evidence_of_set
from vision_coach.core.detection.motions import Motion, motion_of, way_down
from vision_coach.core.detection.witnesses import WITNESSES, Witness, evidence
from vision_coach.core.signals.bodies import Track
from vision_coach.core.signals.samples import SAMPLE, sample_of
from vision_coach.core.signals.stretches import split
from vision_coach.exercises import load_exercise

AS_EXPECTED = Motion(**{name: witness.expected for name, witness in WITNESSES.items()})


def stretches_of(figure, exercise, *, change=lambda pose: pose):
    track = Track(SAMPLE)
    for pose in figure.poses(14.5, fps=15.0):
        track.append(sample_of(change(pose), exercise))
    return split(track.rows, exercise, "end")


def lowerings_in(stretches, exercise):
    return [found for one in stretches for found in swings(one, exercise.minimum_travel)]


@pytest.fixture
def squat():
    return load_exercise("squat")


def test_a_value_that_both_make_alike_likely_is_no_evidence():
    # Student's t with 4 degrees is 0.375 at its middle.
    undecided = Witness(expected=0.0, spread=1.0, width=1 / 0.375)
    assert undecided.evidence(0.0) == pytest.approx(0.0, abs=1e-12)


def test_one_witness_alone_cannot_deny_what_all_others_confirm():
    denied = replace(AS_EXPECTED, planted_aside=100.0)
    assert 0 < evidence(denied) < evidence(AS_EXPECTED)


def test_what_is_not_known_speaks_neither_for_nor_against():
    nothing = Motion(**dict.fromkeys(WITNESSES, nan))
    assert evidence(nothing) == 0.0


def test_a_squat_is_explained_by_legs_that_bend_over_feet_that_stand(squat):
    figure = StickFigure("squat", along(*repetitions(3)), yaw_deg=90.0)
    found = lowerings_in(stretches_of(figure, squat), squat)
    assert len(found) == 3
    assert all(evidence_of(candidate, squat) > 5 for candidate in found)
    motion = motion_of(found[1], squat, way_down(found[1]))
    assert motion.planted_up == pytest.approx(0.0, abs=1e-3)
    assert motion.planted_aside == pytest.approx(0.0, abs=1e-3)
    assert motion.reach == pytest.approx(1.0, abs=0.15)


def test_feet_that_go_up_and_down_with_the_body_speak_against_a_squat(squat):
    figure = StickFigure("squat", along(*repetitions(3)), yaw_deg=90.0)
    standing = stretches_of(figure, squat)

    def jumping(pose):
        points_px = pose.points_px.copy()
        points_px[:, 1] += 0.4 * points_px[23, 1]  # two fifths of the way
        return replace(pose, points_px=points_px)

    leaping = stretches_of(figure, squat, change=jumping)
    stood, leapt = (
        evidence_of_set(one, lowerings_in(one, squat), squat) for one in (standing, leaping)
    )
    assert leapt < stood - 3


def test_a_set_without_repetitions_is_explained_by_nothing(squat):
    assert evidence_of_set([], [], squat) == -inf


@pytest.mark.parametrize("name", WITNESSES)
def test_the_limit_of_a_witness_is_where_it_says_nothing(name):
    witness = WITNESSES[name]
    for side in (-1.0, 1.0):
        limit = witness.limit(witness.expected + 5 * side * witness.spread)
        assert np.sign(limit - witness.expected) == side
        # One in `DECEIVED` sees something else altogether, which the limit leaves out.
        assert witness.evidence(limit) == pytest.approx(0.0, abs=1e-9)
