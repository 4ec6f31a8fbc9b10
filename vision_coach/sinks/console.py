"""The terminal as it is written to: no name may colour it, clear it or break a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"
"""In place of a sign that is none for the eye."""


class PlainConsole(Console):
    """Names, titles and sentences of files are shown as text: neither as markup of the library
    (`[/b]` would be an error) nor as commands to the terminal."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, emoji=False)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=shown(segment.text))


def shown(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign == "\n" else NOT_SHOWN for sign in text)
