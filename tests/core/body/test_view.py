import numpy as np
import pytest

from vision_coach.core.body.view import VIEWS, view_of


@pytest.mark.parametrize(
    ("facing_deg", "view"),
    [
        (0, "front"), (24, "front"), (-24, "front"), (45, "front_45"), (-45, "front_45"),
        (90, "side"), (-90, "side"), (100, "side"), (135, "back_45"), (-140, "back_45"),
        (180, "back"), (-180, "back"), (165, "back"),
    ],
)  # fmt: skip
def test_view_by_the_direction_that_the_person_faces(facing_deg, view):
    assert view_of(np.full(10, float(facing_deg))) == view
    assert view in VIEWS


def test_someone_seen_from_behind_does_not_average_to_the_front():
    assert view_of(np.array([179.0, -179.0, 178.0, -178.0])) == "back"
    assert view_of(np.full(10, 180.0, dtype=np.float32)) == "back"


def test_frames_without_a_person_do_not_count():
    assert view_of(np.array([np.nan, 90.0, np.nan])) == "side"
    assert view_of(np.array([np.nan, np.nan])) == "unknown"
    assert view_of(np.array([])) == "unknown"
