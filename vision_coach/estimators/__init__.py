"""Pose engines behind `core.frames.PoseEstimator`."""
