"""A body over time, as numbers.

In: poses and an exercise. Out: samples, and unbroken stretches and swings of them, smoothed.
Never: a decision on what counts as a repetition.
"""
