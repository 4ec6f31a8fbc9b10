"""Renders people who exercise, with the exact truth of every repetition.

One purpose per module: `wheel` (where the body comes from), `body` (the committed asset),
`rotation`, `posing` (bones and skin), `stances` (the poses of each exercise), `gait` (walking and
changing position), `motion` (speed along a path), `clothes`, `camera`, `room`, `renderer`, `truth`,
`encode` and `scenes` (the set of sample videos).
"""

GENERATOR_VERSION = "2"
"""Goes into every truth file; raise it when the same seed gives another picture or truth."""
