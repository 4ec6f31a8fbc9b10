"""The two networks of BlazePose in ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from vision_coach.core.body.pose import Array, Image
from vision_coach.core.errors import EngineError

DETECTOR_FILE = "blazepose_detector.onnx"
LANDMARKS_FILE = "blazepose_landmarks_full.onnx"

CPU = "CPUExecutionProvider"
# ONNX Runtime's names for what its pages, and so `--device`, call otherwise.
PROVIDER_NAMES = {"directml": "dml"}
# Listed by every build, but it would send the pictures to a remote service.
NEVER_USED = "AzureExecutionProvider"
ERRORS_ONLY = 3


class Network:
    """One network: a picture in, its output arrays out. Holds no state between calls."""

    def __init__(self, path: Path, threads: int, provider: str) -> None:
        """path: the model. threads: for one inference. provider: an execution provider's name."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = ERRORS_ONLY
        # Threads waiting for work would otherwise spin and take time from whoever decodes the
        # video: on two busy cores an inference took 24 ms with spinning and 12 ms without.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=[provider] if provider == CPU else [provider, CPU]
        )
        if provider not in self._session.get_providers():
            raise EngineError(
                f"ONNX Runtime could not start {provider}: its drivers or libraries are missing. "
                "Install them, or leave out --device to use the processor."
            )

    def __call__(self, image: Image) -> list[Array]:
        """image: shape (side, side, 3), blue-green-red. Returns the outputs, batch of one."""
        outputs: list[Array] = self._session.run(None, {"image": image[np.newaxis]})
        return outputs


def provider_for(device: str | None) -> str:
    """The execution provider that `device` names: CUDA, CoreML, DirectML ...; None is the CPU.

    Only the CPU has been tried. What another provider cannot compute, ONNX Runtime leaves to the
    CPU by itself, so it should work; whether it is faster for networks this small is unknown.
    """
    if device is None:
        return CPU
    wanted = device.lower().removesuffix("executionprovider")
    wanted = PROVIDER_NAMES.get(wanted, wanted)
    installed: list[str] = [p for p in onnxruntime.get_available_providers() if p != NEVER_USED]
    for provider in installed:
        if provider.removesuffix("ExecutionProvider").lower() == wanted:
            return provider
    names = ", ".join(p.removesuffix("ExecutionProvider") for p in installed)
    raise EngineError(
        f"--device {device}: the installed onnxruntime does not offer it (it offers {names}). "
        "Other devices need another build of onnxruntime, such as onnxruntime-gpu for CUDA."
    )
