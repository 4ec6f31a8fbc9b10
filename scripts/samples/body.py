"""The people: a rest mesh with bones and weights, loaded from the committed asset."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

ASSETS = Path(__file__).resolve().parent / "assets"
PEOPLE = ASSETS / "people.npz"
MANIFEST = ASSETS / "manifest.json"
METRES_PER_UNIT = 1e-4
"""The asset stores positions as whole tenths of a millimetre."""

PERSONS = ("man", "woman")


@dataclass(frozen=True, slots=True)
class Body:
    """A person at rest: arms hanging obliquely, facing +z, the left side at +x, soles at y = 0."""

    name: str
    vertices: Points
    """(n, 3), metres."""
    faces: dict[str, NDArray[np.int64]]
    """Part ("skin", "cloth", "eyes") -> quads (m, 4), indices into `vertices`."""
    bones: tuple[str, ...]
    """Each after its parent."""
    parents: NDArray[np.int64]
    """(b,), -1 for the pelvis."""
    heads: Points
    """(b, 3), where each bone begins, metres."""
    tails: Points
    """(b, 3), where each bone ends, metres."""
    bone_index: NDArray[np.int64]
    """(n, 4), the bones that move each vertex."""
    bone_weight: Points
    """(n, 4), how much; rows sum to 1."""

    def bone(self, name: str) -> int:
        return self.bones.index(name)

    def head(self, name: str) -> Points:
        return np.asarray(self.heads[self.bone(name)])

    def tail(self, name: str) -> Points:
        return np.asarray(self.tails[self.bone(name)])


@cache
def load(person: str) -> Body:
    """`person`: one of `PERSONS`."""
    with np.load(PEOPLE, allow_pickle=False) as asset:
        weight = asset["bone_weight"].astype(np.float64)
        return Body(
            name=person,
            vertices=asset[f"{person}_vertices"] * METRES_PER_UNIT,
            faces={
                part: asset[f"{part}_faces"].astype(np.int64) for part in ("skin", "cloth", "eyes")
            },
            bones=tuple(asset["bones"].tolist()),
            parents=asset["parents"].astype(np.int64),
            heads=asset[f"{person}_heads"] * METRES_PER_UNIT,
            tails=asset[f"{person}_tails"] * METRES_PER_UNIT,
            bone_index=asset["bone_index"].astype(np.int64),
            bone_weight=weight / weight.sum(axis=1, keepdims=True),
        )
