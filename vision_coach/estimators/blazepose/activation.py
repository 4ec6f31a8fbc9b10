"""From what the networks answer to probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vision_coach.core.body.pose import Array

MAXIMUM_LOGIT = 100.0
"""`score_clipping_thresh` of MediaPipe's detector; beyond it exp() would overflow in float32."""


def sigmoid(logits: NDArray[np.floating[Any]]) -> Array:
    """Probabilities, 0 to 1, of the same shape."""
    bounded = np.clip(logits, -MAXIMUM_LOGIT, MAXIMUM_LOGIT).astype(np.float64)
    return np.asarray(1 / (1 + np.exp(-bounded)))
