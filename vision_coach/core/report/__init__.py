"""What is said of a session: data, sums and comparisons of it.

In: measured repetitions. Out: frozen records, trends, comparisons, a timeline. Never: samples,
and never a sentence: codes and values only.
"""
