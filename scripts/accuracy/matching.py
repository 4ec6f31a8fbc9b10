"""Predicted repetitions against labelled ones, one to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accuracy.labels import LabelledRep, LabelledVideo
from accuracy.prediction import Prediction

LEAST_OVERLAP = 0.3
"""A prediction matches a label if they share this part of the label."""


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one video's repetitions."""

    pairs: tuple[tuple[LabelledRep, Prediction], ...]
    missed: tuple[LabelledRep, ...]
    phantom: tuple[Prediction, ...]

    @property
    def right(self) -> bool:
        return not self.missed and not self.phantom


def match(video: LabelledVideo, predicted: Sequence[Prediction]) -> Match:
    """Pair labels with predictions by overlap of the lowering; half-labelled ones are ignored."""
    whole = [label for label in video.reps if label.eccentric_s is not None]
    free = list(predicted)
    pairs, missed = [], []
    for label in whole:
        best = max(free, key=lambda rep: overlap(label, rep), default=None)
        if best is not None and overlap(label, best) >= LEAST_OVERLAP:
            free.remove(best)
            pairs.append((label, best))
        else:
            missed.append(label)
    halves = [label for label in video.reps if label.eccentric_s is None]
    phantom = [
        rep
        for rep in free
        if is_scored(video, rep) and not any(touches(label, rep) for label in halves)
    ]
    return Match(tuple(pairs), tuple(missed), tuple(phantom))


def is_scored(video: LabelledVideo, rep: Prediction) -> bool:
    """Whether a prediction lies where the video is labelled."""
    if video.segments_s:
        middle_s = (rep.eccentric_start_s + rep.eccentric_end_s) / 2
        return any(first_s <= middle_s <= last_s for first_s, last_s in video.segments_s)
    first_s, last_s = video.scored_span_s
    return first_s <= rep.eccentric_end_s and rep.eccentric_start_s <= last_s


def overlap(label: LabelledRep, rep: Prediction) -> float:
    """Share of the labelled lowering that the predicted one covers."""
    assert label.eccentric_start_s is not None
    assert label.eccentric_end_s is not None
    shared_s = min(label.eccentric_end_s, rep.eccentric_end_s) - max(
        label.eccentric_start_s, rep.eccentric_start_s
    )
    return shared_s / (label.eccentric_end_s - label.eccentric_start_s)


def touches(label: LabelledRep, rep: Prediction) -> bool:
    """Whether a prediction lies where a lowering is only half in the video, or before it began."""
    end_s = label.eccentric_end_s if label.eccentric_end_s is not None else float("inf")
    start_s = label.eccentric_start_s if label.eccentric_start_s is not None else float("-inf")
    if label.eccentric_start_s is None and label.eccentric_end_s is None:
        end_s = label.concentric_start_s if label.concentric_start_s is not None else 0.0
    return rep.eccentric_end_s > start_s and rep.eccentric_start_s < end_s
