"""Make difficult test inputs from the sample videos: python3 scripts/derive_inputs.py --out DIR

Variable frame rate, rotated by metadata, 15 / 24 / 60 frames per second, dark, blurred, low
resolution, JPEG-noisy, truncated, with a cut, mirrored, two people side by side. Each gets a
`.json` with the truth that still holds, in the layout of the samples; `frame_times_s` replaces
frame number / fps where the rate varies. Nothing of this is committed.

Needs the development environment.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from render_samples import OUT as SAMPLES
from render_samples import render
from rich.progress import track
from samples import encode
from samples.scenes import SCENES

Picture = NDArray[np.uint8]
Truth = dict[str, Any]

SOURCE = "push_up_side_left"
OTHER = "push_up_front"
FRAME_RATES = (15.0, 24.0, 60.0)
KEPT = ("exercise", "view", "body_in_view", "uncertainty_frames", "hard_cuts", "licence", "reps")
DROPPED_SHARE = 0.4
DARKNESS, DARK_GRAIN = 0.16, 5.0
BLUR_PX = 4.0
LOW_SIZE = (284, 160)
JPEG_QUALITY = 9
TRUNCATED_AT = 0.6
CUT_S = 8.0
"""In the middle of a lowering."""
STARTS = "eccentric_start_s"


@dataclass(frozen=True, slots=True)
class Sample:
    pictures: list[Picture]
    truth: Truth

    @property
    def fps(self) -> float:
        return float(self.truth["fps"])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--only", action="append", choices=sorted(MAKERS), help="one kind")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind in track(arguments.only or list(MAKERS), "inputs"):
        MAKERS[kind](arguments.out)
    return 0


# --- each kind -----------------------------------------------------------------------------------


def per_picture(name: str, change: Callable[[Picture], Picture]) -> Callable[[Path], None]:
    """A maker that changes every picture and keeps the times."""

    def make(out: Path) -> None:
        sample = load(SOURCE)
        save(out / f"{name}.mp4", [change(p) for p in sample.pictures], sample.truth)

    return make


def variable_rate(out: Path) -> None:
    """Irregularly dropped frames; the others keep their times."""
    sample = load(SOURCE)
    rng = np.random.default_rng(15)
    kept = np.flatnonzero(rng.random(len(sample.pictures)) > DROPPED_SHARE)
    kept = np.union1d(kept, [0, len(sample.pictures) - 1])
    path = out / "variable_rate.mp4"
    encode.write(
        path,
        [sample.pictures[k] for k in kept],
        sample.fps,
        size_of(sample.pictures[0]),
        frame_numbers=kept.tolist(),
    )
    times = [round(float(k / sample.fps), 6) for k in kept]
    write_truth(path, sample.truth, frames=len(kept), frame_times_s=times)


def rotated(out: Path) -> None:
    """Stored lying on its side, with the turn back upright in the file's metadata."""
    sample = load(SOURCE)
    path = out / "rotated.mp4"
    lying = [np.ascontiguousarray(np.rot90(p)) for p in sample.pictures]
    save(path, lying, sample.truth)
    path.write_bytes(turned_by_metadata(path.read_bytes()))
    write_truth(path, sample.truth, frames=len(lying))


def other_rates(out: Path) -> None:
    """Rendered again: the same motion at other rates."""
    (scene,) = (s for s in SCENES if s.name == OTHER)
    for fps in FRAME_RATES:
        render(replace(scene, name=f"rate_{fps:.0f}", fps=fps), out)


def truncated(out: Path) -> None:
    """A download that broke off: the announced frames are not all there."""
    content = (SAMPLES / f"{SOURCE}.mp4").read_bytes()
    path = out / "truncated.mp4"
    path.write_bytes(content[: int(len(content) * TRUNCATED_AT)])
    write_truth(path, json.loads((SAMPLES / f"{SOURCE}.json").read_text()), damaged=True)


def with_cut(out: Path) -> None:
    """Half of one video, then all of another one of the same exercise."""
    first, second = load(SOURCE), load(OTHER)
    at = round(CUT_S * first.fps)
    pictures = [*first.pictures[:at], *second.pictures]
    shift_s = at / first.fps
    kept = [before(rep, shift_s) for rep in first.truth["reps"] if rep[STARTS] < shift_s]
    moved = [{k: later(v, k, shift_s) for k, v in r.items()} for r in second.truth["reps"]]
    path = out / "cut.mp4"
    save(path, pictures, first.truth)
    write_truth(path, first.truth, frames=len(pictures), hard_cuts=[at], reps=[*kept, *moved])


def two_people(out: Path) -> None:
    """Two sets in one picture; the truth is the left person's."""
    left, right = load("squat_side"), load("squat_front")
    count = min(len(left.pictures), len(right.pictures))
    pairs = zip(left.pictures[:count], right.pictures[:count], strict=True)
    path = out / "two_people.mp4"
    save(path, [np.hstack([middle(a), middle(b)]) for a, b in pairs], left.truth)
    end_s = count / left.fps
    reps = [before(rep, end_s) for rep in left.truth["reps"] if rep[STARTS] < end_s]
    write_truth(path, left.truth, frames=count, width=left.truth["width"] // 4 * 4, reps=reps)


def darkened(picture: Picture) -> Picture:
    rng = np.random.default_rng(int(picture[::16, ::16].sum()))
    noise = rng.normal(0, DARK_GRAIN, picture.shape)
    return np.clip(picture * DARKNESS + noise, 0, 255).astype(np.uint8)


def jpeg(picture: Picture) -> Picture:
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def blurred(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), BLUR_PX), np.uint8)


def small(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, LOW_SIZE, interpolation=cv2.INTER_AREA), np.uint8)


def mirrored(out: Path) -> None:
    sample = load(SOURCE)
    path = out / "mirrored.mp4"
    save(path, [np.ascontiguousarray(p[:, ::-1]) for p in sample.pictures], sample.truth)
    write_truth(path, sample.truth, view="side_right")


MAKERS: dict[str, Callable[[Path], None]] = {
    "variable_rate": variable_rate,
    "rotated": rotated,
    "other_rates": other_rates,
    "dark": per_picture("dark", darkened),
    "blurred": per_picture("blurred", blurred),
    "low_resolution": per_picture("low_resolution", small),
    "jpeg": per_picture("jpeg", jpeg),
    "truncated": truncated,
    "cut": with_cut,
    "mirrored": mirrored,
    "two_people": two_people,
}


# --- files ---------------------------------------------------------------------------------------


def load(name: str) -> Sample:
    truth = json.loads((SAMPLES / f"{name}.json").read_text())
    return Sample(list(decoded(SAMPLES / f"{name}.mp4")), truth)


def decoded(path: Path) -> Iterator[Picture]:
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def size_of(picture: Picture) -> tuple[int, int]:
    return picture.shape[1], picture.shape[0]


def middle(picture: Picture) -> Picture:
    """The middle half of the width."""
    width = picture.shape[1] // 4 * 2
    left = (picture.shape[1] - width) // 2
    return picture[:, left : left + width]


def save(path: Path, pictures: list[Picture], truth: Truth) -> None:
    size = size_of(pictures[0])
    encode.write(path, pictures, float(truth["fps"]), size)
    write_truth(path, truth, frames=len(pictures), width=size[0], height=size[1])


def write_truth(path: Path, truth: Truth, **changes: object) -> None:
    """What still holds of a sample's truth."""
    kept = {key: truth[key] for key in ("fps", "frames", "width", "height", *KEPT)}
    made = {"video": path.name, **kept, "derived_from": truth["video"], **changes}
    path.with_suffix(".json").write_text(json.dumps(made, indent=1) + "\n")


def before(rep: Truth, end_s: float) -> Truth:
    """A repetition as far as it is seen before `end_s`."""

    def seen(value: object) -> bool:
        return not isinstance(value, float) or value < end_s

    return {k: v if not k.endswith("_s") or seen(v) else None for k, v in rep.items()}


def later(value: object, key: str, shift_s: float) -> object:
    if key.endswith("_s") and isinstance(value, float):
        return round(value + shift_s, 6)
    return value


TRACK_HEADER_MATRIX = 44
"""Bytes from the type "tkhd" (version 0) to the display matrix (ISO 14496-12, 8.3.2)."""


def turned_by_metadata(mp4: bytes) -> bytes:
    """The file with a display matrix that turns the picture clockwise by 90 degrees."""
    at = mp4.index(b"tkhd") + TRACK_HEADER_MATRIX
    one = 1 << 16
    height_px = int.from_bytes(mp4[at + 40 : at + 44], "big")
    matrix = [0, one, 0, -one, 0, 0, height_px, 0, 1 << 30]
    packed = b"".join(n.to_bytes(4, "big", signed=True) for n in matrix)
    return mp4[:at] + packed + mp4[at + 36 :]


if __name__ == "__main__":
    sys.exit(main())
