"""A set as a whole, once it is over.

In: the samples of a set. Out: its report: repetitions judged, flagged, and why some are not graded.
Never: a change to what was detected or measured.
"""
