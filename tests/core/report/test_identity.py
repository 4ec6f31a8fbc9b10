from dataclasses import replace

from reports import rep, session, set_report, source

from vision_coach.core.report.identity import with_ids


def ids_of(one):
    return [(part.id, *(rep.id for rep in part.reps)) for part in one.sets]


def test_the_same_recording_gives_the_same_names_whatever_it_is_judged_by():
    judged = session(set_report(rep(1), rep(2), tempo="4-1-1-0", tolerance_s=0.6))
    assert ids_of(judged) == ids_of(session(set_report(rep(1), rep(2))))


def test_a_repetition_that_is_found_before_it_does_not_rename_one():
    (_, second) = session(set_report(rep(1), rep(2))).sets[0].reps
    (alone,) = session(set_report(rep(2))).sets[0].reps
    assert alone.id == second.id


def test_no_two_are_called_the_same():
    one = session(set_report(*map(rep, range(1, 200))), source=source(sha256=None, file=None))
    (names,) = ids_of(one)
    assert len(set(names)) == len(names) == 200


def test_another_recording_has_other_names():
    here, there = session(), session(source=source(sha256="1" * 64))
    assert ids_of(session(set_report(), source=here.source)) != ids_of(
        session(set_report(), source=there.source)
    )


def test_names_that_are_there_are_kept():
    named = replace(rep(1), id="mine")
    assert with_ids(session(set_report(named))).sets[0].reps[0].id == "mine"
