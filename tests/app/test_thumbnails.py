import signal
from collections import Counter

import numpy as np
import pytest
from html_reading import HTML, parsed
from hypothesis import given
from hypothesis import strategies as st
from videos import number_in

from vision_coach.app import thumbnails
from vision_coach.app.thumbnails import nearest
from vision_coach.core.body.pose import Frame

IMAGE = np.zeros((1, 1, 3), np.uint8)


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=20, unique=True),
    st.lists(st.integers(-50, 600), max_size=10),
)
def test_each_moment_gets_the_frame_nearest_to_it(frame_times, moments):
    times_s = [0.01 * time for time in sorted(frame_times)]
    rows = iter([(Frame(t_s, IMAGE), t_s) for t_s in times_s])
    wanted = sorted((0.01 * moment, (1, place), 0) for place, moment in enumerate(moments))
    found = list(nearest(rows, wanted))
    assert [moment for moment, _row in found] == wanted
    for (t_s, _number, _end), (frame, _pose) in found:
        assert abs(frame.t_s - t_s) <= min(abs(other - t_s) for other in times_s) + 1e-9


def images_of(path):
    return [
        (image.get("alt"), image.get("src"))
        for image in parsed(path.read_text(encoding="utf-8")).iter(f"{HTML}img")
    ]


@pytest.mark.usefixtures("see")
def test_a_page_shows_top_and_bottom_of_each_repetition(run, clip):
    outcome = run("analyze", clip, "--html", "a.html", "--thumbnails", "--quiet")
    assert (outcome.code, outcome.err) == (0, "")
    images = images_of(clip.parent / "a.html")
    words = Counter(alt.split(", ")[1] for alt, _src in images)
    assert words == {"top position": 3, "bottom position": 3}
    assert all(src.startswith("data:image/jpeg;base64,/9j/") for _alt, src in images)


@pytest.mark.usefixtures("see")
def test_the_pictures_are_those_of_start_and_end(run, clip, monkeypatch):
    seen = []

    def note(shots, _faces):
        seen.append([number_in(image) for image, _pose in shots])
        return [np.zeros((4, 4, 3), np.uint8)] * 2

    monkeypatch.setattr(thumbnails, "thumbnails", note)
    run("analyze", clip, "--html", "a.html", "--thumbnails", "--quiet")
    # Lowerings of 2 s start at 1, 5.5 and 10 s, in 10 numbered pictures a second.
    assert [[round(number / 10, 1) for number in pair] for pair in seen] == [
        pytest.approx([start_s, start_s + 2.0], abs=0.25) for start_s in (1.0, 5.5, 10.0)
    ]


@pytest.mark.usefixtures("see")
def test_faces_are_blurred_unless_they_are_to_be_shown(run, clip, monkeypatch):
    used = []
    real = thumbnails.thumbnails
    monkeypatch.setattr(
        thumbnails, "thumbnails", lambda shots, faces: used.append(faces) or real(shots, faces)
    )
    run("analyze", clip, "--html", "a.html", "--thumbnails", "--quiet")
    run("analyze", clip, "--html", "b.html", "--thumbnails", "--show-faces", "--quiet")
    assert used == ["blurred"] * 3 + ["shown"] * 3


@pytest.mark.usefixtures("see")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--thumbnails"], "--thumbnails needs a page to stand in"),
        (["--thumbnails", "--out", "reports"], "--thumbnails needs a page to stand in"),
        (["--show-faces", "--html", "a.html"], "--show-faces says how --thumbnails look"),
    ],
)
def test_options_that_make_no_sense_alone(run, clip, options, said):
    outcome = run("analyze", clip, *options)
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.usefixtures("see")
def test_a_video_that_is_gone_costs_the_pictures_and_not_the_report(run, clip, monkeypatch):
    real = thumbnails.VideoFile

    def gone(path, *how):
        path.unlink()
        return real(path, *how)

    monkeypatch.setattr(thumbnails, "VideoFile", gone)
    outcome = run("analyze", clip, "--html", "a.html", "--thumbnails", "--quiet")
    assert outcome.code == 0
    assert "no pictures" in outcome.err
    assert "no such file" in outcome.err
    assert images_of(clip.parent / "a.html") == []


@pytest.mark.usefixtures("see")
def test_ctrl_c_among_the_pictures_keeps_those_there_are(run, clip, monkeypatch):
    real = thumbnails.thumbnails

    def stop(shots, faces):
        signal.raise_signal(signal.SIGINT)
        return real(shots, faces)

    monkeypatch.setattr(thumbnails, "thumbnails", stop)
    outcome = run("analyze", clip, "--html", "a.html", "--thumbnails", "--quiet")
    assert outcome.code == 130
    assert len(images_of(clip.parent / "a.html")) == 2
