"""A set in a few numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vision_coach.core.report.session import PARTIAL, Rep, Summary
from vision_coach.core.tempo import Verdict


def summarise(reps: Sequence[Rep]) -> Summary:
    """Mean, spread, trend and adherence over the graded, whole repetitions of a set."""
    graded = [rep for rep in reps if rep.graded and PARTIAL not in rep.flags]
    eccentric_s = np.array([rep.eccentric_s for rep in graded])
    verdicts = [rep.verdict for rep in graded if rep.verdict is not None]
    sure = [verdict for verdict in verdicts if verdict is not Verdict.UNSURE]
    return Summary(
        rep_count=len(reps),
        graded_count=len(graded),
        adherence=sure.count(Verdict.ON) / len(sure) if sure else None,
        eccentric_mean_s=float(eccentric_s.mean()) if len(graded) else None,
        eccentric_sd_s=float(eccentric_s.std(ddof=1)) if len(graded) > 1 else None,
        eccentric_slope_s_per_rep=slope_s_per_rep(graded),
        time_under_tension_s=sum(time_under_tension_s(rep) for rep in reps),
        unsure_count=verdicts.count(Verdict.UNSURE),
    )


def slope_s_per_rep(reps: Sequence[Rep]) -> float | None:
    """Least-squares trend of the lowering time over the repetition number; None below three."""
    if len(reps) < 3:
        return None
    slope, _ = np.polyfit([rep.index for rep in reps], [rep.eccentric_s for rep in reps], 1)
    return float(slope)


def time_under_tension_s(rep: Rep) -> float:
    return rep.eccentric_s + (rep.bottom_pause_s or 0.0) + (rep.concentric_s or 0.0)
