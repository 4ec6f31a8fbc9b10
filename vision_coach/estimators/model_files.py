"""Where the model files lie: inside the installed package, or in the checkout's `models/`."""

from __future__ import annotations

from pathlib import Path

from vision_coach.core.errors import EngineError

PACKAGE = Path(__file__).resolve().parent.parent


def model_path(name: str) -> Path:
    """The file `name`. Raises EngineError when the installation lacks it."""
    for folder in (PACKAGE / "models", PACKAGE.parent / "models"):
        if (folder / name).is_file():
            return folder / name
    raise EngineError(f"the model {name} is missing from this installation: install it again")
