"""A language without a Latin letter: what is still English in a report did not come from it."""

import io
import re
import string
from dataclasses import replace

import pytest
from html_reading import HTML, parsed
from reports import rep, session, set_report
from rich.console import Console

from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import Curve, Session
from vision_coach.core.report.summary import summarise
from vision_coach.core.tempo import Verdict
from vision_coach.drawing.panel import verdict_text
from vision_coach.export.html import comparison_text, html_text
from vision_coach.export.json_report import json_text
from vision_coach.live.state import Advice
from vision_coach.live.state import Stage as LiveStage
from vision_coach.sinks import words as live_words
from vision_coach.sinks.session_summary import print_comparison
from vision_coach.sinks.terminal import print_session
from vision_coach.words import Words, language, speaking

DATA = {"squats.mp4", "sticks", "none", "Ann"}
"""File, pose engine, model and athlete of the reports here."""


def signs_for_letters(pattern: str) -> str:
    """The pattern with its places for values, and a sign for each letter."""
    return "".join(
        re.sub("[A-Za-z]", "◇", text)
        + (f"{{{name}{':' if spec else ''}{spec}}}" if name is not None else "")
        for text, name, spec, _ in string.Formatter().parse(pattern)
    )


@pytest.fixture(scope="module")
def foreign() -> Words:
    english = language()
    patterns = {
        key: signs_for_letters(pattern)
        if isinstance(pattern, str)
        else {form: signs_for_letters(one) for form, one in pattern.items()}
        for key, pattern in english.patterns.items()
    }
    rules = replace(english.rules, code="xx", list_last=" & ", decimal=",")
    return Words(rules, patterns)


def report() -> Session:
    verdicts = (Verdict.ON, Verdict.FAST, Verdict.SLOW, Verdict.UNSURE)
    reps = [
        replace(rep(index), target_s=2.0, verdict=verdict)
        for index, verdict in enumerate(verdicts, start=1)
    ]
    hidden = replace(
        rep(4),
        target_s=2.0,
        verdict=Verdict.NOT_GRADED,
        reason=Reason.of("parts_hidden_from", parts=("knees", "left_foot"), from_s=16.0),
        flags=("partial",),
        top_pause_s=None,
    )
    done = (*reps, hidden)
    one = replace(
        set_report(*done, tempo="2-1-X-0", tolerance_s=0.3),
        summary=summarise(done),
        curve=Curve((4.0, 4.1, 4.2), (0.0, None, 1 / 3)),
    )
    warnings = (Reason.of("more_people"), Reason.of("cuts", times_s=(1.0, 2.5)))
    return session(one, one, warnings=warnings, athlete="Ann")


def english_in(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z][A-Za-z.0-9_]+", text)) - DATA


def read_out(content: str) -> str:
    """What a page shows and says, but for the table of all fields by their names in the JSON."""
    tree = parsed(content)
    left_out = {tree.find(f".//{HTML}style")}
    for details in tree.iter(f"{HTML}details"):
        left_out |= set(details.iter()) - set(details.findall(f"{HTML}summary"))
    left_out |= set(tree.iter(f"{HTML}code"))  # the file's checksum
    spoken = [text for one in tree.iter() if one not in left_out for text in (one.text, one.tail)]
    named = [one.attrib.get(name) for one in tree.iter() for name in ("alt", "aria-label")]
    return " ".join(text for text in [*spoken, *named] if text)


@pytest.mark.parametrize("many", [1, 2])
def test_a_page_says_nothing_in_english(foreign, many):
    with speaking(foreign):
        content = html_text(report()) if many == 1 else comparison_text([report()] * many)
    assert english_in(read_out(content)) == set()
    assert parsed(content).attrib["lang"] == "xx"


def test_the_terminal_says_nothing_in_english(foreign):
    target = io.StringIO()
    console = Console(file=target, width=140)
    with speaking(foreign):
        print_session(console, report())
        print_comparison(console, [report(), report()])
    assert english_in(target.getvalue()) == set()


def test_an_annotated_video_says_nothing_in_english(foreign):
    with speaking(foreign):
        said = [verdict_text(one) for one in report().sets[0].reps]
    assert english_in(" ".join(said)) == set()
    assert "2,00" in said[0]


def test_a_live_session_says_nothing_in_english(foreign):
    with speaking(foreign):
        said = [text for one in Advice for text in live_words.advice_words((one,))]
        said += [live_words.stage_word(stage) for stage in LiveStage]
    assert english_in(" ".join(said)) == set()


def test_the_json_report_stays_english(foreign):
    plain = json_text(report())
    with speaking(foreign):
        assert json_text(report()) == plain
    assert "more than one person is in the picture" in plain
