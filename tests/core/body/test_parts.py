from vision_coach.core.body.parts import BODY_PARTS, NAMES, name_of_one, sides_of


def test_every_part_that_an_exercise_may_name_has_a_name_for_people():
    assert set(NAMES) == {sides_of(part) for part in BODY_PARTS}


def test_one_of_two_is_named_with_its_side():
    assert name_of_one(sides_of("wrist"), 0) == "left_hand"
    assert name_of_one(sides_of("hip"), 1) == "right_hip"
    assert name_of_one(sides_of("foot_index"), 1) == "right_foot"
