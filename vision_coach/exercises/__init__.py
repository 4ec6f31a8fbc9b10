"""Exercises as TOML files, the project's own and a user's."""

from vision_coach.exercises.loader import built_in_names, load_exercise, recognisable_names

__all__ = ["built_in_names", "load_exercise", "recognisable_names"]
