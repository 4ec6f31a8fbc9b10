import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vision_coach.export.html.markup import Markup, element, escaped, joined, number


def test_an_element_with_its_attributes():
    made = element("td", "a", element("b", "c"), class_="x", aria_label="l", id=None)
    assert made.text == '<td class="x" aria-label="l">a<b>c</b>'
    assert element("p", "a", element("b", "c")).text == "<p>a<b>c</b></p>"


def test_what_is_not_an_element_is_escaped_between_tags_and_in_attributes():
    assert element("p", "<b>&\"'", title="\"><i>'").text == (
        '<p title="&quot;&gt;&lt;i&gt;&#x27;">&lt;b&gt;&amp;&quot;&#x27;</p>'
    )
    assert joined(["<", Markup("<br>")], " & ").text == "&lt; &amp; <br>"


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x08", "\x0c", "\r", "\x7f", "\x9f", "\ud800", "\ufdd0", "\ufffe", "\U0010ffff"],
)
def test_what_html_cannot_hold_is_replaced(sign):
    assert escaped(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_text_is_read_back_as_it_was(text):
    assert html.unescape(escaped(text)) == text
    assert not set(escaped(text)) & set("<>\"'")


def test_elements_without_content():
    assert element("meta", charset="utf-8").text == '<meta charset="utf-8">'
    assert element("rect", x=1, y=0.5).text == '<rect x="1" y="0.5"/>'


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.5, "1.5"), (2.0, "2"), (-0.001, "0"), (1 / 3, "0.33"), (100, "100"), (-1.25, "-1.25")],
)
def test_numbers_are_short(value, text):
    assert number(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_length_that_is_none_is_refused(value):
    with pytest.raises(ValueError, match="is no length"):
        element("rect", x=value)
