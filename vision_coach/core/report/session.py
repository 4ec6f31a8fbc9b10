"""What is said of a session: the data behind every report."""

from __future__ import annotations

from dataclasses import dataclass, field

from vision_coach.core.body.pose import EngineInfo, SourceInfo
from vision_coach.core.detection.rejections import Rejection
from vision_coach.core.report.reason import Reason
from vision_coach.core.tempo import Tempo, Verdict

PARTIAL = "partial"
TRUNCATED = "truncated"
ECCENTRIC_ONLY = "eccentric_only"
LEFT, RIGHT, BOTH = "left", "right", "both"
SIDES = (LEFT, RIGHT, BOTH)
"""The person's own."""
FROM_CONTAINER, FROM_CLOCK = "container", "clock"
RECORDED_AT_FROM = (FROM_CONTAINER, FROM_CLOCK)
"""A video's own creation time, and this machine's clock while a camera was watched."""


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, measured. Times are seconds from the start of the source."""

    index: int
    """From 1, within its set."""
    eccentric_start_s: float
    eccentric_end_s: float
    concentric_start_s: float | None
    concentric_end_s: float | None
    top_pause_s: float | None
    """From reaching the top until the next lowering; None after the last."""
    eccentric_uncertainty_s: float
    """Half-width of the 90 % interval of `eccentric_s`."""
    thirds_s: tuple[float, float, float]
    """Time in each third of the travel down."""
    travel: float
    """How far the body went down, in limb lengths."""
    top_deg: float | None
    bottom_deg: float | None
    confidence: float
    """0 to 1: how well the working side of the body was seen."""
    target_s: float | None = None
    verdict: Verdict | None = None
    bottom_pause_verdict: Verdict | None = None
    """Like `verdict`, for another phase that the tempo prescribes in seconds, as the next two."""
    concentric_verdict: Verdict | None = None
    top_pause_verdict: Verdict | None = None
    reason: Reason | None = None
    """Why it is not graded."""
    flags: tuple[str, ...] = ()
    side: str = BOTH
    """The working side, one of `SIDES`."""
    controlled_s: float | None = None
    """How much of `eccentric_s` was under control, the rest a fall; None for exercises that do not
    end so."""
    id: str = field(default="", compare=False)
    """Names it for ever; see `identity`. Empty until its session is put together."""

    @property
    def eccentric_s(self) -> float:
        return self.eccentric_end_s - self.eccentric_start_s

    @property
    def bottom_pause_s(self) -> float | None:
        if self.concentric_start_s is None:
            return None
        return max(0.0, self.concentric_start_s - self.eccentric_end_s)

    @property
    def concentric_s(self) -> float | None:
        if self.concentric_start_s is None or self.concentric_end_s is None:
            return None
        return self.concentric_end_s - self.concentric_start_s

    @property
    def error_s(self) -> float | None:
        return None if self.target_s is None else self.eccentric_s - self.target_s

    @property
    def range_deg(self) -> float | None:
        if self.top_deg is None or self.bottom_deg is None:
            return None
        return abs(self.top_deg - self.bottom_deg)

    @property
    def graded(self) -> bool:
        """Whether the time is sure enough to count, target or not."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class Summary:
    """A set in a few numbers. Times of lowering are over the graded repetitions."""

    rep_count: int
    graded_count: int
    adherence: float | None
    """Share of the surely judged repetitions that were on tempo; None where there are none."""
    eccentric_mean_s: float | None
    eccentric_sd_s: float | None
    """Sample standard deviation; None below two repetitions."""
    eccentric_slope_s_per_rep: float | None
    """Least-squares trend of the lowering time; None below three repetitions."""
    time_under_tension_s: float
    """Eccentric, bottom pause and concentric, over all repetitions."""
    unsure_count: int = 0
    """Graded repetitions whose time is not sure enough for a verdict; not in `adherence`."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Depth over time; None where the signal breaks."""

    t_s: tuple[float, ...]
    depth: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class SetReport:
    """Repetitions of one exercise without leaving the position."""

    exercise: str
    view: str
    tempo: Tempo | None
    tolerance_s: float | None
    reps: tuple[Rep, ...]
    curve: Curve
    summary: Summary
    evidence: float | None = None
    """How much likelier this exercise makes the set's motion than anything else does, natural
    logarithm, by its median repetition; None where it was not asked."""
    title: str | None = None
    """What the exercise's file calls it; None where a report does not say."""
    id: str = field(default="", compare=False)
    """Names it for ever; see `identity`. Empty until its session is put together."""


@dataclass(frozen=True, slots=True)
class Session:
    """Everything one report says."""

    source: SourceInfo
    engine: EngineInfo
    program_version: str
    sets: tuple[SetReport, ...]
    warnings: tuple[Reason, ...] = ()
    recorded_at: str | None = None
    """ISO 8601; see `recorded_at_from`."""
    recorded_at_from: str | None = None
    """How that is known: one of `RECORDED_AT_FROM`."""
    athlete: str | None = None
    rejections: tuple[Rejection, ...] = ()
    """What looked like a repetition, a set or an exercise and was not counted, in order of time."""
