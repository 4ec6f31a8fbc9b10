"""Poses in, timed repetitions out: numpy and the standard library, no I/O, no clock, no words.

Rooms, from the ground up: `body`, `signals`, `detection`, `timing`, `report`, `review`; imports
point to rooms further down only. `pipeline` and `recognition` put them together.
"""
