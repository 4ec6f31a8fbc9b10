"""Make the files in `models/` from the last MediaPipe wheel that ships BlazePose.

MediaPipe 1.x contains no model. The wheel of 0.10.21 (Apache-2.0) holds the two networks of
BlazePose as bare TFLite files. MediaPipe Tasks wants them in one zip ("task bundle") and refuses
networks that do not state how their input image is normalised; ONNX Runtime wants each in its own
format. This script fetches the wheel, makes the bundle, converts the networks (how: see
`onnx_models.py`) and writes the manifest. Same inputs and converters, same bytes.

    python scripts/make_models.py            make the models and the manifest
    python scripts/make_models.py --check    compare models/ with the manifest, fetch nothing

Making needs the converters, which nothing else here does; give them an environment of their own:

    python3 -m venv .cache/models
    .cache/models/bin/python -m pip install --upgrade pip
    .cache/models/bin/python -m pip install --group models
    .cache/models/bin/python scripts/make_models.py
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

MODELS = Path(__file__).resolve().parent.parent / "models"
MANIFEST = MODELS / "manifest.json"
BUNDLE = "pose_landmarker_full.task"

WHEEL_PROJECT = "mediapipe==0.10.21"
# The release has no wheel for current Pythons, so one that exists is named in full.
WHEEL_PYTHON = "3.12"
WHEEL_PLATFORM = "manylinux_2_28_x86_64"
WHEEL_SHA256 = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"


@dataclass(frozen=True, eq=False)
class Network:
    """One network in the wheel, and what is made of it."""

    path: str
    sha256: str
    mean: float
    std: float
    """The network computes on (pixel - mean) / std."""
    name_in_bundle: str
    onnx_file: str
    what: str


DETECTOR = Network(
    path="mediapipe/modules/pose_detection/pose_detection.tflite",
    sha256="9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    mean=127.5,  # trained on [-1, 1]
    std=127.5,
    name_in_bundle="pose_detector.tflite",
    onnx_file="blazepose_detector.onnx",
    what="BlazePose's person detector, its sparse weights made dense",
)
LANDMARKS = Network(
    path="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    mean=0.0,  # trained on [0, 1]
    std=255.0,
    name_in_bundle="pose_landmarks_detector.tflite",
    onnx_file="blazepose_landmarks_full.onnx",
    what="BlazePose's 33-point landmark network (full) without segmentation, refined by its heat "
    "map inside",
)
TFLITE_SCHEMA = "mediapipe/tasks/metadata/schema_py_generated.py"
METADATA_SCHEMA = "mediapipe/tasks/metadata/metadata_schema_py_generated.py"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="only compare the files in models/ with the manifest"
    )
    return check() if parser.parse_args().check else make()


def make() -> int:
    try:
        import onnx_models
        import task_bundle
    except ImportError as missing:
        raise SystemExit(f"{missing}: install the converters as described in --help") from missing
    with tempfile.TemporaryDirectory() as folder:
        wheel_path = download_wheel(Path(folder))
        demand_sha256(wheel_path.name, wheel_path.read_bytes(), WHEEL_SHA256)
        with zipfile.ZipFile(wheel_path) as wheel:
            tflite = load_module(wheel, TFLITE_SCHEMA)
            metadata = load_module(wheel, METADATA_SCHEMA)
            detector, landmarks = (read_network(wheel, n) for n in (DETECTOR, LANDMARKS))
    files = {
        BUNDLE: task_bundle.zip_uncompressed(
            {
                network.name_in_bundle: task_bundle.add_normalisation(
                    content, network.mean, network.std, tflite, metadata
                )
                for network, content in ((DETECTOR, detector), (LANDMARKS, landmarks))
            }
        ),
        DETECTOR.onnx_file: onnx_models.convert_detector(
            detector, DETECTOR.mean, DETECTOR.std, tflite
        ),
        LANDMARKS.onnx_file: onnx_models.convert_landmarks(
            landmarks, LANDMARKS.mean, LANDMARKS.std
        ),
    }
    write(files, manifest(files, wheel_path.name, onnx_models.converter_versions()))
    return 0


def write(files: dict[str, bytes], manifest: dict[str, object]) -> None:
    MODELS.mkdir(exist_ok=True)
    for name, content in files.items():
        (MODELS / name).write_bytes(content)
        print(f"models/{name}: {len(content):,} bytes, sha256 {sha256_of(content)}")
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n")


def check() -> int:
    failures = 0
    for entry in json.loads(MANIFEST.read_text())["files"]:
        found = sha256_of((MODELS / entry["file"]).read_bytes())
        same = found == entry["sha256"]
        failures += not same
        print(f"models/{entry['file']}: {'as in the manifest' if same else 'DIFFERS: ' + found}")
    return 1 if failures else 0


def download_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version", WHEEL_PYTHON]
    command += ["--platform", WHEEL_PLATFORM, "--dest", str(folder), WHEEL_PROJECT]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def read_network(wheel: zipfile.ZipFile, network: Network) -> bytes:
    content = wheel.read(network.path)
    demand_sha256(network.path, content, network.sha256)
    return content


def load_module(wheel: zipfile.ZipFile, path: str) -> ModuleType:
    """Import one generated flatbuffers schema straight from the wheel, installing nothing."""
    spec = importlib.util.spec_from_loader(Path(path).stem, loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    # The wheel's SHA-256 was checked above, so this is known code.
    exec(compile(wheel.read(path), path, "exec"), module.__dict__)
    return module


def manifest(
    files: dict[str, bytes], wheel_name: str, converters: dict[str, str]
) -> dict[str, object]:
    bundle = "BlazePose (full): person detector and 33-point landmark network, "
    bundle += "image-normalisation metadata added, as a MediaPipe task bundle"
    members = {DETECTOR: DETECTOR.name_in_bundle, LANDMARKS: LANDMARKS.name_in_bundle}
    entries = [entry(BUNDLE, files[BUNDLE], bundle, wheel_name, members)]
    for network in (DETECTOR, LANDMARKS):
        name = network.onnx_file
        what = f"{network.what}; takes blue-green-red bytes, weights stored in float16"
        made = entry(name, files[name], what, wheel_name, {network: name})
        entries.append({**made, "converters": converters})
    return {"files": entries}


def entry(
    name: str, content: bytes, what: str, wheel_name: str, becomes: dict[Network, str]
) -> dict[str, object]:
    """One file's part of the manifest; `becomes`: each input and its name in the file."""
    return {
        "file": name,
        "sha256": sha256_of(content),
        "bytes": len(content),
        "licence": "Apache-2.0",
        "what": what,
        "made_by": "scripts/make_models.py",
        "origin": {
            "project": WHEEL_PROJECT,
            "wheel": wheel_name,
            "wheel_sha256": WHEEL_SHA256,
            "inputs": [
                {"file": network.path, "sha256": network.sha256, "becomes": name}
                for network, name in becomes.items()
            ],
        },
    }


def demand_sha256(name: str, content: bytes, expected: str) -> None:
    found = sha256_of(content)
    if found != expected:
        raise SystemExit(f"{name}: SHA-256 is {found}, expected {expected}; nothing was written")


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
