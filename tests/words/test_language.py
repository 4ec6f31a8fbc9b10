"""What a table can say, and how another language would say it."""

import pytest

from vision_coach.core.report.reason import Reason
from vision_coach.words import language, number, quoted, read_language, say, sentence, speaking

GERMAN_RULES = """
code = "de"
name = "Deutsch"
decimal = ","
percent = "\\u00a0%"
list_between = ", "
list_last = " und "
numbers_between = "; "
clauses_between = "; "
[plural]
one = "i = 1 and v = 0"
"""


@pytest.fixture
def german(tmp_path):
    """Another language is another folder."""
    tables = {
        "language": GERMAN_RULES,
        "body": 'knees = "Knie"\nankles = "Knöchel"\n',
        "reasons": """
            ends_at_cut = "Schnitt bei {t_s:.1f} s"
            cuts = "Schnitte bei {times_s:.1f} s"
            parts_out_from = "ab {from_s:.1f} s sind {parts:body} nicht im Bild"
            share = "{share:.0%} von {count}"
            """,
        "report": '[repetitions]\none = "{count} Wiederholung"\nother = "{count} Wiederholungen"\n',
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_language(tmp_path)


def test_a_reason_is_told_with_its_values():
    assert sentence(Reason.of("ends_at_cut", t_s=8.42)) == (
        "cut after 8.4 s, in the middle of the lowering"
    )


def test_another_language_has_its_own_order_signs_and_lists(german):
    reason = Reason.of("parts_out_from", parts=("knees", "ankles"), from_s=1.25)
    with speaking(german):
        assert sentence(reason) == "ab 1,2 s sind Knie und Knöchel nicht im Bild"
        assert sentence(Reason.of("cuts", times_s=(1.0, 2.5))) == "Schnitte bei 1,0; 2,5 s"
        assert say("reasons.share", share=0.8, count=5) == "80\N{NO-BREAK SPACE}% von 5"
        assert number(-2.5, "+.2f") == "-2,50"
    assert (
        sentence(reason) == "knees and ankles out of the picture from 1.2 s: move the camera back"
    )


def test_nouns_follow_their_number(german):
    for words, one, two in (
        (language(), "1 repetition", "2 repetitions"),
        (german, "1 Wiederholung", "2 Wiederholungen"),
    ):
        assert words.say("report.repetitions", count=1) == one
        assert words.say("report.repetitions", count=2) == two


def test_what_others_wrote_is_passed_on_word_for_word():
    for text in ("too {fast} %s", "", "{t_s:.1f}"):
        assert sentence(quoted(text)) == text


def test_a_part_that_has_no_name_stands_for_itself():
    reason = Reason.of("parts_cut_off", parts=("hips", "third_eye"))
    assert sentence(reason).startswith("hips and third_eye are out of the picture")


def test_a_value_that_is_missing_is_an_error_and_not_a_hole_in_the_sentence():
    with pytest.raises(KeyError, match="t_s"):
        sentence(Reason.of("ends_at_cut"))


def test_only_what_is_inside_is_said_in_the_other_language(german):
    with pytest.raises(ZeroDivisionError), speaking(german):
        _ = 1 / 0
    assert number(0.5, ".1f") == "0.5"
