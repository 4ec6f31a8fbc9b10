"""The frame of every page: head, style, patterns, definitions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vision_coach.core.report.session import Session
from vision_coach.export.html.markup import Child, Markup, element, joined, person_text
from vision_coach.export.html.plot import is_known

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
DEFINITIONS = (
    (
        "Lowering (eccentric)",
        "From the first to the last visible motion of the way down; pauses belong to pauses.",
    ),
    (
        "Pause, rise, top",
        "From the end of the lowering until rising starts; the way up; from reaching the top until "
        "the next lowering.",
    ),
    (
        "±",
        "Half-width of the interval meant to hold the lowering time in 9 of 10 repetitions, from "
        "this repetition's own frames and noise. In the depth curve it is shared equally between "
        "start and end (divided by the square root of 2).",
    ),
    (
        "On tempo",
        "The lowering is within the tolerance of its target: 15 % of the target, at least 0.25 s, "
        "unless another was asked for. Each set names its own.",
    ),
    (
        "Trend",
        "Least-squares line through the counted lowerings. Control is said to fade when its 90 % "
        "interval leaves out zero and the change over the set exceeds the usual tolerance.",
    ),
    (
        "Counted",
        "Graded, whole repetitions: means, trend and adherence are over these. Partial ones travel "
        "30 to 70 % of the set's usual way; truncated ones have an end outside the video.",
    ),
    ("Time under tension", "Lowering, pause at the bottom and rise, over all repetitions."),
    ("Range of motion", "Difference of the joint's angle between top and bottom position."),
)


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
    page = element("html", head, "\n", element("body", PATTERNS, element("main", *body)), lang="en")
    return f"<!DOCTYPE html>\n{page.text}\n"


def definitions() -> Markup:
    return element(
        "section", element("h2", "What the numbers mean"), term_list(DEFINITIONS), class_="notes"
    )


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
    return element("aside", element("h2", "Please note"), element("ul", *items), class_="warnings")


def origin(session: Session) -> Markup:
    """What the report was made from, and with what."""
    source, engine = session.source, session.engine
    length = f"{source.duration_s:.2f} s" if is_known(source.duration_s) else "not known"
    damaged = {True: "yes", False: "no", None: "not known"}[source.damaged]
    entries: list[tuple[Child, Child]] = [
        ("Source", person_text(source.file or "no file")),
        ("SHA-256", element("code", source.sha256 or "not known")),
        (
            "Picture",
            f"{source.width_px} by {source.height_px} px, {source.frames_read} frames read",
        ),
        ("Length", f"{length}; damaged: {damaged}"),
        ("Recorded", session.recorded_at or "not known"),
        ("Pose engine", joined([engine.name, engine.model, f"version {engine.version}"], ", ")),
        ("Vision Coach", f"version {session.program_version}"),
    ]
    return element(
        "section", element("h2", "How it was measured"), term_list(entries), class_="notes"
    )
