"""The ONNX form of BlazePose's two TFLite networks; used by `make_models.py`.

What is changed on the way, none of it the result beyond the rounding of float32:
- The detector's weights are stored sparse, which no converter reads: the TFLite interpreter makes
  them dense, and they take the place of the `DENSIFY` operators.
- The landmark network loses its segmentation output with all that feeds only that: 13 of its 96
  convolutions, a third of its time. The heat map stays inside: it costs 8 %, and without it the
  landmarks are 1.0 % of the body's height from MediaPipe's instead of 0.06 % and jitter 18 % more
  (distance from a local cubic, 15 real clips). MediaPipe refines the landmarks by it after the
  network; here the last nodes of the network do (see `heat_map.py`).
- Both take the picture as OpenCV has it, bytes in the order blue-green-red; normalisation and
  channel order go into the weights of the first convolution.
- Weights are stored in float16, as in the TFLite files (so nothing is lost), and computed in
  float32: half the size, and ONNX Runtime converts them once when it loads the file.
"""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import flatbuffers
import numpy as np
import onnx
import tensorflow
import tf2onnx
from heat_map import add_refinement
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
INPUT = "image"
TFLITE_IDENTIFIER = b"TFL3"
SMALL = 64
"""Constants with fewer numbers than this (shapes, bounds) stay as they are."""


def convert_detector(network: bytes, mean: float, std: float, schema: ModuleType) -> bytes:
    """Picture in; `boxes` (1, 2254, 12) and `scores` (1, 2254, 1) out, as in the TFLite file.

    The network computes on (pixel - mean) / std. schema: TFLite's generated flatbuffers module.
    """
    model = from_tflite(with_dense_weights(network, schema))
    return finish(model, {"Identity": "boxes", "Identity_1": "scores"}, mean, std)


def convert_landmarks(network: bytes, mean: float, std: float) -> bytes:
    """Picture in; `landmarks` (35, 5), `presence` (1, 1) and `world` (1, 117) out.

    landmarks: x, y, z in pixels of the input, refined by the heat map; visibility and presence
    before the sigmoid. 33 landmarks and the two alignment points.
    """
    model = from_tflite(network)
    heat = before_transposition(model.graph, "Identity_3")
    add_refinement(model.graph, raw="Identity", heat=heat, refined="landmarks")
    names = {"landmarks": "landmarks", "Identity_1": "presence", "Identity_4": "world"}
    return finish(model, names, mean, std)


def from_tflite(network: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.tflite"
        path.write_bytes(network)
        model, _ = tf2onnx.convert.from_tflite(str(path), opset=OPSET)
    return model


def finish(model: Any, outputs: dict[str, str], mean: float, std: float) -> bytes:
    """The file of a converted network that computes on (pixel - mean) / std.

    outputs: present name -> name in the file; all others are cut off.
    """
    model = onnx.shape_inference.infer_shapes(model)
    (image,) = (i.name for i in model.graph.input)
    model = onnx.utils.Extractor(model).extract_model([image], list(outputs))
    take_pixels(model.graph, mean, std)
    store_in_float16(model.graph)
    share_equal_constants(model.graph)
    order(model.graph)
    rename(model.graph, outputs)
    del model.graph.value_info[:]
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString(deterministic=True))


def converter_versions() -> dict[str, str]:
    modules = {"tensorflow": tensorflow, "tf2onnx": tf2onnx, "onnx": onnx, "numpy": np}
    return {name: module.__version__ for name, module in modules.items()}


def with_dense_weights(network: bytes, schema: ModuleType) -> bytes:
    """The same TFLite network with the result of every `DENSIFY` in its place."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(network, 0))
    graph = model.subgraphs[0]
    sparse = [op for op in graph.operators if is_densify(op, model, schema)]
    interpreter = run_once(network)
    for operator in sparse:
        source, target = graph.tensors[operator.inputs[0]], graph.tensors[operator.outputs[0]]
        source.buffer, source.sparsity = 0, None
        buffer = schema.BufferT()
        dense = interpreter.get_tensor(int(operator.outputs[0]))
        buffer.data = np.frombuffer(dense.tobytes(), np.uint8)
        model.buffers.append(buffer)
        target.buffer = len(model.buffers) - 1
    graph.operators = [op for op in graph.operators if not is_densify(op, model, schema)]
    builder = flatbuffers.Builder(4 * len(network))
    builder.Finish(model.Pack(builder), TFLITE_IDENTIFIER)
    return bytes(builder.Output())


def is_densify(operator: Any, model: Any, schema: ModuleType) -> bool:
    code = model.operatorCodes[operator.opcodeIndex]
    # Codes above 127 stand in the newer of the two fields.
    number = max(code.builtinCode, code.deprecatedBuiltinCode)
    return bool(number == schema.BuiltinOperator.DENSIFY)


def run_once(network: bytes) -> Any:
    """A TFLite interpreter that ran the network on an empty picture and kept every tensor."""
    interpreter = tensorflow.lite.Interpreter(
        model_content=network,
        experimental_preserve_all_tensors=True,
        experimental_op_resolver_type=(
            tensorflow.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
        ),
    )
    interpreter.allocate_tensors()
    (image,) = interpreter.get_input_details()
    interpreter.set_tensor(image["index"], np.zeros(image["shape"], np.float32))
    interpreter.invoke()
    return interpreter


def take_pixels(graph: Any, mean: float, std: float) -> None:
    """Let the network begin with bytes, blue-green-red, instead of normalised floats.

    The converted networks begin with padding, a transposition and a convolution. The padding moves
    into the convolution, which pads with zeros: that is why the mean is subtracted before it,
    while the division by `std` and the order of the channels can go into its weights.
    """
    (image,) = graph.input
    first = {node.op_type: node for node in following(graph, image.name, 3)}
    pad, conv = first["Pad"], first["Conv"]
    _, top, left, _, _, bottom, right, _ = constant(graph, pad.input[1]).tolist()
    weights = constant(graph, conv.input[1])[:, ::-1] / np.float32(std)
    beginning = [
        helper.make_node("Transpose", [INPUT], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Cast", ["planes"], ["floats"], to=TensorProto.FLOAT),
    ]
    if mean != 0:
        beginning.append(helper.make_node("Sub", ["floats", "mean"], ["centred"]))
        graph.initializer.append(numpy_helper.from_array(np.float32(mean), "mean"))
    conv.input[0] = beginning[-1].output[0]
    conv.input[1] = "first_weights"
    others = [a for a in conv.attribute if a.name not in ("pads", "auto_pad")]
    pads = helper.make_attribute("pads", [top, left, bottom, right])
    replace(conv.attribute, [*others, pads])
    graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(weights), conv.input[1]))
    kept = [node for node in graph.node if node not in (pad, first["Transpose"])]
    replace(graph.node, [*beginning, *kept])
    image.name = INPUT
    image.type.tensor_type.elem_type = TensorProto.UINT8
    drop_unused_constants(graph)


def following(graph: Any, name: str, count: int) -> list[Any]:
    """The first `count` nodes of the chain that begins at the value `name`."""
    chain: list[Any] = []
    while len(chain) < count:
        (node,) = (n for n in graph.node if name in n.input)
        chain.append(node)
        (name,) = node.output
    return chain


def before_transposition(graph: Any, output: str) -> str:
    """The value that a last transposition (planes to pixels) turns into `output`, or `output`."""
    (node,) = (n for n in graph.node if output in n.output)
    return str(node.input[0] if node.op_type == "Transpose" else output)


def share_equal_constants(graph: Any) -> None:
    kept: dict[bytes, Any] = {}
    shared = {}
    for tensor in graph.initializer:
        value = numpy_helper.to_array(tensor)
        key = f"{value.dtype} {value.shape} ".encode() + value.tobytes()
        shared[tensor.name] = kept.setdefault(key, tensor).name
    for node in graph.node:
        replace(node.input, [shared.get(name, name) for name in node.input])
    replace(graph.initializer, list(kept.values()))


def order(graph: Any) -> None:
    """Put every node right before the first that needs it: tf2onnx's order differs by run."""
    maker = {output: node for node in graph.node for output in node.output}
    ordered: dict[str, Any] = {}
    waiting = [output.name for output in reversed(graph.output)]
    while waiting:
        node = maker.get(waiting[-1])
        missing = [] if node is None else [i for i in node.input if i in maker and i not in ordered]
        if missing:
            waiting += reversed(missing)
            continue
        waiting.pop()
        if node is not None:
            ordered.update(dict.fromkeys(node.output, node))
    replace(graph.node, list({id(node): node for node in ordered.values()}.values()))


def rename(graph: Any, outputs: dict[str, str]) -> None:
    """Name outputs as given and everything else by its place: tf2onnx's names differ by run."""
    names = {INPUT: INPUT, **outputs}
    for node in graph.node:
        for name in [*node.input, *node.output]:
            names.setdefault(name, f"v{len(names)}")
    for index, node in enumerate(graph.node):
        node.name = f"{node.op_type}_{index}"
        replace(node.input, [names[name] for name in node.input])
        replace(node.output, [names[name] for name in node.output])
    for value in [*graph.output, *graph.initializer]:
        value.name = names[value.name]
    replace(graph.initializer, sorted(graph.initializer, key=lambda t: (len(t.name), t.name)))


def store_in_float16(graph: Any) -> None:
    """Store the constants that float16 holds exactly in it, with a cast back to float32."""
    casts, tensors = [], []
    for tensor in graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.dtype == np.float32 and value.size >= SMALL and is_exact(value):
            stored = f"{tensor.name}_float16"
            casts.append(helper.make_node("Cast", [stored], [tensor.name], to=TensorProto.FLOAT))
            tensors.append(numpy_helper.from_array(value.astype(np.float16), stored))
        else:
            tensors.append(tensor)
    replace(graph.initializer, tensors)
    replace(graph.node, [*casts, *graph.node])


def is_exact(value: Any) -> bool:
    with np.errstate(over="ignore"):
        return bool((value.astype(np.float16).astype(np.float32) == value).all())


def constant(graph: Any, name: str) -> Any:
    (tensor,) = (t for t in graph.initializer if t.name == name)
    return numpy_helper.to_array(tensor)


def drop_unused_constants(graph: Any) -> None:
    used = {name for node in graph.node for name in node.input}
    replace(graph.initializer, [t for t in graph.initializer if t.name in used])


def replace(field: Any, values: list[Any]) -> None:
    """Put `values` in the place of everything in a repeated protobuf field."""
    kept = [copy.deepcopy(value) for value in values]
    del field[:]
    field.extend(kept)
