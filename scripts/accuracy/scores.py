"""Errors of times, gathered and put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from accuracy.labels import LabelledRep, LabelledVideo
from accuracy.matching import Match
from vision_coach.core.report import Rep

CORRECTION_FRAMES = 2.0
"""Readers mark the bottom two frames early (median 0.08 s on 39 lowerings looked at again)."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One matched lowering: what was measured, what was true."""

    video: LabelledVideo
    label: LabelledRep
    rep: Rep
    correction_s: float

    @property
    def start_error_s(self) -> float:
        assert self.label.eccentric_start_s is not None
        return self.rep.eccentric_start_s - self.label.eccentric_start_s

    @property
    def end_error_s(self) -> float:
        assert self.label.eccentric_end_s is not None
        return self.rep.eccentric_end_s - self.label.eccentric_end_s - self.correction_s

    @property
    def error_s(self) -> float:
        return self.end_error_s - self.start_error_s

    @property
    def truth_s(self) -> float:
        assert self.label.eccentric_s is not None
        return self.label.eccentric_s + self.correction_s

    @property
    def allowed_s(self) -> float:
        """The stated uncertainty together with the reader's own at both ends."""
        reader_s = self.video.reader_frames / self.video.fps
        return float(np.hypot(self.rep.eccentric_uncertainty_s, np.sqrt(2) * reader_s))

    @property
    def covered(self) -> bool:
        return abs(self.error_s) <= self.allowed_s


def timings(video: LabelledVideo, match: Match, *, corrected: bool) -> list[Timing]:
    """The graded, matched lowerings of a video whose times are scored."""
    if not video.score_times:
        return []
    correction_s = 0.0 if video.is_rendered or not corrected else CORRECTION_FRAMES / video.fps
    return [Timing(video, label, rep, correction_s) for label, rep in match.pairs if rep.graded]


ERROR_HEADINGS = ("n", "bias", "median", "p90", "p95", "95 % limits", "start", "end", "in ±u", "u")


def error_cells(scored: Sequence[Timing]) -> list[str]:
    """The statistics of `eccentric_s` errors under `ERROR_HEADINGS`, seconds."""
    if not scored:
        return ["0", *[""] * (len(ERROR_HEADINGS) - 1)]
    error_s = np.array([one.error_s for one in scored])
    size_s = np.abs(error_s)
    low_s, high_s = limits_of_agreement_s(error_s)
    return [
        str(len(scored)),
        f"{error_s.mean():+.3f}",
        f"{np.median(size_s):.3f}",
        f"{np.quantile(size_s, 0.9):.3f}",
        f"{np.quantile(size_s, 0.95):.3f}",
        f"{low_s:+.2f} … {high_s:+.2f}",
        f"{np.mean([one.start_error_s for one in scored]):+.3f}",
        f"{np.mean([one.end_error_s for one in scored]):+.3f}",
        f"{np.mean([one.covered for one in scored]):.0%}",
        f"{np.mean([one.rep.eccentric_uncertainty_s for one in scored]):.2f}",
    ]


def limits_of_agreement_s(error_s: Iterable[float]) -> tuple[float, float]:
    """Bland and Altman (1986): mean ± 1.96 standard deviations of the differences."""
    errors = np.array(list(error_s))
    spread = 1.96 * float(errors.std(ddof=1)) if len(errors) > 1 else 0.0
    return float(errors.mean() - spread), float(errors.mean() + spread)


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [
        f"| {' | '.join(headings)} |",
        f"| {' | '.join('---' for _ in headings)} |",
    ]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)
