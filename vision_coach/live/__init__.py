"""Coaching while it happens.

In: poses, and the moment of the call. Out: states to show and cues to play. Never: a clock, a file,
or a number of the record, which comes from `core` alone.
"""
