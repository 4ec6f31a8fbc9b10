"""Signals, phases, timing and coaching: numpy and the standard library, nothing else."""
