"""From bones to skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.body import Body, Points
from samples.posing import TWISTED, Pose
from samples.rotation import about

TWIST_STEPS = 4
"""Twisted bones are skinned as four pieces that share the turn about their axis."""


class Skin:
    """Linear blend skinning of a set of vertices, with twist spread along limbs."""

    def __init__(self, body: Body, vertices: Points, weights: NDArray[np.float64]) -> None:
        """`vertices` (n, 3) at rest, metres; `weights` (n, b) over the body's bones."""
        self._body = body
        self._rest = vertices.astype(np.float32)
        pieces = [self._pieces(bone, vertices, weights) for bone in TWISTED]
        spread = np.column_stack([weights, *pieces])
        spread[:, [body.bone(bone) for bone in TWISTED]] = 0
        rows, self._bone = np.nonzero(spread)
        self._weight = spread[rows, self._bone].astype(np.float32)[:, None]
        self._first = np.searchsorted(rows, np.arange(len(vertices)))

    def _pieces(
        self, bone: str, vertices: Points, weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        head, tail = self._body.head(bone), self._body.tail(bone)
        axis = tail - head
        along = np.clip((vertices - head) @ axis / (axis @ axis), 0, 1) * (TWIST_STEPS - 1)
        hats = np.maximum(1 - np.abs(along[:, None] - np.arange(TWIST_STEPS)), 0)
        return np.asarray(weights[:, [self._body.bone(bone)]] * hats)

    def deform(self, pose: Pose) -> NDArray[np.float32]:
        """(n, 3), metres."""
        rotations = [*pose.rotations]
        heads, rest = [*pose.heads], [*self._body.heads]
        for bone in TWISTED:
            i = self._body.bone(bone)
            axis, at_root, at_tip = pose.twists[bone]
            for share in np.linspace(0, 1, TWIST_STEPS):
                turn = (1 - share) * at_root + share * at_tip
                rotations.append(pose.rotations[i] @ about(axis, float(turn)))
                heads.append(pose.heads[i])
                rest.append(self._body.heads[i])
        rotation = np.array(rotations)
        shift = np.array(heads) - np.einsum("bij,bj->bi", rotation, np.array(rest))
        matrices = np.concatenate([rotation, shift[:, :, None]], axis=2).astype(np.float32)
        # Few bones move a vertex: adding those up beats a matrix product, whose threads also get in
        # each other's way when several videos are rendered at once.
        pulls = self._weight * matrices.reshape(-1, 12)[self._bone]
        each = np.add.reduceat(pulls, self._first, axis=0).reshape(-1, 3, 4)
        return np.asarray((each[:, :, :3] * self._rest[:, None]).sum(axis=2) + each[:, :, 3])
