"""The refinement of landmarks by the heat map as nodes of the ONNX graph; used by `onnx_models.py`.

What MediaPipe's `RefineLandmarksFromHeatmapCalculator` does after the network: each landmark moves
to the centre of the heat in a window around it, unless it is outside the map or the map is unsure.
Inside the graph it costs 0.1 ms; after it, 0.6 ms, because the map (640 kB) has to be handed over.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

INPUT_SIDE_PX = 256
CELLS = 64
"""Rows and columns of the heat map."""
OUTPUT_POINTS = 39
USED_POINTS = 35
"""33 landmarks and the two alignment points; MediaPipe ignores the other four too."""
REACH = 3
"""Cells on each side of a landmark (`kernel_size` 7)."""
MINIMUM_HEAT = 0.5
"""`min_confidence_to_refine`."""

# "at" has shape (35, 49, 2): column and row of every cell of every window; "weights" (35, 49).
REFINEMENT = f"""
refinement (float[1,195] raw, float[1,{OUTPUT_POINTS},{CELLS},{CELLS}] heat)
    => (float[{USED_POINTS},5] refined)
<
    int64[2] table_shape = {{{OUTPUT_POINTS}, 5}}, int64[1] flat = {{-1}}, int64[1] zero = {{0}},
    int64[1] one = {{1}}, int64[1] two = {{2}}, int64[1] five = {{5}},
    int64[1] used = {{{USED_POINTS}}}, int64 first_cell = {{0}}, int64 last_cell = {{{CELLS - 1}}},
    int64[2] strides = {{1, {CELLS}}}, float cell_px = {{{INPUT_SIDE_PX / CELLS}}},
    float minimum = {{{MINIMUM_HEAT}}}, float no_heat = {{1e-9}}
>
{{
    all_points = Reshape (raw, table_shape)
    table = Slice (all_points, zero, used, zero)
    xy_px = Slice (table, zero, two, one)
    others = Slice (table, two, five, one)
    xy = Div (xy_px, cell_px)
    cell = Cast <to = 7> (xy)
    center = Unsqueeze (cell, one)
    at = Add (center, window)
    nearest = Clip (at, first_cell, last_cell)
    in_plane = Mul (nearest, strides)
    place = ReduceSum <keepdims = 0> (in_plane, two)
    index = Add (place, planes)
    all_heat = Reshape (heat, flat)
    logits = Gather (all_heat, index)
    all_weights = Sigmoid (logits)
    same = Equal (at, nearest)
    on_map_each = Cast <to = 1> (same)
    on_map = ReduceMin <axes = [2], keepdims = 0> (on_map_each)
    weights = Mul (all_weights, on_map)
    sums = MatMul (weights, total_and_offsets)
    total = Slice (sums, zero, one, one)
    safe_total = Max (total, no_heat)
    toward = Slice (sums, one, three, one)
    offset = Div (toward, safe_total)
    cell_float = Cast <to = 1> (cell)
    moved = Add (cell_float, offset)
    hottest = ReduceMax <axes = [1]> (weights)
    hot = GreaterOrEqual (hottest, minimum)
    center_on_map = Slice (on_map, middle, after_middle, one)
    inside = Cast <to = 9> (center_on_map)
    sure = And (hot, inside)
    best = Where (sure, moved, xy)
    best_px = Mul (best, cell_px)
    refined = Concat <axis = 1> (best_px, others)
}}
"""


def add_refinement(graph: Any, raw: str, heat: str, refined: str) -> None:
    """Add the nodes that make the output `refined` from the values `raw` and `heat`."""
    added = onnx.parser.parse_graph(REFINEMENT)
    outside = {"raw": raw, "heat": heat, "refined": refined}
    tensors = [*added.initializer, *(numpy_helper.from_array(v, n) for n, v in tables().items())]
    for node in added.node:
        node.input[:] = [inside_name(name, outside) for name in node.input]
        node.output[:] = [inside_name(name, outside) for name in node.output]
    for tensor in tensors:
        tensor.name = inside_name(tensor.name, outside)
    (output,) = added.output
    output.name = refined
    graph.node.extend(added.node)
    graph.initializer.extend(tensors)
    graph.output.append(output)


def inside_name(name: str, outside: dict[str, str]) -> str:
    return outside.get(name, f"refinement/{name}")


def tables() -> dict[str, Any]:
    """The constants that are too long to write down."""
    reach = np.arange(-REACH, REACH + 1)
    columns, rows = (grid.ravel() for grid in np.meshgrid(reach, reach))
    middle = len(columns) // 2
    return {
        "window": np.stack([columns, rows], axis=1).astype(np.int64),
        "planes": (np.arange(USED_POINTS, dtype=np.int64) * CELLS**2)[:, None],
        "total_and_offsets": np.stack(
            [np.ones_like(rows), columns, rows], axis=1, dtype=np.float32
        ),
        "three": np.array([3], np.int64),
        "middle": np.array([middle], np.int64),
        "after_middle": np.array([middle + 1], np.int64),
    }
