"""Where repetitions are.

In: stretches of samples. Out: turning points, candidates, the repetitions of a set, and what was
rejected by which rule. Never: how long anything took; a detection is quick and coarse.
"""
