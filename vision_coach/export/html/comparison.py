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
    ("reps", "repetitions", "", 0),
    ("target_s", "target", "s", 2),
    ("eccentric_mean_s", "mean lowering", "s", 2),
    ("eccentric_sd_s", "spread", "s", 2),
    ("adherence", "on tempo", "0 to 1", 2),
    ("range_mean_deg", "mean range", "°", 1),
    ("time_under_tension_s", "under tension", "s", 1),
)


def comparison_text(sessions: Sequence[Session]) -> str:
    """A self-contained page that puts `sessions` side by side."""
    names = athletes(sessions)
    notes = [f"{session.source.file or 'session'}: no repetition" for session in sessions
             if not session.sets]  # fmt: skip
    if len(names) > 1:
        notes.insert(0, "These are sessions of different people: " + ", ".join(names))
    title = names[0] if len(names) == 1 else say("page.sessions", count=len(sessions))
    return document(
        f"{title}: sessions compared",
        element(
            "header",
            element("p", "Vision Coach · sessions compared", class_="kicker"),
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
    names = [session.recorded_at or session.source.file or "session" for session in ordered]
    ends = [person_text(name) for name in (names[0], names[-1])[: len(names)]]
    return joined([say("page.sessions", count=len(names)), ": ", joined(ends, " to ")])


def course_section(course: Course, identity: str) -> Markup:
    charts = [
        lowering_chart(course, identity),
        bars_chart(
            course,
            f"{identity}-spread",
            "Consistency",
            "Standard deviation of the lowering times: the lower, the more even.",
            " s",
            [one.summary.eccentric_sd_s for one in course.occasions],
        ),
        bars_chart(
            course,
            f"{identity}-range",
            "Range of motion",
            "Mean change of the joint's angle.",
            "°",
            [one.range_mean_deg for one in course.occasions],
        ),
    ]
    return element(
        "section",
        element("h2", exercise_title(course.exercise), id=identity),
        element("p", course_words(course), class_="sentence"),
        element("div", *charts, class_="charts"),
        occasion_table(course, identity),
        class_="set",
        aria_labelledby=identity,
    )


def occasion_table(course: Course, identity: str) -> Markup:
    heads = [element("th", "session", scope="col", class_="words")]
    heads += [head_cell(heading, unit) for _field, heading, unit, _decimals in COLUMNS]
    rows = []
    for number, one in enumerate(course.occasions, start=1):
        record: dict[str, float | None] = {
            "reps": len(one.reps),
            "target_s": one.target_s,
            "range_mean_deg": one.range_mean_deg,
        }
        cells = [element("td", f"{number}  ", person_text(one.name), class_="words")]
        for field, _heading, _unit, decimals in COLUMNS:
            value = record[field] if field in record else getattr(one.summary, field)
            cells.append(number_cell(value, decimals))
        rows.append(cells)
    return table(heads, rows, "The sessions", f"{identity}-table")
