"""What is known, shown and said of a training session at one moment.

All times are seconds on the clock of the session: that of `Pose.t_s`, counted from the start of
the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from vision_coach.core.body.pose import Pose
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.session import BOTH
from vision_coach.core.tempo import Tempo, Verdict


class Stage(StrEnum):
    """Where the session stands."""

    FRAMING = "framing"
    """Before a set: the picture is looked at until the start position is held."""
    COUNTDOWN = "countdown"
    READY = "ready"
    """In position, not under way: at the top, or before the first repetition."""
    LOWERING = "lowering"
    BOTTOM = "bottom"
    RISING = "rising"
    REST = "rest"
    PAUSED = "paused"
    FINISHED = "finished"


class Advice(StrEnum):
    """What to change before the set can be seen well; the values are also word ids."""

    TOO_DARK = "too_dark"
    NOBODY = "nobody"
    MORE_PEOPLE = "more_people"
    MOVE_CLOSER = "move_closer"
    MOVE_BACK_HEAD = "move_back_head"
    MOVE_BACK_HANDS = "move_back_hands"
    MOVE_BACK_HIPS = "move_back_hips"
    MOVE_BACK_KNEES = "move_back_knees"
    MOVE_BACK_ANKLES = "move_back_ankles"
    MOVE_BACK_FEET = "move_back_feet"
    TURN_SIDE_ON = "turn_side_on"
    FACE_CAMERA = "face_camera"
    RAISE_CAMERA = "raise_camera"
    LOWER_CAMERA = "lower_camera"
    SHOW_LIMBS = "show_limbs"
    """The working arm or leg is hidden."""
    GET_INTO_POSITION = "get_into_position"
    """The picture is good; the exercise's posture is awaited."""
    HOLD_STILL = "hold_still"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user wants to train. None: open-ended."""

    reps: int | None = None
    """Repetitions a set; the set is over with the last of them."""
    sets: int | None = None
    rest_s: float | None = None
    """Between sets; None: until the start position is held again."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A prescribed pause or rise under way."""

    elapsed_s: float
    target_s: float

    @property
    def is_over(self) -> bool:
        return self.elapsed_s >= self.target_s


@dataclass(frozen=True, slots=True)
class LiveRep:
    """A finished repetition as it is told at once; the report's own times come with its set."""

    number: int
    """From 1, within its set."""
    set_number: int
    eccentric_start_s: float
    eccentric_end_s: float
    target_s: float | None
    verdict: Verdict | None
    """None without a target."""
    sure: bool
    """False where too few frames showed it."""
    side: str = BOTH
    """The working side, one of `SIDES` of the report."""

    @property
    def eccentric_s(self) -> float:
        return self.eccentric_end_s - self.eccentric_start_s


@dataclass(frozen=True, slots=True, eq=False)
class LiveState:
    """Everything a screen may show after one frame."""

    t_s: float
    """When the frame was grabbed."""
    stage: Stage
    pose: Pose
    depth: float | None = None
    """0 at this person's top, 1 at their bottom; may overshoot. None: not known."""
    target_depth: float | None = None
    """Where the body should be now; None outside a lowering or without a target."""
    lowering_s: float | None = None
    """The running time of this lowering since its start, not since the recognition of it; keeps
    its last value through the bottom and the rise."""
    target_s: float | None = None
    tempo: Tempo | None = None
    """What is prescribed for the set."""
    predicted_s: float | None = None
    """How long the whole lowering will take at this speed; None until that can be said."""
    outlook: Verdict | None = None
    """The verdict on a lowering of `predicted_s`, by the rule of the report."""
    phase: Phase | None = None
    """The pause or rise under way, where the tempo prescribes one."""
    rep_count: int = 0
    """Finished repetitions of this set."""
    recent: tuple[LiveRep, ...] = ()
    """Of this set, the latest last."""
    exercise: Exercise | None = None
    """What is trained, or next; None until it is recognised."""
    set_number: int = 1
    """From 1, through all exercises."""
    sets_planned: int | None = None
    reps_planned: int | None = None
    rest_left_s: float | None = None
    countdown: int | None = None
    """3, 2, 1 before a set."""
    advice: tuple[Advice, ...] = ()
    """The most important first; empty where all is well."""
    sure: bool = True
    """False below 12 analysed frames a second: times are less sure."""
    frames_per_s: float | None = None
    """Analysed frames a second, lately."""


class Priority(IntEnum):
    """Of two things to say, the higher is said; see `sinks.sound`."""

    REST = 0
    ADVICE = 1
    COUNT = 2
    PACE = 3
    """The cue that can still change this lowering."""
    COMMAND = 4
    """Countdown, end of a set, pause: what the session stands on."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words to speak one after the other, by their ids in the language file."""

    words: tuple[str, ...]
    priority: Priority
    expires_s: float
    """Not begun after this moment."""


class TickKind(StrEnum):
    BEAT = "beat"
    """A second of the lowering, or of a pause."""
    END = "end"
    """The moment at which the bottom should be reached, or left, or the next lowering begin."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A click of the metronome; ticks in the past are left out, not caught up with."""

    at_s: float
    kind: TickKind


@dataclass(frozen=True, slots=True)
class StopTicks:
    """Ticks still to come are called off: the lowering is over, or was none."""


@dataclass(frozen=True, slots=True)
class PaceTone:
    """The soft tone of the pace from now on.

    ahead: depth minus target depth, so above 0 is too fast; None: silence.
    """

    ahead: float | None


Cue = Say | Tick | StopTicks | PaceTone
