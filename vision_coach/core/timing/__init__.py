"""When exactly a lowering and a rise started and ended, and how surely.

In: a detected repetition and its samples. Out: times between frames with their uncertainty.
Never: whether it is a repetition, nor whether it was on tempo.
"""
