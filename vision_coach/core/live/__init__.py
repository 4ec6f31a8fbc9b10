"""Coaching while it happens: quick phases, pace, advice and cues, decided without a clock."""
