"""Meshes with a weight for every bone, cut cleanly along lines: what clothes are made from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samples.body import Body, Points

Faces = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Surface:
    vertices: Points
    """(n, 3), rest pose, metres."""
    weights: NDArray[np.float64]
    """(n, b), over the body's bones."""
    faces: Faces
    """(m, 4); a triangle repeats its last corner."""


def part(body: Body, name: str) -> Surface:
    """One of the body's parts ("skin", "cloth", "eyes") with its own numbering of vertices."""
    faces = body.faces[name]
    weights = np.zeros((len(body.vertices), len(body.bones)))
    np.put_along_axis(weights, body.bone_index, body.bone_weight, axis=1)
    return compact(Surface(body.vertices, weights, faces))


def compact(surface: Surface) -> Surface:
    """Without vertices that no face uses."""
    used = np.unique(surface.faces)
    renumber = np.zeros(len(surface.vertices), np.int64)
    renumber[used] = np.arange(len(used))
    return Surface(surface.vertices[used], surface.weights[used], renumber[surface.faces])


def clip(surface: Surface, field: NDArray[np.float64]) -> Surface:
    """What lies where `field` (n,) is positive; faces are split along the line where it is 0."""
    inside = field > 0
    corners = inside[surface.faces]
    whole = surface.faces[corners.all(axis=1)]
    vertices, weights = list(surface.vertices), list(surface.weights)
    cuts: dict[tuple[int, int], int] = {}

    def cut(a: int, b: int) -> int:
        edge = (min(a, b), max(a, b))
        if edge not in cuts:
            share = field[edge[0]] / (field[edge[0]] - field[edge[1]])
            cuts[edge] = len(vertices)
            for rows in (vertices, weights):
                rows.append((1 - share) * rows[edge[0]] + share * rows[edge[1]])
        return cuts[edge]

    split: list[list[int]] = []
    for face in surface.faces[corners.any(axis=1) & ~corners.all(axis=1)]:
        polygon: list[int] = []
        outline = list(dict.fromkeys(face.tolist()))
        for a, b in zip(outline, outline[1:] + outline[:1], strict=True):
            if inside[a]:
                polygon.append(a)
            if inside[a] != inside[b]:
                polygon.append(cut(a, b))
        split += quads(polygon)
    faces = np.concatenate([whole, np.array(split, np.int64).reshape(-1, 4)])
    return compact(Surface(np.array(vertices), np.array(weights), faces))


def quads(polygon: list[int]) -> list[list[int]]:
    """A convex polygon as faces of four corners, the last one repeated where there are three."""
    faces = []
    for start in range(1, len(polygon) - 1, 2):
        corners = [polygon[0], *polygon[start : start + 3]]
        faces.append((corners + corners[-1:])[:4])
    return faces


def subdivided(surface: Surface) -> Surface:
    """Every face as four, through the middles of its edges."""
    faces = surface.faces
    pairs = np.stack([faces, np.roll(faces, -1, axis=1)], axis=2)
    edges, where = np.unique(np.sort(pairs, axis=2).reshape(-1, 2), axis=0, return_inverse=True)
    n = len(surface.vertices)
    middle = n + where.reshape(-1, 4)
    centre = n + len(edges) + np.arange(len(faces))
    new = [
        np.stack([faces[:, k], middle[:, k], centre, middle[:, k - 1]], axis=1) for k in range(4)
    ]
    vertices, weights = (
        np.concatenate([rows, rows[edges].mean(axis=1), rows[faces].mean(axis=1)])
        for rows in (surface.vertices, surface.weights)
    )
    return Surface(vertices, weights, np.concatenate(new))


def finer(surface: Surface, diagonal_m: float) -> Surface:
    """Faces with a longer diagonal than this as four, the others as they are.

    Flat shading shows large faces as bands.
    """
    corners = surface.vertices[surface.faces]
    large = np.linalg.norm(corners[:, 2] - corners[:, 0], axis=1) > diagonal_m
    small = Surface(surface.vertices, surface.weights, surface.faces[~large])
    split = subdivided(Surface(surface.vertices, surface.weights, surface.faces[large]))
    return compact(
        Surface(split.vertices, split.weights, np.concatenate([small.faces, split.faces]))
    )


def coarser(surface: Surface, cell_m: float) -> Surface:
    """Vertices that share a cell of this size become one; faces that vanish are dropped."""
    cells = np.floor(surface.vertices / cell_m).astype(np.int64)
    _, group = np.unique(cells, axis=0, return_inverse=True)
    group = group.ravel()
    count = np.bincount(group)
    vertices, weights = (
        np.stack([np.bincount(group, column) / count for column in rows.T], axis=1)
        for rows in (surface.vertices, surface.weights)
    )
    outlines = [list(dict.fromkeys(face)) for face in group[surface.faces].tolist()]
    faces = [(o + o[-1:])[:4] for o in outlines if len(o) >= 3]
    return compact(Surface(vertices, weights, np.array(faces, np.int64)))


def smoothed(surface: Surface, rounds: int, weight: NDArray[np.float64] | float = 0.5) -> Surface:
    """Vertices moved towards the middle of their neighbours (Laplace); open borders stay."""
    faces = surface.faces
    a, b = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    different = a != b
    a, b = a[different], b[different]
    n = len(surface.vertices)
    key, count = np.unique(np.sort(np.stack([a, b], 1), axis=1), axis=0, return_counts=True)
    border = np.zeros(n, bool)
    border[key[count == 1].ravel()] = True
    from_, to = np.concatenate([key[:, 0], key[:, 1]]), np.concatenate([key[:, 1], key[:, 0]])
    degree = np.maximum(np.bincount(from_, minlength=n), 1)
    amount = np.where(border, 0.0, np.broadcast_to(weight, n))[:, None]
    vertices = surface.vertices
    for _ in range(rounds):
        mean = np.stack(
            [np.bincount(from_, vertices[to, k], minlength=n) / degree for k in range(3)], axis=1
        )
        vertices = vertices + amount * (mean - vertices)
    return replace(surface, vertices=vertices)


def vertex_normals(vertices: Points, faces: Faces) -> Points:
    """(n, 3), unit length, outward; the mean of the adjoining faces weighted by area."""
    corners = vertices[faces]
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    flat = faces.ravel()
    each = np.repeat(normals, 4, axis=0)
    total = np.stack([np.bincount(flat, each[:, k], minlength=len(vertices)) for k in range(3)], 1)
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


def inflated(surface: Surface, thickness_m: NDArray[np.float64] | float) -> Surface:
    normals = vertex_normals(surface.vertices, surface.faces)
    thickness = np.broadcast_to(thickness_m, len(surface.vertices))[:, None]
    return replace(surface, vertices=surface.vertices + thickness * normals)
