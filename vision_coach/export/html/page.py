"""The report of one session."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from vision_coach.core.report.numbers import is_number
from vision_coach.core.report.session import Rep, Session, SetReport
from vision_coach.export.html.depth_chart import depth_chart
from vision_coach.export.html.document import definitions, document, origin, warnings
from vision_coach.export.html.lowering_chart import lowering_chart
from vision_coach.export.html.markup import Child, Markup, element, joined, person_text
from vision_coach.export.html.numbers import not_graded, number_tables
from vision_coach.export.html.phases_chart import phases_chart
from vision_coach.export.html.plot import SIGNS, verdict_class
from vision_coach.export.html.range_chart import range_chart
from vision_coach.export.html.thirds_chart import thirds_chart
from vision_coach.export.html.tiles import tiles
from vision_coach.words import (
    exercise_title,
    happened,
    prescribed,
    say,
    sentence,
    trend_words,
)

Pictures = Mapping[tuple[int, int], tuple[bytes, bytes]]
"""Number of the set and of the repetition, from 1 -> its top and bottom frame as JPEG."""
NO_PICTURES: Pictures = {}


def html_text(session: Session, pictures: Pictures = NO_PICTURES) -> str:
    """A self-contained page. Texts of the session may hold anything: they are only ever shown."""
    name = session.athlete or session.source.file or say("page.nameless")
    sets = [
        set_section(one, number, len(session.sets), pictures)
        for number, one in enumerate(session.sets, start=1)
    ]
    return document(
        say("page.title", name=name),
        header(session),
        warnings(sentence(warning) for warning in session.warnings),
        contents(session),
        *(sets or [element("p", say("page.no_repetition"), class_="empty")]),
        definitions(),
        origin(session),
    )


def header(session: Session) -> Markup:
    parts = [session.recorded_at] if session.recorded_at else []
    parts.append(say("page.sets", count=len(session.sets)))
    parts.append(say("report.repetitions", count=sum(len(one.reps) for one in session.sets)))
    file: list[Child] = []
    if session.athlete and session.source.file:
        file = [person_text(session.source.file), " · "]
    return element(
        "header",
        element("p", say("page.kicker"), class_="kicker"),
        element("h1", person_text(session.athlete or session.source.file or say("page.nameless"))),
        element("p", *file, " · ".join(parts), class_="meta"),
    )


def contents(session: Session) -> Markup:
    """For several sets: what each was, and the way to it."""
    if len(session.sets) < 2:
        return Markup("")
    items = [
        element(
            "li",
            element(
                "a",
                say(
                    "page.set", set_number=number, exercise=exercise_title(one.exercise, one.title)
                ),
                href=f"#set-{number}",
            ),
            f" {happened(one)}",
        )
        for number, one in enumerate(session.sets, start=1)
    ]
    return element("nav", element("ul", *items), aria_label=say("page.sets_nav"))


def set_section(one: SetReport, number: int, count: int, pictures: Pictures) -> Markup:
    identity = f"set-{number}"
    name = exercise_title(one.exercise, one.title)
    title = say("page.set", set_number=number, exercise=name) if count > 1 else name
    charts = element(
        "div",
        lowering_chart(one, identity),
        phases_chart(one, identity),
        depth_chart(one, identity),
        thirds_chart(one, identity),
        range_chart(one, identity),
        class_="charts",
    )
    return element(
        "section",
        element("h2", title, id=identity),
        element("p", set_facts(one), class_="meta"),
        asked_and_done(one),
        tiles(one),
        not_graded(one),
        charts,
        thumbnails(one, number, pictures),
        number_tables(one, identity),
        class_="set",
        aria_labelledby=identity,
    )


def set_facts(one: SetReport) -> str:
    parts = [] if one.view == "unknown" else [say("page.seen", view=one.view)]
    parts.append(say("page.tempo", tempo=one.tempo.text) if one.tempo else say("page.no_tempo"))
    if is_number(one.tolerance_s):
        parts.append(say("page.tolerance", tolerance_s=one.tolerance_s))
    text = " · ".join(parts)
    return text[0].upper() + text[1:]


def asked_and_done(one: SetReport) -> Markup:
    """What was prescribed and what happened."""
    return element(
        "p",
        element("b", say("page.prescribed")),
        f" {prescribed(one.tempo)}. ",
        element("b", say("page.done")),
        f" {happened(one)}. {trend_words(one)}",
        class_="sentence",
    )


def thumbnails(one: SetReport, number: int, pictures: Pictures) -> Markup:
    """Top and bottom frame of each repetition of which there are pictures."""
    entries = []
    for rep in one.reps:
        pair = pictures.get((number, rep.index))
        if pair is None:
            continue
        images = [
            element(
                "img",
                src="data:image/jpeg;base64," + base64.b64encode(content).decode("ascii"),
                alt=say(f"page.pictures.{place}", index=rep.index),
                loading="lazy",
            )
            for content, place in zip(pair, ("top", "bottom"), strict=True)
        ]
        words = element("p", caption(rep), class_=f"verdict {verdict_class(rep)}")
        entries.append(element("li", *images, words))
    if not entries:
        return Markup("")
    heading = element("h3", say("page.pictures.heading"))
    return joined([heading, element("ul", *entries, class_="thumbnails")])


def caption(rep: Rep) -> str:
    if rep.verdict is None:
        return say("page.pictures.timed", index=rep.index, eccentric_s=rep.eccentric_s)
    return say(
        "page.pictures.judged",
        index=rep.index,
        eccentric_s=rep.eccentric_s,
        sign=SIGNS[rep.verdict],
        verdict=rep.verdict,
    )
