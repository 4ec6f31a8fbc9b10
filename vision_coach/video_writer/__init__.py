"""Writes H.264 MP4 in a process of its own, since PyAV and OpenCV clash in one on macOS."""
