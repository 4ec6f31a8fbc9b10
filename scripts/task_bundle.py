"""The form in which MediaPipe Tasks takes BlazePose's networks; used by `make_models.py`.

Tasks refuses a network that does not state how its input image is normalised, and wants both
networks in one zip that it can map into memory.
"""

from __future__ import annotations

import io
import zipfile
from types import ModuleType

import flatbuffers

TFLITE_IDENTIFIER = b"TFL3"
METADATA_IDENTIFIER = b"M001"

# Sizes in bytes, from the ZIP specification (APPNOTE 4.3.7, 4.5.1). The tag is the one that
# Android's zipalign uses for padding.
ZIP_LOCAL_HEADER = 30
ZIP_EXTRA_HEADER = 4
ZIP_PADDING_TAG = 0xD935
ALIGNMENT = 64


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
