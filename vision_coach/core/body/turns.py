"""The ways in which a picture may lie; it knows no numbers' library, since `--help` names them."""

from __future__ import annotations

QUARTER_DEG = 90
"""A right angle: cameras are held upright, on one of two sides, or on their head."""
TURNS_DEG = (0, 90, 180, 270)
"""Clockwise, so that the picture stands upright."""
