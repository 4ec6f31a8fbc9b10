"""Which repetitions are rendered for the accuracy benchmark, beyond the committed samples.

Every property of a video and of a repetition is dealt from its own shuffled deck, so that any
first part of the plan already holds every speed profile, view, speed and frame rate about equally
often and in no fixed company.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from samples import GENERATOR_VERSION, body
from samples.motion import FAMILIES, Rep
from samples.outfits import OUTFITS
from samples.scene import Scene

KEPT_FROM_TUNING = "slow_start"
"""The profile family that nothing in the program may be tuned on, chosen before anything was
measured. Its slow beginning hides the end of a lowering that is hardest to see, without being the
extreme that "creeping" is; the samples, which were looked at before, hold few of it."""

SEED = 20_261_123
VIDEOS = 62
REPS_PER_VIDEO = 5

VIEWS = {
    "squat": ("side_left", "45", "front", "side_right", "back_45", "back"),
    "push_up": ("side_left", "45", "front", "side_right", "front", "45"),
    "pull_up": ("front", "45", "back", "side_left", "back_45", "side_right"),
}
"""As many of each exercise; a push-up seen from the feet shows no arms."""
EXERCISES = tuple(VIEWS)
ARMS = ("raised", "forward", "clasped")
PICTURES: tuple[tuple[float, tuple[int, int]], ...] = (
    *[(24.0, (640, 360))] * 5,
    *[(24.0, (854, 480))] * 2,
    *[(30.0, (640, 360))] * 3,
    (30.0, (854, 480)),
    *[(15.0, (640, 360))] * 4,
    (15.0, (854, 480)),
)
"""Frames per second and size. Rendering takes hours of a small computer: no more than needed."""
FAST_PICTURES: tuple[tuple[float, tuple[int, int]], ...] = (
    (60.0, (640, 360)),
    (30.0, (854, 480)),
    (60.0, (640, 360)),
    (30.0, (640, 360)),
)
"""Of the sets of fast repetitions, which are short."""
LOWERING_S = (
    *[(1.0, 2.0)] * 3,
    *[(2.0, 3.0)] * 3,
    *[(3.0, 4.5)] * 3,
    *[(4.5, 6.0)] * 2,
)
FAST_LOWERING_S = (1.0, 1.6)
FAST_SET_EVERY = 8
"""Every so many videos all repetitions are fast, with short pauses."""
BOTTOM_PAUSE_S = (0.0, 0.0, 0.2, 0.3, 0.3, 0.4, 0.5, 0.5, 1.0, 2.0)
TOP_PAUSE_S = (0.0, 0.2, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 1.0, 2.0)
FAST_PAUSE_S = (0.0, 0.1, 0.2, 0.4)
RISE_S = ((0.6, 0.8), (0.8, 1.1), (0.9, 1.3), (1.5, 2.2))
BOTTOM_DEPTH = (1.0, 1.0, 0.95, 1.0, 0.9, 1.0, 0.95, 1.0, 1.0, 0.9, 1.0, 0.95, 1.0, 0.5)
"""One repetition in fourteen is partial."""
VIEW_OFFSET_DEG = 8.0
BESIDE_THE_POST_DEG = (12.0, 20.0)
"""From the exact side, towards the back, the bar's post does not hide the arms."""
BOTTOM_ANGLE_DEG = {"squat": (70.0, 95.0), "push_up": (65.0, 85.0)}

Card = TypeVar("Card")


def scenes() -> tuple[Scene, ...]:
    """The videos of the benchmark, in the order in which they are rendered."""
    rng = np.random.default_rng(SEED)
    views = {exercise: deck(VIEWS[exercise], rng) for exercise in EXERCISES}
    exercises, arms = deck(EXERCISES, rng), deck(ARMS, rng)
    pictures, fast_pictures = deck(PICTURES, rng), deck(FAST_PICTURES, rng)
    people = deck([(person, outfit) for person in OUTFITS for outfit in OUTFITS[person]], rng)
    dealer = Dealer(rng)
    made = []
    for number in range(1, VIDEOS + 1):
        exercise = next(exercises)
        person, outfit = next(people)
        fast = number % FAST_SET_EVERY == 0
        fps, size = next(fast_pictures if fast else pictures)
        view, bottom_deg = next(views[exercise]), BOTTOM_ANGLE_DEG.get(exercise)
        reps = dealer.fast_set() if fast else dealer.mixed_set()
        scene = Scene(
            name="",
            exercise=exercise,
            view=view,
            person=person,
            reps=ending_in_the_hang(reps) if exercise == "pull_up" and number % 2 else reps,
            seed=SEED + number,
            fps=fps,
            size=size,
            arms=next(arms),
            bottom_angle_deg=between(rng, *bottom_deg) if bottom_deg else None,
            lead_in_s=between(rng, 0.4, 1.0),
            lead_out_s=between(rng, 0.5, 1.0),
            rise_s=between(rng, 0.9, 1.6),
            view_offset_deg=between(rng, *offsets_deg(exercise, view)),
            outfit=outfit,
        )
        made.append(replace(scene, name=f"{number:03d}_{exercise}_{view}_{digest(scene)}"))
    return tuple(made)


class Dealer:
    """Deals repetitions."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._families = deck(FAMILIES, rng)
        self._lowerings, self._rises = deck(LOWERING_S, rng), deck(RISE_S, rng)
        self._bottoms, self._tops = deck(BOTTOM_PAUSE_S, rng), deck(TOP_PAUSE_S, rng)
        self._short = deck(FAST_PAUSE_S, rng)
        self._depths = deck(BOTTOM_DEPTH, rng)

    def mixed_set(self) -> tuple[Rep, ...]:
        return tuple(
            Rep(
                between(self._rng, *next(self._lowerings)),
                next(self._bottoms),
                between(self._rng, *next(self._rises)),
                next(self._tops),
                next(self._families),
                next(self._depths),
            )
            for _ in range(REPS_PER_VIDEO)
        )

    def fast_set(self) -> tuple[Rep, ...]:
        return tuple(
            Rep(
                between(self._rng, *FAST_LOWERING_S),
                next(self._short),
                between(self._rng, *RISE_S[0]),
                next(self._short),
                next(self._families),
            )
            for _ in range(REPS_PER_VIDEO)
        )


def offsets_deg(exercise: str, view: str) -> tuple[float, float]:
    """How far the camera may stand from the exact view."""
    if exercise == "pull_up" and view.startswith("side"):
        low, high = BESIDE_THE_POST_DEG
        return (low, high) if view == "side_left" else (-high, -low)
    return -VIEW_OFFSET_DEG, VIEW_OFFSET_DEG


def ending_in_the_hang(reps: tuple[Rep, ...]) -> tuple[Rep, ...]:
    return (*reps[:-1], replace(reps[-1], concentric_s=None, bottom_pause_s=0.5))


def deck(cards: Sequence[Card], rng: np.random.Generator) -> Iterator[Card]:
    """All cards in a shuffled order, then again in another, without end."""
    while True:
        for index in rng.permutation(len(cards)):
            yield cards[index]


def between(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 2)


def digest(scene: Scene) -> str:
    """Changes with everything that the video depends on, so that a cache holds no old one."""
    people = body.PEOPLE.read_bytes()
    text = f"{scene!r} {GENERATOR_VERSION} {hashlib.sha256(people).hexdigest()}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]
