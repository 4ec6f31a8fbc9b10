"""Several sessions on one page: lowering time, consistency and range over time."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.report.comparison import Course, athletes, compare, in_order
from vision_coach.core.report.session import Session
from vision_coach.export.html.comparison_charts import bars_chart, lowering_chart
from vision_coach.export.html.document import definitions, document, warnings
from vision_coach.export.html.markup import Markup, element, joined, person_text
from vision_coach.export.html.numbers import head_cell, number_cell, table
from vision_coach.words import course_words, exercise_title, say

COLUMNS = (
    ("reps", "", 0),
    ("target_s", "s", 2),
    ("eccentric_mean_s", "s", 2),
    ("eccentric_sd_s", "s", 2),
    ("adherence", "share", 2),
    ("range_mean_deg", "deg", 1),
    ("time_under_tension_s", "s", 1),
)


def comparison_text(sessions: Sequence[Session]) -> str:
    """A self-contained page that puts `sessions` side by side."""
    names = athletes(sessions)
    notes = [
        say("page.comparison.no_repetition", name=session.source.file or nameless())
        for session in sessions
        if not session.sets
    ]
    if len(names) > 1:
        notes.insert(0, say("page.comparison.different_people", names=", ".join(names)))
    title = names[0] if len(names) == 1 else say("page.sessions", count=len(sessions))
    return document(
        say("page.comparison.title", name=title),
        element(
            "header",
            element("p", say("page.comparison.kicker"), class_="kicker"),
            element("h1", person_text(title)),
            element("p", span_words(sessions), class_="meta"),
        ),
        warnings(notes),
        *(
            course_section(course, f"course-{number}")
            for number, course in enumerate(compare(sessions), start=1)
        ),
        definitions(),
    )


def span_words(sessions: Sequence[Session]) -> Markup:
    ordered = in_order(sessions)
    names = [session.recorded_at or session.source.file or nameless() for session in ordered]
    ends = [person_text(name) for name in (names[0], names[-1])[: len(names)]]
    count = say("page.sessions", count=len(names))
    span = say("page.comparison.span", sessions=count)
    return joined([span, joined(ends, say("page.comparison.span_to"))])


def nameless() -> str:
    return say("page.comparison.nameless")


def course_section(course: Course, identity: str) -> Markup:
    charts = [
        lowering_chart(course, identity),
        bars_chart(
            course,
            f"{identity}-spread",
            say("page.comparison.consistency"),
            say("page.comparison.consistency_words"),
            "s",
            [one.summary.eccentric_sd_s for one in course.occasions],
        ),
        bars_chart(
            course,
            f"{identity}-range",
            say("page.comparison.range"),
            say("page.comparison.range_words"),
            "deg",
            [one.range_mean_deg for one in course.occasions],
        ),
    ]
    return element(
        "section",
        element("h2", exercise_title(course.exercise, course.title), id=identity),
        element("p", course_words(course), class_="sentence"),
        element("div", *charts, class_="charts"),
        occasion_table(course, identity),
        class_="set",
        aria_labelledby=identity,
    )


def occasion_table(course: Course, identity: str) -> Markup:
    heads = [element("th", say("page.comparison.session"), scope="col", class_="words")]
    heads += [
        head_cell(say(f"page.comparison.columns.{field}"), unit)
        for field, unit, _decimals in COLUMNS
    ]
    rows = []
    for number, one in enumerate(course.occasions, start=1):
        record: dict[str, float | None] = {
            "reps": len(one.reps),
            "target_s": one.target_s,
            "range_mean_deg": one.range_mean_deg,
        }
        cells = [element("td", f"{number}  ", person_text(one.name), class_="words")]
        for field, _unit, decimals in COLUMNS:
            value = record[field] if field in record else getattr(one.summary, field)
            cells.append(number_cell(value, decimals))
        rows.append(cells)
    return table(heads, rows, say("page.comparison.caption"), f"{identity}-table")
