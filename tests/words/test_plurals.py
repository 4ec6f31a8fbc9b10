"""Forms of nouns beside a number, by the rules that Unicode gives for each language."""

import pytest

from vision_coach.words.plurals import category

ENGLISH = {"one": "i = 1 and v = 0"}
ARABIC = {
    "zero": "n = 0",
    "one": "n = 1",
    "two": "n = 2",
    "few": "n % 100 = 3..10",
    "many": "n % 100 = 11..99",
}
POLISH = {
    "one": "i = 1 and v = 0",
    "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
    "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 "
    "or v = 0 and i % 100 = 12..14",
}


# The samples are those that CLDR prints beside its rules.
@pytest.mark.parametrize(
    ("rules", "counts", "form"),
    [
        (ENGLISH, (1,), "one"),
        (ENGLISH, (0, 2, 100, 1.5, 0.1), "other"),
        ({}, (0, 1, 2), "other"),  # Chinese
        (ARABIC, (0,), "zero"),
        (ARABIC, (1,), "one"),
        (ARABIC, (2,), "two"),
        (ARABIC, (3, 10, 103, 1003), "few"),
        (ARABIC, (11, 26, 111, 1011), "many"),
        (ARABIC, (100, 102, 200, 0.5), "other"),
        (POLISH, (2, 4, 22, 104), "few"),
        (POLISH, (0, 5, 19, 100, 112), "many"),
        (POLISH, (1.5,), "other"),
    ],
)
def test_the_form_that_a_number_takes(rules, counts, form):
    assert {category(count, rules) for count in counts} == {form}


def test_a_rule_that_is_none_is_not_taken_for_one_that_never_holds():
    with pytest.raises(ValueError, match="n is 1"):
        category(1, {"one": "n is 1"})
