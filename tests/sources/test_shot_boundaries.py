"""Pictures of noise, which compression never makes: each scene differs in its colours."""

import numpy as np
import pytest

from vision_coach.core.body.pose import Frame
from vision_coach.sources.shot_boundaries import mark_shots

HEIGHT, WIDTH = 72, 128


def scene(seed, low=0, high=255):
    """A picture with its own texture; brightness between `low` and `high`."""
    random = np.random.default_rng(seed)
    coarse = random.integers(low, high, (9, 16, 3)).astype(np.uint8)
    return coarse.repeat(8, axis=0).repeat(8, axis=1)


GYM, STREET = scene(1, 0, 110), scene(2, 120, 255)


def cuts_in(pictures):
    """(numbers of the frames that came through, those of them that start a shot)."""
    frames = [Frame(float(number), picture) for number, picture in enumerate(pictures)]
    marked = list(mark_shots(frames))
    through = [int(frame.t_s) for frame in marked]
    return through, [int(frame.t_s) for frame in marked if frame.starts_shot]


def test_a_cut_is_marked_on_the_first_frame_after_it():
    assert cuts_in([GYM] * 10 + [STREET] * 10) == (list(range(20)), [10])


def test_two_cuts():
    assert cuts_in([GYM] * 10 + [STREET] * 10 + [GYM] * 10)[1] == [10, 20]


def test_a_cut_before_the_last_frame():
    assert cuts_in([GYM] * 10 + [STREET]) == (list(range(11)), [10])


def test_a_single_foreign_frame_is_dropped():
    through, cuts = cuts_in([GYM] * 10 + [STREET] + [GYM] * 10)
    assert through == [number for number in range(21) if number != 10]
    assert cuts == []


def test_a_fade_is_no_cut():
    weights = np.linspace(0, 1, 30)
    fade = [(GYM * (1 - w) + STREET * w).astype(np.uint8) for w in weights]
    assert cuts_in([GYM] * 10 + fade + [STREET] * 10)[1] == []


def test_a_moving_camera_is_no_cut():
    wide = np.concatenate([scene(3), scene(4), scene(5)], axis=1)
    swing = [wide[:, step * 5 : step * 5 + WIDTH] for step in range(50)]
    assert cuts_in(swing) == (list(range(50)), [])


def test_a_still_picture_with_noise_is_no_cut():
    random = np.random.default_rng(6)
    noisy = [
        np.clip(GYM + random.normal(0, 6, GYM.shape), 0, 255).astype(np.uint8) for _ in range(40)
    ]
    assert cuts_in(noisy) == (list(range(40)), [])


@pytest.mark.parametrize("level", [15, 127, 128, 240])
def test_an_even_wall_that_flickers_by_one_grey_level_is_no_cut(level):
    """Keyframes do that; the person in front of the wall moves at the same moment."""
    pictures = []
    for number in range(40):
        picture = np.full((HEIGHT, WIDTH, 3), level + number // 12 % 2, np.uint8)
        across = 4 + 2 * number + 24 * (number // 12)
        picture[10:60, across : across + 12] = 255 - level
        pictures.append(picture)
    assert cuts_in(pictures) == (list(range(40)), [])


def test_a_picture_of_another_size_starts_a_shot():
    small = GYM[:40]
    assert cuts_in([GYM] * 5 + [small] * 5)[1] == [5]


def test_no_frame_and_one_frame():
    assert cuts_in([]) == ([], [])
    assert cuts_in([GYM]) == ([0], [])
