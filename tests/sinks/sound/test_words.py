"""The recordings that come with the program: complete, sound, and what their manifest says."""

import hashlib
import json
import tomllib

import numpy as np
import pytest

from vision_coach.core.errors import SoundError
from vision_coach.exercises import built_in_names
from vision_coach.live.coach import VERDICT_WORDS, number_words
from vision_coach.live.state import Advice
from vision_coach.sinks.sound import words as module
from vision_coach.sinks.sound.words import SOUNDS, load_words, read_word, resampled

FILES = sorted((SOUNDS / "en").glob("*.wav"))
MANIFEST = json.loads((SOUNDS / "en" / "manifest.json").read_text())
SESSION = [
    "go",
    "set_done",
    "rest",
    "next",
    "ten_seconds",
    "get_ready",
    "session_done",
    "paused",
    "restart",
    "times_less_sure",
    "camera_lost",
    "camera_back",
    "slow_down",
]


def test_every_word_that_can_be_said_is_there():
    numbers = {word for number in range(1, 200) for word in number_words(number)}
    needed = {*Advice, *VERDICT_WORDS.values(), *SESSION, *numbers, *built_in_names()}
    assert needed == {path.stem for path in FILES}


def test_the_manifest_names_origin_licence_and_every_file():
    assert "eSpeak NG" in MANIFEST["origin"]
    assert MANIFEST["licence"] == "Apache-2.0"
    sums = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}
    assert {word: entry["sha256"] for word, entry in MANIFEST["words"].items()} == sums


def test_the_recordings_say_what_the_language_file_says():
    texts = tomllib.loads((SOUNDS / "en.toml").read_text())["words"]
    assert {word: entry["text"] for word, entry in MANIFEST["words"].items()} == texts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_word_is_loud_enough_does_not_clip_and_has_no_silence_around_it(path):
    samples = read_word(path, 22050)
    peak = np.abs(samples).max()
    assert 0.2 < peak <= 0.91
    loud = np.flatnonzero(np.abs(samples) > 0.01 * peak)
    assert loud[0] / 22050 < 0.02
    assert (len(samples) - loud[-1]) / 22050 < 0.02
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01
    quick = path.stem.startswith("number") or path.stem in VERDICT_WORDS.values()
    assert 0.15 < len(samples) / 22050 < (0.9 if quick else 3.0)


def test_a_tone_stays_the_same_at_another_rate():
    t_s = np.arange(2205) / 22050
    window = np.hanning(2205)
    there = resampled(window * np.sin(2 * np.pi * 440 * t_s), 22050, 48000)
    assert len(there) == 4800
    expected = np.hanning(4800) * np.sin(2 * np.pi * 440 * np.arange(4800) / 48000)
    assert there == pytest.approx(expected, abs=0.01)


def test_a_language_without_recordings_is_an_error_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "SOUNDS", tmp_path)
    with pytest.raises(SoundError, match="there are no spoken words"):
        load_words(48000)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all" * 9])
def test_a_broken_recording_is_an_error_in_one_line(tmp_path, content):
    path = tmp_path / "good.wav"
    path.write_bytes(content)
    with pytest.raises(SoundError, match=r"good\.wav: cannot be read"):
        read_word(path, 48000)
