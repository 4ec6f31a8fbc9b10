"""Hard cuts in a stream of frames."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from vision_coach.core.body.pose import Array, Frame, Image

# A cut changes the picture at once, everywhere and in its colours. Over 14 real clips the largest
# values without a cut were 30 grey levels (a swinging hand-held camera, ratio 2.6, colours 0.06)
# and the smallest with one were 19 levels, ratio 4.7, colours 0.19.
LEAST_CHANGE = 12.0
"""Mean absolute difference of two frames, grey levels."""
LEAST_RATIO = 3.0
"""The same over its median in the frames before."""
LEAST_COLOUR_SHIFT = 0.12
"""Share of pixels that changed their place in the colour histogram."""
REMEMBERED_FRAMES = 30
SAMPLED_ROWS, SAMPLED_COLUMNS = 36, 64


def mark_shots(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The same frames with `starts_shot` set after hard cuts.

    A single foreign frame, after which the old picture goes on, is left out. To know that, each
    frame waits for the one after it.
    """
    changes: deque[float] = deque(maxlen=REMEMBERED_FRAMES)
    held: Frame | None = None
    held_view: Array | None = None
    before: Array | None = None
    for frame in frames:
        view = small_view(frame.image)
        if held is None or held_view is None:
            held, held_view = frame, view
            continue
        is_cut = before is not None and differs(before, held_view, changes)
        if is_cut and before is not None and not differs(before, view, changes):
            held, held_view = frame, view  # the held frame was a foreign one
            continue
        yield replace(held, starts_shot=True) if is_cut else held
        if before is not None and not is_cut:
            changes.append(mean_change(before, held_view))
        if is_cut:
            changes.clear()
        before, held, held_view = held_view, frame, view
    if held is not None and held_view is not None:
        is_cut = before is not None and differs(before, held_view, changes)
        yield replace(held, starts_shot=True) if is_cut else held


def small_view(image: Image) -> Array:
    """Some pixels of a frame, evenly spread; shape (about 36, about 64, 3)."""
    height, width = image.shape[:2]
    row_step, column_step = max(1, height // SAMPLED_ROWS), max(1, width // SAMPLED_COLUMNS)
    return image[row_step // 2 :: row_step, column_step // 2 :: column_step].astype(np.float64)


def differs(one: Array, other: Array, changes: Iterable[float]) -> bool:
    if one.shape != other.shape:
        return True
    change = mean_change(one, other)
    if change < LEAST_CHANGE:
        return False
    usual = float(np.median(list(changes) or [0.0]))
    return change >= LEAST_RATIO * usual and colour_shift(one, other) >= LEAST_COLOUR_SHIFT


def mean_change(one: Array, other: Array) -> float:
    return float(np.abs(one - other).mean())


def colour_shift(one: Array, other: Array) -> float:
    """Half the L1 distance of 16-bin colour histograms, mean of the channels; 0 to 1."""
    return float(np.mean([np.abs(shares(one, c) - shares(other, c)).sum() / 2 for c in range(3)]))


def shares(view: Array, channel: int) -> Array:
    """Histogram in 16 bins; each value is divided between the two bins it lies between.

    Without that an even wall on the border of two bins jumps from one to the other when a
    keyframe changes it by a single grey level.
    """
    position = np.clip(view[..., channel].ravel() / 16 - 0.5, 0, 15)
    lower = position.astype(np.intp)
    part = position - lower
    counts = np.bincount(lower, 1 - part, minlength=17) + np.bincount(lower + 1, part, minlength=17)
    share: Array = counts / counts.sum()
    return share
