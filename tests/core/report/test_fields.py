from dataclasses import fields, replace

from reports import rep

from vision_coach.core.report.fields import COLUMNS, READABLE, REP_FIELDS, in_columns, written
from vision_coach.core.report.reason import Reason
from vision_coach.core.report.session import Rep

UNITS = {"s": "_s", "deg": "_deg"}


def test_everything_that_is_stored_of_a_repetition_is_written():
    # `travel` is in limb lengths of the picture: it means nothing outside it.
    assert {one.name for one in fields(Rep)} - {"travel"} <= {one.name for one in REP_FIELDS}


def test_a_number_with_a_unit_ends_in_it():
    assert all(one.name.endswith(UNITS.get(one.kind, "")) for one in REP_FIELDS)


def test_durations_are_those_of_the_times_as_written():
    record = written(replace(rep(), eccentric_start_s=4.00004, eccentric_end_s=6.00006))
    assert (record["eccentric_start_s"], record["eccentric_end_s"]) == (4.0, 6.0001)
    assert record["eccentric_s"] == 2.0001


def test_a_table_has_a_column_for_every_value_and_a_reason_in_words_and_as_code():
    reason = Reason.of("cut", t_s=8.4)
    row = in_columns(replace(rep(), reason=reason), lambda one: f"said: {one.code}")
    assert tuple(row) == COLUMNS
    assert (row["reason"], row["reason_code"]) == ("said: cut", "cut")
    assert [row["first_third_s"], row["second_third_s"], row["last_third_s"]] == [0.7, 0.6, 0.7]


def test_what_people_read_is_in_the_list():
    assert set(READABLE) <= {one.name for one in REP_FIELDS}
