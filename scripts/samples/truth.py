"""What is known exactly about a rendered video, in the layout of the labelled real clips."""

from __future__ import annotations

import json
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from samples import GENERATOR_VERSION
from samples.film import Film
from samples.stances import angle_deg

PARTIAL_BELOW = 0.7
"""Of the full range, as the project's vocabulary has it."""

# Name of the joint -> bone that begins there.
JOINTS = {
    "shoulder": "upperarm",
    "elbow": "lowerarm",
    "wrist": "hand",
    "hip": "thigh",
    "knee": "calf",
    "ankle": "foot",
    "foot": "ball",
}
ANGLES = {
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
}
SIDES = {"left": "l", "right": "r"}

Truth = dict[str, object]


def describe(film: Film) -> Truth:
    """The truth of a film, ready for JSON: seconds, pixels and degrees; null where not defined."""
    scene = film.performance.scene
    count = film.frames
    depth = [film.performance.depth(k / scene.fps) for k in range(count)]
    return {
        "video": f"{scene.name}.mp4",
        "exercise": scene.exercise,
        "view": scene.view,
        "body_in_view": "whole body" if not scene.arrives else "whole body between walks",
        "fps": scene.fps,
        "frames": count,
        "width": film.camera.width,
        "height": film.camera.height,
        "uncertainty_frames": 0,
        "how": "rendered: frame k shows the moment k / fps; events are those of the commanded "
        "motion, sway and breathing come on top",
        "hard_cuts": [],
        "licence": "CC0-1.0",
        "generator_version": GENERATOR_VERSION,
        "seed": scene.seed,
        "person": scene.person,
        "near_side": near_side(film),
        "camera": camera_truth(film),
        "in_position_s": [rounded(t, 6) for t in film.performance.in_set],
        "reps": reps(film),
        "depth": [None if d is None else rounded(d, 5) for d in depth],
        **joints_and_angles(film),
        **({} if scene.working_side == "both" else {"working_side": scene.working_side}),
    }


def near_side(film: Film) -> str | None:
    """The side of the body that faces the camera; None from the front and the back."""
    ahead = film.camera.axes[2]
    if abs(ahead[0]) < np.sin(np.radians(30)):
        return None
    return "left" if ahead[0] < 0 else "right"


def camera_truth(film: Film) -> Truth:
    camera = film.camera
    return {
        "position_m": rounded_all(camera.position_m, 4),
        "target_m": rounded_all(camera.target_m, 4),
        "focal_px": rounded(camera.focal_px, 3),
        "axes": [rounded_all(row, 6) for row in camera.axes],
        "world": "metres, y up, the person faces +z, their left is +x",
    }


def reps(film: Film) -> list[Truth]:
    found: list[Truth] = []
    scene, times = film.performance.scene, film.performance.timeline
    for index, rep in enumerate(scene.reps):
        lowering, rise = times.event(index, "eccentric"), times.event(index, "concentric")
        assert lowering is not None
        found.append(
            {
                "eccentric_start_s": rounded(lowering[0], 6),
                "eccentric_end_s": rounded(lowering[1], 6),
                "concentric_start_s": rounded(rise[0], 6) if rise else None,
                "concentric_end_s": rounded(rise[1], 6) if rise else None,
                "profile": rep.profile,
                "partial": rep.bottom_depth < PARTIAL_BELOW,
                "eccentric_only": scene.eccentric_only,
                "bottom_depth": rep.bottom_depth,
            }
        )
    return found


def joints_and_angles(film: Film) -> Truth:
    """Per frame: `joints_px` (name -> list of [x, y]), `angles` in space and in the picture."""
    body = film.performance.skeleton.body
    names = [f"{joint}_{side}" for side in SIDES for joint in JOINTS]
    bones = [body.bone(f"{JOINTS[n.split('_')[0]]}_{SIDES[n.split('_')[1]]}") for n in names]
    points = np.array([film.pose(k).heads[bones] for k in range(film.frames)])
    flat, _ = film.camera.project(points.reshape(-1, 3))
    pixels = flat.reshape(*points.shape[:2], 2)
    result: Truth = {}
    for suffix, place in (("3d", points), ("2d", pixels)):
        for side in SIDES:
            for angle, corners in ANGLES.items():
                a, b, c = (place[:, names.index(f"{joint}_{side}")] for joint in corners)
                result[f"{angle}_{side}_deg_{suffix}"] = rounded_all(angle_deg(a, b, c), 2)
    for i, name in enumerate(names):
        result[f"{name}_px"] = [rounded_all(xy, 1) for xy in pixels[:, i]]
    return result


def rounded(value: float, digits: int) -> float:
    return round(float(value), digits)


def rounded_all(values: Iterable[float] | NDArray[np.float64], digits: int) -> list[float]:
    return [rounded(value, digits) for value in values]


def as_json(truth: Truth) -> str:
    """One line per key, repetitions one per line: readable, and small where it is long."""
    lines = []
    for key, value in truth.items():
        text = json.dumps(value, separators=(",", ":"))
        if key == "reps":
            rows = ",\n  ".join(json.dumps(rep) for rep in value)  # type: ignore[attr-defined]
            text = f"[\n  {rows}\n ]"
        lines.append(f' "{key}": {text}')
    return "{\n" + ",\n".join(lines) + "\n}\n"
