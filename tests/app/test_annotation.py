"""The annotated video, from a real file and a stick figure in place of the pose engine."""

import importlib.util
import json
import signal
from dataclasses import replace

import av
import numpy as np
import pytest
from stick_figure import StickFigure, along, repetitions
from videos import (
    HEVC_MP4,
    MKV,
    MP4,
    TS,
    add_sound,
    even_times,
    number_in,
    rotate_mp4,
    write_video,
)

from vision_coach.app import annotation as module
from vision_coach.app.analysis import analyze
from vision_coach.app.annotation import Annotate
from vision_coach.app.progress import Cancellation
from vision_coach.app.request import Request
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.core.body.pose import Landmark
from vision_coach.core.errors import SourceError
from vision_coach.drawing.palette import SKY_BLUE, WHITE, YELLOW
from vision_coach.video_writer import writer as video_writer

pytestmark = pytest.mark.usefixtures("see")

MILLISECOND_S = 0.001
SIZE = (320, 240)
UNEVEN_S = list(np.cumsum([0.0, *np.tile([0.033, 0.034, 0.1, 0.067, 0.2], 20)]))


def shown(path):
    """(time, picture) of every frame, as PyAV reads them."""
    with av.open(str(path)) as container:
        return [
            (frame.time, frame.to_ndarray(format="bgr24")) for frame in container.decode(video=0)
        ]


def times_of(path):
    return [t_s for t_s, _ in shown(path)]


def keep_poses(video, **changes):
    return analyze(video, Request(keep_poses=True, **changes), lambda _done, _total: None)


def annotate(video, result, target, heard=lambda _done: None):
    with PoseWorker() as worker:
        return worker.run(Annotate(video, result, Request(), target), heard, Cancellation())


def near(image, colour, tolerance=40):
    """Where a picture has about this colour."""
    return (np.abs(image.astype(int) - colour) < tolerance).all(axis=-1)


@pytest.mark.parametrize(
    ("kind", "times_s", "codec"),
    [
        (MP4, even_times(100, 30.0), None),
        (MP4, UNEVEN_S, None),
        (MP4, even_times(60, 24_000 / 1001), "aac"),
        (MKV, UNEVEN_S, "flac"),
        (TS, even_times(50, 25.0), "aac"),
        (HEVC_MP4, even_times(50, 25.0), None),
    ],
    ids=("constant", "variable", "with-sound", "variable-with-sound", "ts", "hevc"),
)
def test_every_picture_keeps_its_time_to_the_millisecond(run, tmp_path, kind, times_s, codec):
    clip = write_video(tmp_path / f"clip.{kind.suffix}", times_s, kind)
    if codec:
        hum = np.sin(np.arange(48_000, dtype=np.float32) / 20)
        clip = add_sound(clip, tmp_path / f"heard.{kind.suffix}", hum, codec)
    run("analyze", clip, "--annotated", "a.mp4", "--quiet")
    original_s = np.array(times_of(clip))
    annotated_s = np.array(times_of(tmp_path / "a.mp4"))
    assert len(annotated_s) == len(times_s)
    assert np.abs(annotated_s - (original_s - original_s[0])).max() < MILLISECOND_S
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert [stream.codec_context.name for stream in container.streams.audio] == (
            ["aac"] if codec else []
        )


def test_what_was_found_is_drawn_on_the_pictures(see, run, tmp_path):
    figure = StickFigure("squat", along(*repetitions(3)), image_size_px=SIZE, scale_px_per_m=110.0)
    see(figure)
    clip = write_video(tmp_path / "clip.mp4", even_times(144, 10.0), size=SIZE)
    outcome = run("analyze", clip, "--tempo", "4", "--annotated", "a.mp4", "--json", "a.json")
    assert (outcome.code, outcome.err) == (0, "")
    rep = json.loads((tmp_path / "a.json").read_text())["sets"][0]["reps"][0]
    pictures = dict(shown(tmp_path / "a.mp4"))
    before, half_way = pictures[0.5], pictures[2.0]
    panel = slice(5, 70), slice(5, 120)
    assert not near(before[panel], SKY_BLUE).any()
    bar_px = near(half_way[panel], SKY_BLUE).sum(axis=1).max()
    # Of 156 units of 2/3 pixel, which stand for one and a half targets of 4 s.
    assert bar_px == pytest.approx((2.0 - rep["eccentric_start_s"]) / 6 * 156 * 2 / 3, abs=3)
    pose = figure.pose(2.0)
    knees = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
    x, y = pose.points_px[knees[int(np.argmax(pose.visibility[knees]))]].astype(int)
    assert near(half_way[y - 6 : y + 7, x - 6 : x + 7], YELLOW, 70).any()


def test_a_turned_video_is_upright_as_the_analysis_sees_it(run, tmp_path):
    clip = rotate_mp4(write_video(tmp_path / "clip.mp4", even_times(20), size=(320, 160)), 90)
    run("analyze", clip, "--annotated", "a.mp4", "--quiet")
    with av.open(str(tmp_path / "a.mp4")) as container:
        frame = next(container.decode(video=0))
        assert (frame.width, frame.height) == (160, 320)
        assert frame.rotation == 0


def test_larger_pictures_than_full_hd_are_written_smaller(see, run, tmp_path):
    """With the marks where the body is."""
    figure = StickFigure("squat", along((0, 0)), image_size_px=(2160, 1440), scale_px_per_m=600.0)
    see(figure)
    clip = write_video(tmp_path / "clip.mp4", even_times(3), size=(2160, 1440))
    run("analyze", clip, "--annotated", "a.mp4", "--quiet")
    picture = shown(tmp_path / "a.mp4")[0][1]
    assert picture.shape == (1080, 1620, 3)
    pose = figure.pose(0.0)
    sides = [(Landmark[f"{side}_SHOULDER"], Landmark[f"{side}_HIP"]) for side in ("LEFT", "RIGHT")]
    torso = max(sides, key=lambda ends: pose.visibility[list(ends)].min())
    x, y = (0.75 * pose.points_px[list(torso)].mean(axis=0)).round().astype(int)
    assert near(picture[y, x], WHITE)


def test_a_video_without_a_repetition_is_annotated_too(see, run, tmp_path):
    """Its skeleton may show why."""
    see(StickFigure("squat", along((0, 0)), image_size_px=SIZE, scale_px_per_m=110.0))
    clip = write_video(tmp_path / "clip.mp4", even_times(20), size=SIZE)
    assert run("analyze", clip, "--annotated", "a.mp4", "--quiet").code == 1
    assert len(times_of(tmp_path / "a.mp4")) == 20


def test_nobody_in_the_picture_leaves_it_as_it_was(see, run, tmp_path):
    see(StickFigure("squat", along((0, 0)), seen=lambda _t_s: False))
    clip = write_video(tmp_path / "clip.mp4", even_times(10))
    run("analyze", clip, "--annotated", "a.mp4", "--quiet")
    assert [number_in(picture) for _, picture in shown(tmp_path / "a.mp4")] == list(range(10))


def test_ctrl_c_while_it_is_written_keeps_the_reports_and_leaves_no_half_file(
    run, clip, monkeypatch
):
    draw, drawn = module.draw_skeleton, []

    def pressed_at_the_fifth(*arguments):
        drawn.append(draw(*arguments))
        if len(drawn) == 5:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(module, "draw_skeleton", pressed_at_the_fifth)
    outcome = run("analyze", clip, "--annotated", "a.mp4", "--json", "a.json", "--csv", "a.csv")
    assert outcome.code == 130
    assert outcome.err == "vision-coach: stopped; a.mp4 was not written\n"
    assert len(drawn) == 5
    assert sorted(path.name for path in clip.parent.iterdir()) == ["a.csv", "a.json", "clip.mp4"]


def test_ctrl_c_during_the_analysis_writes_no_video(run, see, clip):
    see(StickFigure("squat", along(*repetitions(3))), 95)
    outcome = run("analyze", clip, "--annotated", "a.mp4", "--json", "a.json", "--quiet")
    assert outcome.code == 130
    assert outcome.err == "vision-coach: stopped; a.mp4 was not written\n"
    assert sorted(path.name for path in clip.parent.iterdir()) == ["a.json", "clip.mp4"]


def test_a_child_that_dies_is_one_line_and_the_reports_are_there(run, clip, monkeypatch):
    start = video_writer.start_child

    def stillborn(*names):
        child = start(*names)
        child.kill()
        child.wait()
        return child

    monkeypatch.setattr(video_writer, "start_child", stillborn)
    outcome = run("analyze", clip, "--annotated", "a.mp4", "--json", "a.json", "--quiet")
    assert outcome.code == 2
    assert outcome.err == (
        "vision-coach: a.mp4: could not be written (the video encoder ended unexpectedly, "
        "signal SIGKILL)\n"
    )
    assert sorted(path.name for path in clip.parent.iterdir()) == ["a.json", "clip.mp4"]


def test_a_file_that_has_changed_since_is_refused(clip, tmp_path):
    result = keep_poses(clip)
    for poses in (result.poses[:-1], result.poses[1:], (*result.poses, result.poses[-1])):
        with pytest.raises(SourceError, match="has changed since"):
            annotate(clip, replace(result, poses=poses), tmp_path / "a.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_progress_is_told_for_every_picture(clip, tmp_path):
    result = keep_poses(clip)
    told = []
    annotate(clip, result, tmp_path / "a.mp4", told.append)
    assert told == list(range(1, 145))


def test_what_cannot_be_written_is_said_before_the_work_starts(run, clip, monkeypatch):
    for arguments, words in (
        ((clip, "--annotated", "a.avi"), "ends in .mp4"),
        ((clip, clip, "--annotated", "a.mp4"), "is for one source; name one video"),
        ((clip, "--annotated", clip), "it is to be read"),
    ):
        outcome = run("analyze", *arguments)
        assert outcome.code == 2
        assert words in outcome.err
        assert outcome.err.count("\n") == 1
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        video_writer.importlib.util,
        "find_spec",
        lambda name: None if name == "av" else find_spec(name),
    )
    outcome = run("analyze", clip, "--annotated", "a.mp4", "--json", "a.json")
    assert outcome.code == 2
    assert outcome.err == (
        "vision-coach: a.mp4: writing video needs the package av (PyAV), which is not installed: "
        "pip install av\n"
    )
    assert [path.name for path in clip.parent.iterdir()] == ["clip.mp4"]
