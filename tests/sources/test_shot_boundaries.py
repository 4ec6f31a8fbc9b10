"""Pictures of noise, which compression never makes: each scene differs in its colours."""

import numpy as np
import pytest

from vision_coach.core.body.pose import Frame
from vision_coach.sources.shot_boundaries import Continuity, ShotWatch, mark_shots

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
    pictures = [
        lifter(4 + 2 * number, wall=level + number // 12 % 2, person=255 - level)
        for number in range(40)
    ]
    assert cuts_in(pictures) == (list(range(40)), [])


def lifter(across_px, *, wall=200, person=40):
    """Somebody before an even wall who fills a twelfth of the picture."""
    picture = np.full((HEIGHT, WIDTH, 3), wall, np.uint8)
    picture[10:60, across_px : across_px + 12] = person
    return picture


STEADY = [lifter(10 + number) for number in range(90)]
"""One take: the person moves on by a pixel with every frame."""


def without(first, count):
    return [picture for n, picture in enumerate(STEADY) if not first <= n < first + count]


def test_a_cut_between_two_takes_before_the_same_wall_is_found():
    assert cuts_in(without(30, 30))[1] == [30]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_lost_pictures_are_no_cut(count):
    assert cuts_in(without(30, count))[1] == []


@pytest.mark.parametrize("count", [5, 12])
def test_pictures_lost_for_a_time_that_shows_are_no_cut(count):
    frames = [
        Frame(n / 30, picture) for n, picture in enumerate(STEADY) if not 30 <= n < 30 + count
    ]
    assert not any(frame.starts_shot for frame in mark_shots(frames))


@pytest.mark.parametrize("count", [1, 4, 10])
def test_a_picture_that_stands_still_for_a_while_is_no_cut(count):
    frozen = [STEADY[29] if 30 <= n < 30 + count else picture for n, picture in enumerate(STEADY)]
    assert cuts_in(frozen)[1] == []


def test_a_video_that_shows_every_sixth_picture_twice_has_no_cut():
    stuttering = [STEADY[n - 1] if n % 6 == 0 and n else STEADY[n] for n in range(90)]
    assert cuts_in(stuttering)[1] == []


def test_whoever_sets_off_quickly_out_of_a_hold_makes_no_cut():
    jerk = [lifter(20)] * 20 + [lifter(20 + 6 * step) for step in range(1, 10)]
    assert cuts_in(jerk)[1] == []


def test_a_caption_that_changes_is_no_cut():
    before, after = lifter(40), lifter(40)
    before[66:69, 30:60], after[66:69, 50:80] = 255, 255
    assert cuts_in([before] * 20 + [after] * 20)[1] == []


def test_a_watch_tells_of_a_cut_two_pictures_later():
    watch = ShotWatch()
    told = [watch.push(n / 30, picture) for n, picture in enumerate(without(30, 30))]
    assert [n for n, found in enumerate(told) if found is Continuity.STARTS_SHOT] == [32]


def test_a_picture_of_another_size_starts_a_shot():
    small = GYM[:40]
    assert cuts_in([GYM] * 5 + [small] * 5)[1] == [5]


def test_no_frame_and_one_frame():
    assert cuts_in([]) == ([], [])
    assert cuts_in([GYM]) == ([0], [])
