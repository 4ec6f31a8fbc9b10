"""The sample videos: which exist, and what happens in each."""

from __future__ import annotations

from typing import Any

from samples.motion import Rep
from samples.scene import Scene


def weights(name: str, exercise: str, view: str, person: str, *reps: Rep, **others: Any) -> Scene:
    return Scene(f"{exercise}_{name}", exercise, view, person, reps, **others)


# The same of what is done on the floor, on a bench, between bars and on a step.
OTHERS = (
    weights(
        "side", "chair_squat", "side_right", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=40, outfit="grey", view_offset_deg=-5.0,
    ),
    weights(
        "45", "chair_squat", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=41, outfit="white", view_offset_deg=0.0,
    ),
    weights(
        "side", "step_down", "side_left", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=42, outfit="coral", view_offset_deg=6.0,
    ),
    weights(
        "45", "step_down", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.68),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=43, outfit="grey", view_offset_deg=0.0,
    ),
    weights(
        "side", "single_leg_squat", "side_left", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=44, outfit="green", view_offset_deg=-5.0,
    ),
    weights(
        "45", "single_leg_squat", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=45, outfit="coral", view_offset_deg=0.0,
    ),
    weights(
        "side", "knee_push_up", "side_left", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=46, outfit="teal", view_offset_deg=6.0,
    ),
    weights(
        "45", "knee_push_up", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=47, outfit="green", view_offset_deg=0.0,
    ),
    weights(
        "side", "incline_push_up", "side_right", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=48, outfit="blue", view_offset_deg=-5.0,
    ),
    weights(
        "45", "incline_push_up", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=49, outfit="teal", view_offset_deg=0.0,
    ),
    weights(
        "side", "dip", "side_left", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=50, outfit="white", view_offset_deg=6.0,
    ),
    weights(
        "45", "dip", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=51, outfit="blue", view_offset_deg=0.0,
    ),
    weights(
        "side", "bench_press", "side_left", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=52, outfit="grey", view_offset_deg=-5.0,
    ),
    weights(
        "45", "bench_press", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=53, outfit="white", view_offset_deg=0.0,
    ),
    weights(
        "back_45", "inverted_row", "back_45", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, None, 0.5),
        seed=54, outfit="coral", view_offset_deg=6.0,
    ),
    weights(
        "45", "inverted_row", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, None, 0.5, "slow_end"),
        seed=55, outfit="grey", view_offset_deg=0.0,
    ),
    weights(
        "back", "lat_pulldown", "back", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, None, 0.5),
        seed=56, outfit="green", view_offset_deg=-5.0,
    ),
    weights(
        "45", "lat_pulldown", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, None, 0.5, "slow_end"),
        seed=57, outfit="coral", view_offset_deg=0.0,
    ),
    weights(
        "side", "heel_drop", "side_left", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=58, outfit="teal", view_offset_deg=6.0,
    ),
    weights(
        "45", "heel_drop", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=59, outfit="green", view_offset_deg=0.0,
    ),
    weights(
        "side", "nordic_curl", "side_left", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=60, outfit="blue", view_offset_deg=-5.0,
    ),
    weights(
        "45", "nordic_curl", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.68),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=61, outfit="teal", view_offset_deg=0.0,
    ),
    weights(
        "side", "sit_back", "side_right", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=62, outfit="white", view_offset_deg=6.0,
    ),
    weights(
        "45", "sit_back", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=63, outfit="blue", view_offset_deg=0.0,
    ),
    weights(
        "side", "hip_bridge", "side_left", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.1, 0.5, "slow_start"),
        Rep(2.0, 0.8, 1.0, 0.5),
        seed=64, outfit="grey", view_offset_deg=-5.0,
    ),
    weights(
        "45", "hip_bridge", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(3.0, 0.8, 1.0, 0.5, "slow_end"),
        seed=65, outfit="white", view_offset_deg=0.0,
    ),
)  # fmt: skip

# Of each exercise two views; one set with a partial repetition, one with a slow lowering.
TOGETHER_WITH_WEIGHTS = (
    weights(
        "front", "biceps_curl", "front", "man",
        Rep(3.0, 0.5, 1.0, 0.4), Rep(2.0, 0.4, 1.0, 0.4, "slow_end"),
        Rep(3.0, 0.5, 1.0, 0.4, "wobbling", bottom_depth=0.55), Rep(3.1, 0.8, None, 0.4),
        seed=21, outfit="green", arms="lr", view_offset_deg=4.0,
    ),
    weights(
        "side_one_arm", "biceps_curl", "side_left", "woman",
        Rep(4.0, 0.6, 1.2, 0.5), Rep(5.5, 0.6, 1.2, 0.5, "slow_start"), Rep(2.0, 0.8, None, 0.5),
        seed=22, outfit="teal", arms="l", view_offset_deg=-6.0,
    ),
    weights(
        "front", "overhead_press", "front", "woman",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.5, 1.1, 0.5, "slow_end"), Rep(2.0, 0.4, 1.0, 0.5),
        seed=23, outfit="coral", view_offset_deg=-4.0,
    ),
    weights(
        "45", "overhead_press", "45", "man",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(2.5, 0.4, 1.0, 0.5, bottom_depth=0.5),
        Rep(4.0, 0.5, 1.0, 0.5, "wobbling"),
        seed=24, outfit="blue",
    ),
    weights(
        "front", "lateral_raise", "front", "man",
        Rep(3.0, 0.6, 1.0, 0.5), Rep(3.0, 0.6, 1.0, 0.5, "slow_end"),
        Rep(1.5, 0.5, 1.0, 0.4, bottom_depth=0.55), Rep(3.0, 0.8, None, 0.4),
        seed=25, outfit="grey", view_offset_deg=3.0,
    ),
    weights(
        "45", "lateral_raise", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.5), Rep(5.0, 0.6, 1.0, 0.5, "slow_start"), Rep(2.5, 0.8, None, 0.5),
        seed=26, outfit="white",
    ),
    weights(
        "side", "romanian_deadlift", "side_right", "man",
        Rep(3.0, 0.5, 1.2, 0.5), Rep(5.0, 0.6, 1.3, 0.5, "wobbling"), Rep(2.0, 0.4, 1.2, 0.5),
        seed=27, outfit="green", view_offset_deg=5.0,
    ),
    weights(
        "45", "romanian_deadlift", "45", "woman",
        Rep(3.0, 0.5, 1.2, 0.6), Rep(2.6, 0.5, 1.0, 0.6, bottom_depth=0.55),
        Rep(3.2, 0.5, 1.2, 0.6, "slow_end"),
        seed=28, outfit="teal",
    ),
    weights(
        "side", "bent_over_row", "side_left", "woman",
        Rep(3.0, 0.6, 1.0, 0.5), Rep(4.5, 0.6, 1.0, 0.5, "slow_end"), Rep(2.0, 0.8, None, 0.5),
        seed=29, outfit="coral", view_offset_deg=-4.0,
    ),
    weights(
        "45", "bent_over_row", "45", "man",
        Rep(2.5, 0.6, 1.0, 0.5), Rep(2.5, 0.5, 1.0, 0.5, bottom_depth=0.55),
        Rep(2.6, 0.8, None, 0.5, "wobbling"),
        seed=30, outfit="grey",
    ),
    weights(
        "side", "split_squat", "side_left", "man",
        Rep(3.0, 0.5, 1.0, 0.5), Rep(5.0, 0.5, 1.0, 0.5, "slow_start"), Rep(2.0, 0.4, 1.0, 0.5),
        seed=31, outfit="green", view_offset_deg=-5.0,
    ),
    weights(
        "45", "split_squat", "45", "woman",
        Rep(2.5, 0.5, 1.0, 0.6), Rep(2.5, 0.5, 1.0, 0.6, bottom_depth=0.55),
        Rep(3.0, 0.5, 1.0, 0.6, "slow_end"),
        seed=32, outfit="white",
    ),
)  # fmt: skip

# The first one answers `--tempo 4-1-1-0`: four repetitions on target, one hurried.
SCENES = (
    Scene(
        "squat_side",
        "squat",
        "side_left",
        "man",
        (
            Rep(4.0, 1.0, 1.0, 0.0, "trapezoid"),
            Rep(4.2, 1.0, 1.0, 0.2, "slow_end"),
            Rep(2.2, 0.9, 1.0, 0.2, "trapezoid"),
            Rep(3.9, 1.0, 1.0, 0.2, "wobbling"),
        ),
        seed=1,
        view_offset_deg=-4.0,
        outfit="blue",
    ),
    Scene(
        "squat_45",
        "squat",
        "45",
        "woman",
        (
            Rep(3.0, 0.5, 1.0, 0.5, "trapezoid"),
            Rep(3.0, 0.5, 1.0, 0.5, "slow_start"),
            Rep(2.6, 0.4, 0.9, 0.5, "dropped"),
            Rep(3.0, 2.2, 1.0, 2.2, "trapezoid"),
        ),
        seed=2,
        outfit="coral",
        arms="clasped",
    ),
    Scene(
        "squat_front",
        "squat",
        "front",
        "man",
        (
            Rep(2.0, 0.3, 1.0, 0.4, "trapezoid"),
            Rep(2.0, 0.3, 1.0, 0.4, "wobbling", bottom_depth=0.5),
            Rep(2.1, 0.3, 1.1, 0.4, "slow_end"),
            Rep(1.0, 0.2, 0.8, 0.4, "trapezoid"),
            Rep(6.0, 0.5, 1.0, 0.6, "creeping"),
        ),
        seed=3,
        outfit="grey",
        arms="forward",
        view_offset_deg=3.0,
    ),
    Scene(
        "squat_walk_in",
        "squat",
        "side_right",
        "woman",
        (
            Rep(3.0, 0.6, 1.0, 0.4, "trapezoid"),
            Rep(3.2, 0.6, 1.0, 0.5, "stop_and_go"),
        ),
        seed=4,
        outfit="teal",
        arrives=True,
        view_offset_deg=6.0,
    ),
    Scene(
        "push_up_side_left",
        "push_up",
        "side_left",
        "man",
        (
            Rep(3.0, 0.5, 1.0, 0.4, "trapezoid"),
            Rep(3.1, 0.5, 1.0, 0.4, "slow_start"),
            Rep(1.2, 0.3, 0.8, 0.4, "trapezoid"),
            Rep(3.0, 0.6, 1.0, 0.4, "stop_and_go"),
        ),
        seed=5,
        outfit="green",
    ),
    Scene(
        "push_up_side_right",
        "push_up",
        "side_right",
        "woman",
        (
            Rep(4.0, 0.5, 1.2, 0.6, "slow_end"),
            Rep(4.0, 0.5, 1.2, 0.6, "dropped"),
            Rep(2.0, 0.4, 1.0, 0.6, "trapezoid", bottom_depth=0.5),
        ),
        seed=6,
        outfit="white",
        view_offset_deg=-5.0,
    ),
    Scene(
        "push_up_45",
        "push_up",
        "45",
        "man",
        (
            Rep(2.0, 0.4, 0.9, 0.5, "wobbling"),
            Rep(2.1, 2.2, 1.0, 2.0, "trapezoid"),
            Rep(5.0, 0.5, 1.2, 0.6, "creeping"),
        ),
        seed=7,
        outfit="blue",
    ),
    Scene(
        "push_up_front",
        "push_up",
        "front",
        "woman",
        (
            Rep(1.5, 0.3, 0.9, 0.4, "trapezoid"),
            Rep(1.6, 0.3, 0.9, 0.4, "slow_start"),
            Rep(3.0, 0.5, 1.0, 0.5, "slow_end"),
            Rep(3.0, 0.5, 1.0, 0.5, "wobbling"),
        ),
        seed=8,
        outfit="coral",
        view_offset_deg=4.0,
    ),
    Scene(
        "push_up_walk_in",
        "push_up",
        "side_left",
        "man",
        (Rep(3.0, 0.5, 0.9, 0.4, "trapezoid"), Rep(1.8, 0.4, 0.8, 0.4, "slow_end")),
        seed=9,
        outfit="grey",
        arrives=True,
        lead_in_s=0.5,
        lead_out_s=0.4,
    ),
    Scene(
        "pull_up_front",
        "pull_up",
        "front",
        "man",
        (
            Rep(3.0, 0.8, 1.3, 0.4, "trapezoid"),
            Rep(3.0, 0.8, 1.4, 0.4, "slow_start"),
            Rep(1.3, 0.8, 1.4, 0.4, "dropped"),
            Rep(3.1, 1.0, None, 0.4, "slow_end"),
        ),
        seed=10,
        outfit="green",
    ),
    Scene(
        "pull_up_back",
        "pull_up",
        "back",
        "man",
        (
            Rep(4.0, 0.6, 1.4, 0.5, "wobbling"),
            Rep(2.0, 0.4, 1.0, 0.5, "trapezoid", bottom_depth=0.5),
            Rep(4.2, 1.0, None, 0.5, "trapezoid"),
        ),
        seed=11,
        outfit="blue",
        view_offset_deg=-4.0,
    ),
    Scene(
        "pull_up_45",
        "pull_up",
        "45",
        "woman",
        (
            Rep(2.5, 0.8, 1.3, 0.8, "stop_and_go"),
            Rep(5.0, 1.0, 1.5, 0.5, "creeping"),
            Rep(2.5, 1.0, None, 0.5, "trapezoid"),
        ),
        seed=12,
        outfit="teal",
    ),
    Scene(
        "pull_up_eccentric_only",
        "pull_up",
        "back_45",
        "woman",
        (
            Rep(5.0, 0.5, None, 1.1, "trapezoid"),
            Rep(6.0, 0.5, None, 1.1, "slow_end"),
        ),
        seed=13,
        outfit="white",
        eccentric_only=True,
    ),
    *TOGETHER_WITH_WEIGHTS,
    *OTHERS,
)
