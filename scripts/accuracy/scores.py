"""Errors of times, gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from accuracy.cuts import Cuts
from accuracy.labels import LabelledRep, LabelledVideo, difference_s
from accuracy.matching import Match
from accuracy.prediction import Prediction

CORRECTION_FRAMES = 2.0
"""Readers mark the bottom two frames early (median 0.08 s on 39 lowerings looked at again)."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One video: what was found in it, and what should have been."""

    video: LabelledVideo
    match: Match
    predicted: int
    """How many repetitions the method reported."""
    recognised: str | None = None
    """The exercise that the program saw without being told; None where that was not asked."""
    cuts: Cuts | None = None
    """None where nobody looked for them."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One matched lowering: what was measured, what was true. Errors are measured minus true."""

    video: LabelledVideo
    label: LabelledRep
    found: Prediction
    correction_s: float
    following: LabelledRep | None = None
    """The next label, for the pause at the top."""

    @property
    def start_error_s(self) -> float:
        assert self.label.eccentric_start_s is not None
        return self.found.eccentric_start_s - self.label.eccentric_start_s

    @property
    def end_error_s(self) -> float:
        assert self.label.eccentric_end_s is not None
        return self.found.eccentric_end_s - self.label.eccentric_end_s - self.correction_s

    @property
    def error_s(self) -> float:
        return self.end_error_s - self.start_error_s

    @property
    def truth_s(self) -> float:
        assert self.label.eccentric_s is not None
        return self.label.eccentric_s + self.correction_s

    @property
    def bottom_pause_error_s(self) -> float | None:
        found_s, true_s = self.found.bottom_pause_s, self.label.bottom_pause_s
        return None if true_s is None else difference_s(found_s, true_s - self.correction_s)

    @property
    def top_pause_error_s(self) -> float | None:
        if self.following is None:
            return None
        true_s = difference_s(self.following.eccentric_start_s, self.label.concentric_end_s)
        return difference_s(self.found.top_pause_s, true_s)

    @property
    def rise_error_s(self) -> float | None:
        return difference_s(self.found.concentric_s, self.label.concentric_s)

    @property
    def allowed_s(self) -> float | None:
        """The stated uncertainty together with the reader's own at both ends."""
        if self.found.uncertainty_s is None:
            return None
        reader_s = self.video.reader_error_s
        return float(np.hypot(self.found.uncertainty_s, np.sqrt(2) * reader_s))

    @property
    def covered(self) -> bool | None:
        allowed_s = self.allowed_s
        return None if allowed_s is None else abs(self.error_s) <= allowed_s


def timings(scored: Iterable[Scored], *, corrected: bool = True) -> list[Timing]:
    """The graded, matched lowerings of the videos whose times are scored."""
    return [timing for one in scored for timing in timings_of(one, corrected=corrected)]


def timings_of(scored: Scored, *, corrected: bool) -> list[Timing]:
    video = scored.video
    if not video.score_times:
        return []
    is_exact = video.is_rendered or video.true_bottom or not corrected
    correction_s = 0.0 if is_exact else CORRECTION_FRAMES / video.reader_fps
    after = dict(zip(map(id, video.reps), video.reps[1:], strict=False))
    return [
        Timing(video, label, found, correction_s, after.get(id(label)))
        for label, found in scored.match.pairs
        if found.graded
    ]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of errors in seconds, at least one of them."""

    count: int
    bias_s: float
    median_s: float
    """Of the absolute error, as are the quantiles."""
    p90_s: float
    p95_s: float
    limits_s: tuple[float, float]
    """Bland and Altman (1986): mean ± 1.96 standard deviations of the differences."""


def statistics(errors_s: Sequence[float]) -> Statistics | None:
    """None without errors."""
    if not errors_s:
        return None
    error_s = np.array(errors_s)
    median_s, p90_s, p95_s = np.quantile(np.abs(error_s), [0.5, 0.9, 0.95])
    return Statistics(
        len(error_s),
        float(error_s.mean()),
        float(median_s),
        float(p90_s),
        float(p95_s),
        limits_of_agreement_s(error_s),
    )


def limits_of_agreement_s(error_s: Iterable[float]) -> tuple[float, float]:
    """Bland and Altman (1986): mean ± 1.96 standard deviations of the differences."""
    errors = np.array(list(error_s))
    spread = 1.96 * float(errors.std(ddof=1)) if len(errors) > 1 else 0.0
    return float(errors.mean() - spread), float(errors.mean() + spread)


def known(scored: Iterable[Timing], error: Callable[[Timing], float | None]) -> list[float]:
    """One kind of error of all timings that have it."""
    return [value for value in map(error, scored) if value is not None]


def coverage(scored: Sequence[Timing]) -> float | None:
    """Share of the errors within the stated uncertainty; None for a method that states none."""
    said = [covered for covered in (one.covered for one in scored) if covered is not None]
    return float(np.mean(said)) if said else None


def mean_uncertainty_s(scored: Sequence[Timing]) -> float | None:
    said = [u for u in (one.found.uncertainty_s for one in scored) if u is not None]
    return float(np.mean(said)) if said else None


@dataclass(frozen=True, slots=True)
class Counts:
    """Detection over a set of videos."""

    videos: int
    right: int
    missed: int
    added: int
    found: int
    not_graded: int
    """Of the lowerings found, in videos whose times are scored or not."""

    @property
    def share_not_graded(self) -> float:
        return self.not_graded / self.found if self.found else 0.0


def counts(scored: Sequence[Scored]) -> Counts:
    pairs = [found for one in scored for _, found in one.match.pairs]
    return Counts(
        len(scored),
        sum(one.match.right for one in scored),
        sum(len(one.match.missed) for one in scored),
        sum(len(one.match.phantom) for one in scored),
        len(pairs),
        sum(not found.graded for found in pairs),
    )
