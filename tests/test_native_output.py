import os

import pytest

from vision_coach.native_output import NativeOutput


def native(text):
    """Write as a C library does: past Python, to file descriptor 2."""
    os.write(2, text.encode())


@pytest.mark.parametrize(
    "line",
    [
        "I0000 00:00:1700000000.000000   1234 gl_context.cc:357] GL version: 3.2",
        "W0000 00:00:1700000000.000000   1234 inference_feedback_manager.cc:114] Feedback",
        "ALSA lib pcm.c:8570:(snd_pcm_recover) underrun occurred",
        "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.",
        "[ WARN:0@0.012] global cap.cpp:164 open VIDEOIO(CV_IMAGES): raised exception",
        "[h264 @ 0x55d0c0ffee00] co located POCs unavailable",
        "",
    ],
)
def test_chatter_does_not_reach_the_user(line, capfd):
    with NativeOutput() as output:
        native(line + "\n")
        output.settle()
    assert capfd.readouterr().err == ""
    assert output.decode_errors == []


@pytest.mark.parametrize(
    "line",
    [
        "E0000 00:00:1700000000.000000   1234 calculator_graph.cc:928] INTERNAL: failed",
        "F0000 00:00:1700000000.000000   1234 check.cc:1] Check failed",
        "terminate called after throwing an instance of 'std::bad_alloc'",
    ],
)
def test_errors_of_native_code_reach_the_user(line, capfd):
    with NativeOutput():
        native(line + "\n")
    assert capfd.readouterr().err == line + "\n"


def test_a_last_line_without_an_end_reaches_the_user(capfd):
    with NativeOutput():
        native("out of mem")
    assert capfd.readouterr().err == "out of mem\n"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("[h264 @ 0x55d0c0ffee00] error while decoding MB 5 7", "h264: error while decoding"),
        ("[matroska,webm @ 0x7f00] File ended prematurely", "matroska,webm: File ended"),
        ("[mov,mp4,m4a,3gp,3g2,mj2 @ 0x1] moov atom not found", "moov atom not found"),
        ("[some-part v2 @ 0x1] Invalid data found", "some-part v2: Invalid data"),
    ],
)
def test_what_ffmpeg_could_not_read_is_kept_and_not_printed(line, kept, capfd):
    with NativeOutput() as output:
        native(line + "\n")
        output.settle()
        (error,) = output.decode_errors
    assert kept in error
    assert "0x" not in error
    assert capfd.readouterr().err == ""


def test_settling_waits_for_all_that_was_written():
    with NativeOutput() as output:
        for number in range(50):
            native(f"[h264 @ 0x1] error {number}\n")
        output.settle()
        assert len(output.decode_errors) == 50


def test_settling_does_not_wait_for_the_end_of_a_line(capfd):
    with NativeOutput() as output:
        native("half a line")
        output.settle()
        assert output._settled.is_set()
    assert capfd.readouterr().err == "half a line\n"


def test_a_film_of_errors_does_not_fill_the_memory():
    with NativeOutput() as output:
        for _ in range(500):
            native("[h264 @ 0x1] error\n")
        output.settle()
    assert len(output.decode_errors) == 100


def test_afterwards_everything_is_as_before(capfd):
    with NativeOutput():
        native("INFO: chatter\n")
    native("INFO: not ours any more\n")
    assert capfd.readouterr().err == "INFO: not ours any more\n"


def test_it_can_be_used_again(capfd):
    for _ in range(3):
        with NativeOutput() as output:
            native("[h264 @ 0x1] error\n")
            output.settle()
            assert len(output.decode_errors) == 1
    assert capfd.readouterr().err == ""
