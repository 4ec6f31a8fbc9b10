"""The page for people: valid, safe whatever it is given, and with the numbers of the JSON."""

import itertools
import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from html_reading import HTML, SVG, attributes_of, names_of, parsed, rows_of, words_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reports import rep, session, set_report, source

from vision_coach.core.report.session import Curve, Summary
from vision_coach.core.report.summary import summarise
from vision_coach.core.tempo import Verdict
from vision_coach.export.html import html_text
from vision_coach.export.json_report import json_text
from vision_coach.words import quoted

HOSTILE = "</title></style><script>alert('x')</script><img src=x onerror=alert(1)> & \"q\" ]]> <!--"
ALLOWED = {
    "a", "aside", "b", "bdi", "body", "caption", "circle", "code", "dd", "defs", "desc", "details",
    "div",
    "dl", "dt", "figcaption", "figure", "g", "h1", "h2", "h3", "head", "header", "html", "img",
    "li", "line", "link", "main", "meta", "nav", "p", "path", "pattern", "rect", "section",
    "small", "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead",
    "title", "tr", "ul", "use",
}  # fmt: skip


def long_set(count=10, *, tempo="4-1-1-0", seconds=7.0):
    """`count` repetitions of 7 s, with a depth curve at 10 Hz."""
    reps = []
    for index in range(1, count + 1):
        start_s = seconds * index
        reps.append(
            replace(
                rep(index),
                eccentric_start_s=start_s,
                eccentric_end_s=start_s + 3.1 + 0.13 * (index % 9),
                concentric_start_s=start_s + 5.01,
                concentric_end_s=start_s + 6.07,
                target_s=4.0,
                verdict=[Verdict.FAST, Verdict.ON, Verdict.SLOW][index % 3],
            )
        )
    t_s = [round(0.1 * step, 3) for step in range(int(10 * seconds * (count + 1)))]
    smooth = [0.5 - 0.5 * math.cos(2 * math.pi * t / seconds) for t in t_s]
    depth = [value + 0.004 * math.sin(31 * t) for value, t in zip(smooth, t_s, strict=True)]
    one = set_report(*reps, tempo=tempo, tolerance_s=0.6)
    return replace(one, curve=Curve(tuple(t_s), tuple(depth)), summary=summarise(reps))


def judged():
    hidden = replace(
        rep(3), target_s=4.0, verdict=Verdict.NOT_GRADED, reason=quoted("the arm was hidden")
    )
    last = replace(rep(4), concentric_start_s=None, concentric_end_s=None, top_pause_s=None,
                   target_s=4.0, verdict=Verdict.FAST, flags=("eccentric_only",))  # fmt: skip
    reps = (replace(rep(1), target_s=4.0, verdict=Verdict.FAST), hidden, last)
    one = set_report(*reps, tempo="4-1-X-0", tolerance_s=0.6)
    return replace(one, summary=summarise(reps))


def check_safe(tree):
    """Nothing but what the page is made of, and nothing that asks anyone for anything."""
    assert names_of(tree) <= ALLOWED
    for name, value in attributes_of(tree):
        assert not name.startswith("on"), name
        if name in ("href", "src", "action", "data"):
            assert value.startswith(("#", "data:")), value
    style = tree.find(f".//{HTML}style").text
    assert "@import" not in style
    assert "://" not in style
    assert style.count("url(") == style.count("url(#")


SESSIONS = {
    "as usual": session(judged(), long_set(), athlete="Łukasz 李", warnings=(quoted("a & b"),)),
    "no tempo": session(set_report(rep(1), rep(2), rep(3))),
    "one repetition": session(set_report()),
    "empty": session(
        source=source(file=None, sha256=None), warnings=(quoted("no person was found"),)
    ),
    "a set of nothing": session(replace(set_report(), reps=(), curve=Curve((), ()))),
    "all not graded": session(
        replace(
            set_report(*(replace(rep(n), reason=quoted("hidden"), target_s=4.0) for n in (1, 2))),
            summary=Summary(2, 0, None, None, None, None, 7.0),
        )
    ),
}


@pytest.mark.parametrize("one", SESSIONS.values(), ids=SESSIONS)
def test_a_page_is_valid_html_that_needs_nothing_else(one):
    tree = parsed(html_text(one))
    check_safe(tree)
    assert tree.find(f".//{HTML}meta[@http-equiv]").get("content").startswith("default-src 'none'")


def test_what_was_prescribed_what_happened_and_what_was_not_graded_is_said():
    words = words_of(parsed(html_text(SESSIONS["as usual"])))
    assert "4 s down, 1 s pause, up as fast as possible, no pause at the top" in words
    assert "the arm was hidden" in words
    assert "not graded" in words
    assert "± 0.60 s counts as on tempo" in words
    assert "a & b" in words
    assert "Łukasz 李" in words


def test_every_chart_has_a_title_and_a_description():
    charts = [
        svg for svg in parsed(html_text(SESSIONS["as usual"])).iter(f"{SVG}svg")
        if svg.get("role") == "img"
    ]  # fmt: skip
    assert len(charts) >= 8
    identities = set()
    for svg in charts:
        title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert title.text
        assert description.text
        assert svg.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        identities.add(title.get("id"))
    assert len(identities) == len(charts)


def test_no_two_elements_have_one_identity():
    tree = parsed(html_text(SESSIONS["as usual"]))
    identities = [value for name, value in attributes_of(tree) if name == "id"]
    assert len(set(identities)) == len(identities)
    for name, value in attributes_of(tree):
        if name == "aria-labelledby" or (name == "href" and value.startswith("#")):
            assert set(value.removeprefix("#").split()) <= set(identities)


THIRDS = ("first_third_s", "second_third_s", "last_third_s")


def test_the_tables_hold_every_value_of_the_json():
    one = SESSIONS["as usual"]
    records = [rep for part in json.loads(json_text(one))["sets"] for rep in part["reps"]]
    rows = rows_of(parsed(html_text(one)))
    assert len(rows) == len(records) == 13
    for row, record in zip(rows, records, strict=True):
        record |= dict(zip(THIRDS, record.pop("thirds_s"), strict=True))
        assert row["flags"].split() == record.pop("flags")
        assert row["verdict"] == (record.pop("verdict") or "")
        assert row["reason"] == (record.pop("reason") or "")
        assert row["id"] == record.pop("id")
        assert row["side"] == record.pop("side")
        code = record.pop("reason_code")
        assert row["reason_code"] == (code["code"] if code else "")
        words = {"flags", "verdict", "reason", "id", "reason_code", "side"}
        assert row.keys() - words == record.keys()
        for field, value in record.items():
            assert (float(row[field]) if row[field] else None) == value, field


def test_markup_in_names_is_shown_and_not_obeyed():
    broken = replace(
        rep(), reason=quoted(HOSTILE), flags=(HOSTILE,), target_s=4.0, verdict=Verdict.NOT_GRADED
    )
    one = session(
        replace(set_report(broken, tempo="4"), exercise=HOSTILE, view=HOSTILE),
        replace(set_report(), exercise=HOSTILE),
        source=source(file=HOSTILE, sha256=HOSTILE),
        athlete=HOSTILE,
        warnings=(quoted(HOSTILE),),
        recorded_at=HOSTILE,
    )
    tree = parsed(html_text(one))
    check_safe(tree)
    assert tree.find(f".//{HTML}title").text == f"{HOSTILE}: lowering report"
    assert words_of(tree).count(HOSTILE) >= 6


ANY_TEXT = st.text(st.characters(), max_size=40)
NUMBERS = st.floats() | st.none() | st.just(1e308) | st.floats(0, 100)


@given(st.lists(ANY_TEXT, min_size=7, max_size=7))
@settings(max_examples=15, deadline=None)
def test_any_text_at_all(texts):
    file, athlete, warning, exercise, view, reason, flag = texts
    one = session(
        replace(
            set_report(replace(rep(), reason=quoted(reason), flags=(flag,))),
            exercise=exercise,
            view=view,
        ),
        source=source(file=file),
        athlete=athlete,
        warnings=(quoted(warning),),
    )
    text = html_text(one)
    check_safe(parsed(text))
    text.encode()


@example([math.nan] * 12, [math.nan])
@example([math.inf] * 12, [math.inf])
@example([-1e308] * 12, [1e308])
@given(st.lists(NUMBERS, min_size=12, max_size=12), st.lists(NUMBERS, max_size=4))
@settings(max_examples=15, deadline=None)
def test_any_numbers_at_all(numbers, depths):
    known = [math.nan if value is None else value for value in numbers]
    odd = replace(
        rep(2),
        eccentric_start_s=known[0],
        eccentric_end_s=known[1],
        concentric_start_s=numbers[2],
        concentric_end_s=numbers[3],
        top_pause_s=numbers[4],
        eccentric_uncertainty_s=known[5],
        thirds_s=(known[0], known[6], known[7]),
        top_deg=numbers[8],
        bottom_deg=numbers[9],
        confidence=known[10],
        target_s=numbers[11],
        verdict=Verdict.SLOW,
    )
    summary = Summary(3, 3, numbers[0], numbers[1], numbers[2], numbers[3], known[4])
    one = set_report(rep(1), odd, rep(3), tempo="4-1-1-0", tolerance_s=numbers[5])
    one = replace(one, curve=Curve(tuple(known[: len(depths)]), tuple(depths)), summary=summary)
    tree = parsed(html_text(session(one, source=source(duration_s=known[6]))))
    check_safe(tree)
    words = words_of(tree).split()
    assert "nan" not in words
    assert "inf" not in words


def test_ten_sets_of_ten_repetitions_stay_below_310_kilobytes():
    text = html_text(session(*[long_set()] * 10))
    assert len(text.encode()) < 310_000


class Cells(HTMLParser):
    """Counts what is in a page too long for a tree."""

    def __init__(self, text):
        super().__init__()
        self.starts = {}
        self.open = []
        self.feed(text)

    def handle_starttag(self, tag, _attributes):
        self.starts[tag] = self.starts.get(tag, 0) + 1
        if tag not in ("meta", "link", "img", "td"):
            self.open.append(tag)

    def handle_startendtag(self, tag, _attributes):
        self.starts[tag] = self.starts.get(tag, 0) + 1

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.slow
def test_ten_thousand_repetitions_are_all_in_the_table_and_some_in_the_charts():
    reps = tuple(replace(rep(n), target_s=2.0, verdict=Verdict.ON) for n in range(1, 10_001))
    one = replace(set_report(*reps, tempo="2", tolerance_s=0.3), summary=summarise(reps))
    text = html_text(session(one))
    cells = Cells(text)
    assert cells.open == []
    assert cells.starts["tr"] == 2 * 10_001
    assert cells.starts["circle"] < 1_000
    assert cells.starts["rect"] < 5_000
    assert "The first 60 of 10000 repetitions are drawn" in text


def test_the_curve_is_drawn_as_it_is():
    """Its lowest and highest points, to less than half a pixel, however many it has."""
    tree = parsed(html_text(session(long_set())))
    path = next(one for one in tree.iter(f"{SVG}path") if one.get("class") == "curve").get("d")
    start, steps = path.removeprefix("M").split("l")
    numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", steps)]
    heights = list(itertools.accumulate(numbers[1::2], initial=float(start.split()[1])))
    # Depth -0.004 and 1.004, on the 90 px between the depths -0.12 and 1.15.
    assert min(heights) == pytest.approx(18 + 90 * 0.116 / 1.27, abs=0.9)
    assert max(heights) == pytest.approx(18 + 90 * 1.124 / 1.27, abs=0.9)
    assert len(heights) < 200


def test_a_single_point_between_gaps_is_a_dot():
    one = replace(set_report(), curve=Curve((4.0, 4.1, 4.2), (0.0, None, 0.5)))
    tree = parsed(html_text(session(one)))
    (path,) = (one.get("d") for one in tree.iter(f"{SVG}path") if one.get("class") == "curve")
    assert re.fullmatch(r"(M[\d.]+ [\d.]+h0){2}", path)


def test_pictures_stand_beside_their_repetition():
    tree = parsed(html_text(session(judged()), {(1, 3): (b"top", b"bottom")}))
    images = list(tree.iter(f"{HTML}img"))
    assert [one.get("alt") for one in images] == [
        "Repetition 3, top position",
        "Repetition 3, bottom position",
    ]
    assert images[0].get("src") == "data:image/jpeg;base64,dG9w"
    check_safe(tree)
