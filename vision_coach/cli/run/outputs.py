"""Arguments as the files to write."""

from __future__ import annotations

import argparse

from vision_coach.app.formats import FORMATS, Holds, holding
from vision_coach.app.outputs import Outputs
from vision_coach.core.errors import OutputError


def outputs_from(options: argparse.Namespace) -> Outputs:
    """The outputs that the arguments name; those of other commands may be missing."""
    named = {name: getattr(options, name, None) for name in FORMATS}
    return Outputs(
        reports={name: path for name, path in named.items() if path},
        folder=getattr(options, "out", None),
        poses=getattr(options, "poses", None),
        annotated=getattr(options, "annotated", None),
        in_folder=format_names(getattr(options, "formats", "json")),
    )


def format_names(text: str) -> tuple[str, ...]:
    """`json,html` as names. Raises OutputError for what holds no single source."""
    known = holding(Holds.ONE_SOURCE)
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",")))
    for name in names:
        if name not in known:
            raise OutputError(f"--formats {text}: '{name}' is not one of {', '.join(known)}")
    return names
