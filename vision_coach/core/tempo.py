"""Tempo notation, targets and verdicts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from vision_coach.core.errors import TempoError

PHASES = ("eccentric", "bottom_pause", "concentric", "top_pause")
AS_FAST_AS_POSSIBLE = "X"
LONGEST_PHASE_S = 60.0
"""No prescription asks for a minute in one phase; a larger number is a slip."""

TOLERANCE_FLOOR_S = 0.25
"""Two people who time an exercise by eye agree within -0.41 to +0.44 s: less than this is no fault
of who lowers."""
TOLERANCE_SHARE = 0.15
"""Share of the target. Set as the meaning of "on tempo", not measured; `--tolerance` changes it."""

PHASE = r"(?:X|[0-9]+(?:\.[0-9]+)?\s*S?)"
"""One phase as it is written, in capitals."""
DASHES = r"-\u2010\u2011\u2013\u2212"
"""As keyboards write them, and as text programs replace them: hyphens, an en dash, a minus."""
DIVIDERS = (rf"\s*[{DASHES}]\s*", r"\s*,\s*", r"\s*[/:]\s*", r"\s+")
"""What may stand between phases, the same throughout: `4,5-1-1-0` has a decimal comma."""

LONGEST_TEXT = 50
"""Characters: four phases of ten, their dividers and room to spare."""

PhaseTarget = float | str | None
"""Seconds, "X" for as fast as possible, or None where the phase is free."""


class Verdict(StrEnum):
    FAST = "fast"
    ON = "on"
    SLOW = "slow"
    UNSURE = "unsure"
    """The time is not sure enough to say on which side of a limit it lies."""
    NOT_GRADED = "not_graded"


@dataclass(frozen=True, slots=True)
class Tempo:
    """A prescribed tempo, always lowering - bottom pause - rise - top pause."""

    text: str
    eccentric: PhaseTarget
    bottom_pause: PhaseTarget = None
    concentric: PhaseTarget = None
    top_pause: PhaseTarget = None

    @property
    def eccentric_target_s(self) -> float | None:
        return self.eccentric if isinstance(self.eccentric, float) else None


def parse_tempo(text: str) -> Tempo:
    """Read `4-1-1-0`, `4110`, `30X1` or `4`.

    Commas, slashes, colons or spaces may stand for the dashes, an `s` may follow a number, and
    seconds may have decimals where something divides them. Raises TempoError, with what was
    expected.
    """
    cleaned = text.strip().upper()
    if len(cleaned) > LONGEST_TEXT:
        raise tempo_error(text[:LONGEST_TEXT] + "…")
    if re.fullmatch("[0-9X]{4}", cleaned):
        return tempo_of(text, cleaned, list(cleaned))
    if re.fullmatch(PHASE, cleaned) and not re.fullmatch("[0-9X]{3,}", cleaned):
        parts = [cleaned]
    else:
        parts = four_parts(cleaned)
    if not parts:
        raise tempo_error(text)
    phases = [part.removesuffix("S").rstrip() for part in parts]
    return tempo_of(text, "-".join(phases), phases)


def four_parts(cleaned: str) -> list[str]:
    """The phases, divided all in one manner; none where it is no tempo."""
    for divider in DIVIDERS:
        if re.fullmatch(f"{PHASE}(?:{divider}{PHASE}){{3}}", cleaned):
            # A space before the unit divides nothing.
            return re.split(divider, re.sub(r"\s+S", "S", cleaned))
    return []


def tempo_of(written: str, text: str, phases: list[str]) -> Tempo:
    targets = [phase_target(phase, written) for phase in phases]
    if targets[0] == 0.0:
        raise TempoError(f"tempo '{written}': the lowering (first number) must be longer than 0 s")
    return Tempo(text, *targets)


def phase_target(phase: str, written: str) -> PhaseTarget:
    if phase == AS_FAST_AS_POSSIBLE:
        return AS_FAST_AS_POSSIBLE
    seconds = float(phase)
    if seconds > LONGEST_PHASE_S:
        raise TempoError(f"tempo '{written}': no phase may be longer than {LONGEST_PHASE_S:.0f} s")
    return seconds


def tempo_error(text: str) -> TempoError:
    return TempoError(
        f"tempo '{text}' is not understood: give four phases (lowering, pause, rise, pause) as "
        "4-1-1-0, 4110 or 30X1, or the lowering alone as 4"
    )


def tolerance_for(target_s: float, fixed_s: float | None = None) -> float:
    """Half-width of what counts as on tempo: max(0.25 s, 15 % of the target), or `fixed_s`."""
    return fixed_s if fixed_s is not None else max(TOLERANCE_FLOOR_S, TOLERANCE_SHARE * target_s)


def judge(
    eccentric_s: float, target_s: float, tolerance_s: float, uncertainty_s: float = 0.0
) -> Verdict:
    """A lowering against its target: a verdict that the whole of its interval has, or `UNSURE`."""
    shortest, longest = eccentric_s - uncertainty_s, eccentric_s + uncertainty_s
    at_ends = {verdict_of(end_s - target_s, tolerance_s) for end_s in (shortest, longest)}
    return at_ends.pop() if len(at_ends) == 1 else Verdict.UNSURE


def verdict_of(error_s: float, tolerance_s: float) -> Verdict:
    """A miss of exactly the tolerance is still on tempo."""
    # 1e-9: a limit that was hit exactly must not be lost to binary fractions.
    if abs(error_s) <= tolerance_s + 1e-9:
        return Verdict.ON
    return Verdict.FAST if error_s < 0 else Verdict.SLOW


@dataclass(frozen=True, slots=True)
class Prescription:
    """What the user asked for."""

    tempo: Tempo | None = None
    tolerance_s: float | None = None
    """None: the rule of `tolerance_for`."""

    @property
    def target_s(self) -> float | None:
        return self.tempo.eccentric_target_s if self.tempo else None

    @property
    def effective_tolerance_s(self) -> float | None:
        target_s = self.target_s
        return None if target_s is None else tolerance_for(target_s, self.tolerance_s)
