"""What the program takes videos for when nobody names the exercise.

Clips of exercises that it knows must be given their own; clips of anything else must give no set.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy.exercise_names import family_of, known_as
from accuracy.methods import NOT_CLEAR, recognised
from accuracy.poses import poses_of
from accuracy.tables import markdown_table

NONE = "none of these"


@dataclass(frozen=True, slots=True)
class Clip:
    """A video of which it is known what is done in it."""

    path: Path
    true: str
    """A known exercise, or `NONE`."""
    called: str
    """What its labels call it."""
    people: str
    """Where it is from: clips of one origin show the same people and rooms."""

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the program made of a clip."""

    clip: Clip
    taken_for: str
    """An exercise, `NONE` where there is no set, or `NOT_CLEAR`."""
    reps: int

    @property
    def right(self) -> bool:
        # Who cannot decide reports no set: that is what a clip of something else should give.
        if self.clip.true == NONE:
            return self.taken_for in (NONE, NOT_CLEAR)
        # A camera hardly sees a grip, so a chin-up may be called a pull-up.
        return family_of(self.taken_for) == family_of(self.clip.true)


def clips_below(data: Path) -> list[Clip]:
    """All clips of the folders that are there: labelled ones, failed cases, unlabelled ones."""
    found: list[Clip] = []
    for label in sorted((data / "videos").glob("*.json")):
        content = json.loads(label.read_text())
        found.append(clip(label.with_name(content["video"]), content["exercise"], content))
    for folder, key in (
        (data.parent / "cases", "expect"),
        (data / "unlabelled", "named_by_its_publisher"),
    ):
        index = folder / "index.json"
        entries = json.loads(index.read_text()) if index.exists() else []
        found += [clip(folder / entry["file"], entry[key], entry) for entry in entries]
    return found


def clip(path: Path, called: str, facts: dict[str, object]) -> Clip:
    return Clip(path, known_as(called) or NONE, called, str(facts["repo"]))


def look_at(clips: Iterable[Clip], cache: Path, engine: str) -> Iterator[Seen]:
    for one in clips:
        taken_for, reps = recognised(poses_of(one.path, cache, engine))
        yield Seen(one, taken_for or NONE, reps)


def confusion_table(seen: Sequence[Seen]) -> str:
    """Rows: what is done. Columns: what it was taken for."""
    happened = {one.clip.true for one in seen} | {one.taken_for for one in seen}
    names = sorted(happened - {NONE, NOT_CLEAR})
    columns = [*names, NONE, NOT_CLEAR]
    rows = []
    for true in (*names, NONE):
        of_it = [one for one in seen if one.clip.true == true]
        counted = Counter(one.taken_for for one in of_it)
        right = sum(one.right for one in of_it)
        if of_it:
            cells = [str(counted[name]) for name in columns]
            rows.append([true, str(len(of_it)), *cells, f"{right / len(of_it):.0%}"])
    return markdown_table(("done", "clips", *columns, "right"), rows)


def wrong_table(seen: Sequence[Seen]) -> str:
    rows = [
        [one.clip.name, one.clip.called, one.taken_for, str(one.reps)]
        for one in seen
        if not one.right
    ]
    return markdown_table(("clip", "done", "taken for", "repetitions"), rows)
