"""The frame of every page: head, style, patterns, definitions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vision_coach.core.body.pose import SourceInfo
from vision_coach.core.report.session import Session
from vision_coach.export.html.markup import Child, Markup, element, joined, person_text
from vision_coach.export.html.plot import is_known
from vision_coach.words import language_code, say

STYLE = Path(__file__).with_name("report.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""The browser itself then refuses scripts and every request, whatever the page may hold."""
PATTERNS = Markup(
    '<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="p-pause" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="p-pause-back"/>'
    '<circle cx="3" cy="3" r="1.3" class="p-pause-ink"/></pattern>'
    '<pattern id="p-rise" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" class="p-rise-back"/>'
    '<rect width="2" height="6" class="p-rise-ink"/></pattern>'
    "</defs></svg>"
)
DEFINED = (
    "lowering", "others", "uncertainty", "on_tempo", "trend", "counted", "tension", "range",
)  # fmt: skip
"""In this order."""


def document(title: str, *body: Child) -> str:
    """A whole page, with everything it needs inside it."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        # Without it a browser asks the server, or the disk, for an icon.
        element("link", rel="icon", href="data:,"),
        element("title", title),
        element("style", Markup(STYLE.read_text(encoding="utf-8"))),
    )
    page = element(
        "html", head, "\n", element("body", PATTERNS, element("main", *body)), lang=language_code()
    )
    return f"<!DOCTYPE html>\n{page.text}\n"


def definitions() -> Markup:
    entries = [
        (say(f"page.definitions.{name}.term"), say(f"page.definitions.{name}.meaning"))
        for name in DEFINED
    ]
    heading = element("h2", say("page.definitions.heading"))
    return element("section", heading, term_list(entries), class_="notes")


def term_list(entries: Iterable[tuple[Child, Child]]) -> Markup:
    return element(
        "dl",
        *(element("div", element("dt", term), element("dd", meaning)) for term, meaning in entries),
    )


def warnings(texts: Iterable[str]) -> Markup:
    """What makes the times less sure, where nobody can miss it."""
    items = [element("li", text) for text in texts]
    if not items:
        return Markup("")
    return element(
        "aside", element("h2", say("page.note")), element("ul", *items), class_="warnings"
    )


def origin(session: Session) -> Markup:
    """What the report was made from, and with what."""
    source, engine = session.source, session.engine
    size = say(
        "page.origin.picture_size",
        width_px=source.width_px,
        height_px=source.height_px,
        frames=source.frames_read,
    )
    not_known = say("page.origin.not_known")
    version = say("page.origin.version", version=engine.version)
    program = say("page.origin.version", version=session.program_version)
    entries: list[tuple[Child, Child]] = [
        (say("page.origin.source"), person_text(source.file or say("page.origin.no_file"))),
        (say("page.origin.sha256"), element("code", source.sha256 or not_known)),
        (say("page.origin.picture"), size),
        (say("page.origin.length"), length_words(source)),
        (say("page.origin.recorded"), session.recorded_at or not_known),
        (say("page.origin.engine"), joined([engine.name, engine.model, version], ", ")),
        (say("page.origin.program"), program),
    ]
    heading = element("h2", say("page.origin.heading"))
    return element("section", heading, term_list(entries), class_="notes")


def length_words(source: SourceInfo) -> str:
    if source.damaged is None:
        damaged = say("page.origin.not_known")
    else:
        damaged = say("page.origin.damaged" if source.damaged else "page.origin.undamaged")
    if not is_known(source.duration_s):
        return say("page.origin.length_not_known", damaged=damaged)
    return say("page.origin.length_s", duration_s=source.duration_s, damaged=damaged)
