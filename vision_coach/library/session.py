"""A measured session, as a program or a notebook wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision_coach.app.analysis import Result
from vision_coach.app.formats import FORMATS
from vision_coach.core.report.fields import in_columns
from vision_coach.core.report.session import SetReport
from vision_coach.words import sentence


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """What was found in one source. Made by `analyze`, `analyze_poses` and `replay`.

    It holds the result instead of being one: the measured data know of no format, and a page for
    the notebook is one.
    """

    result: Result

    @property
    def sets(self) -> tuple[SetReport, ...]:
        """In the order of time, each with its `reps`, `curve` and `summary`.

        >>> import vision_coach as vc
        >>> (one,) = vc.replay("squats.npz").sets
        >>> one.exercise, one.summary.rep_count
        ('squat', 3)
        """
        return self.result.session.sets

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know before trusting the numbers.

        >>> import vision_coach as vc
        >>> vc.replay("squats.npz").warnings
        ()
        """
        return tuple(sentence(one) for one in self.result.session.warnings)

    @property
    def interrupted(self) -> bool:
        """Whether the analysis was stopped; the session then covers what was read until then.

        >>> import vision_coach as vc
        >>> vc.replay("squats.npz").interrupted
        False
        """
        return self.result.interrupted

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat dict a repetition, as data frames take them; None where nothing is known.

        The keys are the columns of the CSV report and end in their unit (`_s`, `_deg`). Times are
        seconds from the start of the source.

        >>> import vision_coach as vc
        >>> rows = vc.replay("squats.npz", tempo="2-0-1-1").to_rows()
        >>> [(row["set"], row["repetition"], round(row["eccentric_s"], 1)) for row in rows]
        [(1, 1, 2.1), (1, 2, 2.1), (1, 3, 2.1)]
        """
        session = self.result.session
        return [
            {
                "file": session.source.file,
                "athlete": session.athlete,
                "set": number,
                "exercise": one.exercise,
                "view": one.view,
                "tempo": one.tempo.text if one.tempo else None,
                "tolerance_s": one.tolerance_s,
                **in_columns(rep, sentence),
            }
            for number, one in enumerate(session.sets, start=1)
            for rep in one.reps
        ]

    def depth_curve(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """When, and how deep: 0 at the top of the repetitions, 1 at the bottom, a little beyond.

        Returns times in seconds from the start of the source and depths, both of shape (n,). The
        depth is NaN where the body was not seen, and at one moment between two sets.

        >>> import vision_coach as vc
        >>> t_s, depth = vc.replay("squats.npz").depth_curve()
        >>> t_s.shape == depth.shape, bool(0.9 < depth.max() < 1.2)
        (True, True)
        """
        t_s: list[float] = []
        depth: list[float] = []
        for one in self.sets:
            if t_s and one.curve.t_s:
                t_s.append((t_s[-1] + one.curve.t_s[0]) / 2)
                depth.append(np.nan)
            t_s += one.curve.t_s
            depth += [np.nan if value is None else value for value in one.curve.depth]
        return np.array(t_s, dtype=np.float64), np.array(depth, dtype=np.float64)

    def __repr__(self) -> str:
        count = sum(len(one.reps) for one in self.sets)
        file = self.result.session.source.file
        return f"<Session of {file or 'poses'}: sets {len(self.sets)}, repetitions {count}>"

    def _repr_html_(self) -> str:
        """The report's page, in a frame of its own: its styles are not the notebook's."""
        from html import escape

        page = FORMATS["html"].content([self.result])
        text = page if isinstance(page, str) else page.decode()
        return (
            f'<iframe srcdoc="{escape(text)}" style="width: 100%; height: 40em; border: 0" '
            'title="Report" sandbox="allow-scripts"></iframe>'
        )
