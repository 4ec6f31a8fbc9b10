"""Times the lowering of every repetition from a camera or a video."""

__version__ = "0.1.0"
