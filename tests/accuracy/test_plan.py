"""The repetitions that are rendered beyond the samples, and the cache they go to."""

from dataclasses import replace

import pytest
import render_samples
from accuracy.plan import KEPT_FROM_TUNING, VIEWS, scenes
from accuracy.rendered import missing, render_whole
from samples.motion import FAMILIES, Rep
from samples.scene import Scene

TINY = Scene(
    "tiny", "squat", "front", "man", (Rep(0.5, 0.1, 0.3, 0.1),), 5, fps=5.0, size=(128, 72)
)


def written(scene, out):
    """In place of the renderer, which has tests of its own."""
    (out / f"{scene.name}.json").write_text("{}")
    video = out / f"{scene.name}.mp4"
    video.write_bytes(b"video")
    return video


def test_three_hundred_repetitions_over_everything():
    plan = scenes()
    reps = [rep for scene in plan for rep in scene.reps]
    assert len(reps) >= 300
    for family in FAMILIES:
        assert sum(rep.profile == family for rep in reps) >= 40
    for low_s, high_s in ((1, 2), (2, 3), (3, 4.5), (4.5, 6.01)):
        assert sum(low_s <= rep.eccentric_s < high_s for rep in reps) >= 45
    assert {scene.fps for scene in plan} == {15.0, 24.0, 30.0, 60.0}
    assert {scene.person for scene in plan} == {"man", "woman"}
    assert len({scene.outfit for scene in plan}) == 6
    seen = {(scene.exercise, scene.view) for scene in plan}
    assert seen == {(exercise, view) for exercise in VIEWS for view in VIEWS[exercise]}


def test_any_first_part_covers_every_family_exercise_and_frame_rate_of_the_mixed_sets():
    first = scenes()[:15]
    assert {rep.profile for scene in first for rep in scene.reps} == set(FAMILIES)
    assert {scene.exercise for scene in first} == set(VIEWS)
    assert {15.0, 24.0, 30.0} <= {scene.fps for scene in first}


def test_the_plan_is_the_same_every_time_and_names_what_it_depends_on():
    plan = scenes()
    assert plan == scenes()
    assert len({scene.name for scene in plan}) == len(plan)
    assert KEPT_FROM_TUNING in FAMILIES


def test_a_rendered_video_appears_whole_and_is_not_rendered_again(tmp_path, monkeypatch):
    monkeypatch.setattr(render_samples, "render", written)
    assert missing([TINY], tmp_path) == [TINY]
    assert render_whole(TINY, tmp_path) == "tiny"
    assert missing([TINY], tmp_path) == []
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        ".rendering",
        "tiny.json",
        "tiny.mp4",
    ]


def test_a_rendering_that_stops_half_way_leaves_nothing(tmp_path, monkeypatch):
    def stopped(scene, out):
        (out / f"{scene.name}.mp4").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(render_samples, "render", stopped)
    other = replace(TINY, name="other")
    with pytest.raises(KeyboardInterrupt):
        render_whole(other, tmp_path)
    assert missing([other], tmp_path) == [other]
    assert list(tmp_path.rglob("*.mp4")) == []
