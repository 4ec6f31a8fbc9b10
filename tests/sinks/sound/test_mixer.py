"""What is heard: measured in the samples that the mixer renders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vision_coach.live.state import PaceTone, Priority, Say, StopTicks, Tick, TickKind
from vision_coach.sinks.sound.clock import BlockClock
from vision_coach.sinks.sound.mixer import SPEECH_LEVEL, Mixer, SoundMode
from vision_coach.sinks.sound.words import load_words

RATE_HZ = 48000
BLOCK = 512


def heard(mixer, seconds, *, starts_s=0.0, cues=()):
    """Render block by block; `cues` are (when, cue) in order. Shape (n,)."""
    waiting = list(cues)
    blocks = []
    for number in range(round(seconds * mixer.rate_hz / BLOCK)):
        now_s = starts_s + number * BLOCK / mixer.rate_hz
        while waiting and waiting[0][0] <= now_s:
            mixer.take([waiting.pop(0)[1]])
        blocks.append(mixer.render(BLOCK, now_s))
    return np.concatenate(blocks)


def onsets_s(samples, rate_hz=RATE_HZ, silence_s=0.02):
    """Where sound begins after silence."""
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    firsts = loud[np.flatnonzero(np.diff(loud, prepend=-rate_hz) > silence_s * rate_hz)]
    return firsts / rate_hz


def pitch_hz(samples, rate_hz=RATE_HZ):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(np.argmax(spectrum)) * rate_hz / (8 * len(samples))


@pytest.mark.parametrize("starts_s", [0.0, 12.3456])
def test_ticks_sound_when_they_are_planned(starts_s):
    planned = [0.3, 1.3, 2.3017]
    ticks = [Tick(starts_s + at_s, TickKind.BEAT) for at_s in planned]
    mixer = Mixer(RATE_HZ, SoundMode.TEMPO)
    mixer.take(ticks)
    # The attack of a click takes a fraction of a millisecond to be loud.
    assert onsets_s(heard(mixer, 3.0, starts_s=starts_s)) == pytest.approx(planned, abs=0.001)


def test_the_tick_at_the_end_is_higher_and_longer_than_a_beat():
    mixer = Mixer(RATE_HZ, SoundMode.TEMPO)
    mixer.take([Tick(0.2, TickKind.BEAT), Tick(1.2, TickKind.END)])
    samples = heard(mixer, 2.0)
    beat, end = samples[: RATE_HZ // 2], samples[RATE_HZ : 3 * RATE_HZ // 2]
    assert pitch_hz(beat) == pytest.approx(1000, abs=15)
    assert pitch_hz(end) > 1250
    assert (np.abs(end) > 0.01).sum() > 2 * (np.abs(beat) > 0.01).sum()


def test_ticks_that_are_called_off_are_not_heard_and_late_ones_are_left_out():
    mixer = Mixer(RATE_HZ, SoundMode.TEMPO)
    cues = [
        (0.0, Tick(0.5, TickKind.BEAT)),
        (0.0, Tick(1.5, TickKind.END)),
        (1.0, StopTicks()),
        (2.0, Tick(1.9, TickKind.BEAT)),
        (2.2, Tick(2.5, TickKind.BEAT)),
    ]
    assert onsets_s(heard(mixer, 3.0, cues=cues)) == pytest.approx([0.5, 2.5], abs=0.001)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.floats(-0.5, 1.5), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_nothing_clips_whatever_comes_together(aheads, seed):
    random = np.random.default_rng(seed)
    mixer = Mixer(RATE_HZ)
    cues = [(0.1 * n, PaceTone(ahead)) for n, ahead in enumerate(aheads)]
    cues += [(0.0, Tick(float(at_s), TickKind.END)) for at_s in random.uniform(0, 1, 2)]
    cues += [(0.0, Say(("too_fast",), Priority.COUNT, 9.0))]
    samples = heard(mixer, 1.5, cues=sorted(cues, key=lambda cue: cue[0]))
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1.0


def test_all_sounds_together_stay_below_full_scale_without_being_clipped():
    words = load_words(RATE_HZ)
    loudest = max(words, key=lambda word: np.abs(words[word]).max())
    mixer = Mixer(RATE_HZ)
    mixer.take([PaceTone(0.3), Tick(0.3, TickKind.END), Say((loudest,), Priority.COUNT, 9.0)])
    assert 0.3 < np.abs(heard(mixer, 1.0)).max() < 0.98


def test_words_follow_each_other_and_never_overlap():
    words = load_words(RATE_HZ)
    mixer = Mixer(RATE_HZ, SoundMode.VOICE)
    cues = [
        (0.0, Say(("number_4", "good"), Priority.COUNT, 5.0)),
        (0.1, Say(("get_ready",), Priority.ADVICE, 5.0)),
    ]
    samples = heard(mixer, 3.0, cues=cues)
    first = np.concatenate([words["number_4"], np.zeros(2400), words["good"], np.zeros(4800)])
    assert samples[: len(first)] == pytest.approx(SPEECH_LEVEL * first, abs=1e-6)
    then = samples[len(first) : len(first) + BLOCK + len(words["get_ready"])]
    # It begins with the block after the one in which the first phrase ended.
    correlation = np.correlate(then, words["get_ready"], "valid")
    whole = SPEECH_LEVEL * float(words["get_ready"] @ words["get_ready"])
    assert correlation.max() == pytest.approx(whole, rel=1e-3)


def test_a_cue_that_can_still_change_the_lowering_cuts_off_a_count():
    words = load_words(RATE_HZ)
    mixer = Mixer(RATE_HZ, SoundMode.VOICE)
    cues = [
        (0.0, Say(("move_back_ankles",), Priority.ADVICE, 5.0)),
        (0.5, Say(("slow_down",), Priority.PACE, 1.0)),
    ]
    samples = heard(mixer, 2.5, cues=cues)
    spoken = SPEECH_LEVEL * words["slow_down"]
    begins = round(0.5 * RATE_HZ) // BLOCK * BLOCK + BLOCK + round(0.02 * RATE_HZ)
    around = samples[begins - BLOCK : begins + BLOCK + len(spoken)]
    fit = np.correlate(around, spoken, "valid").max()
    assert fit == pytest.approx(float(spoken @ spoken), rel=1e-3)
    assert not samples[begins + BLOCK + len(spoken) :].any()  # the advice does not come back


def test_words_that_are_stale_are_not_said():
    mixer = Mixer(RATE_HZ, SoundMode.VOICE)
    cues = [
        (0.0, Say(("move_back_ankles",), Priority.COMMAND, 1.0)),
        (0.1, Say(("number_1",), Priority.COUNT, 0.6)),
    ]
    samples = heard(mixer, 4.0, cues=cues)
    spoken_s = len(load_words(RATE_HZ)["move_back_ankles"]) / RATE_HZ
    assert not samples[round((spoken_s + 0.1) * RATE_HZ) :].any()


@pytest.mark.parametrize(
    ("ahead", "octaves"), [(0.0, 0.0), (1 / 6, 0.5), (-1 / 3, -1.0), (5.0, 1.0)]
)
def test_the_tone_is_higher_the_further_ahead_of_the_pace(ahead, octaves):
    mixer = Mixer(RATE_HZ, SoundMode.PACE)
    mixer.take([PaceTone(ahead)])
    samples = heard(mixer, 1.5)[RATE_HZ // 2 :]
    assert pitch_hz(samples) == pytest.approx(330 * 2**octaves, rel=0.01)


def test_the_tone_begins_and_ends_without_a_click():
    mixer = Mixer(RATE_HZ, SoundMode.PACE)
    cues = [(0.1, PaceTone(0.0)), (0.5, PaceTone(0.2)), (0.9, PaceTone(None))]
    samples = heard(mixer, 2.0, cues=cues)
    steepest = 2 * np.pi * 700 / RATE_HZ * 0.08  # of its own sine
    assert np.abs(np.diff(samples)).max() < 1.2 * steepest
    assert not samples[-RATE_HZ // 4 :].any()


@pytest.mark.parametrize(
    ("mode", "heard_kinds"),
    [("tempo", {"tick"}), ("pace", {"tone"}), ("voice", {"word"}), ("off", set())],
)
def test_only_what_was_asked_for_is_heard(mode, heard_kinds):
    for kind, cue in (
        ("tick", Tick(0.1, TickKind.BEAT)),
        ("tone", PaceTone(0.0)),
        ("word", Say(("good",), Priority.COUNT, 1.0)),
    ):
        mixer = Mixer(RATE_HZ, SoundMode(mode))
        mixer.take([cue])
        assert heard(mixer, 0.5).any() == (kind in heard_kinds)


def test_a_muted_mixer_is_silent_and_speech_goes_by_meanwhile():
    mixer = Mixer(RATE_HZ, SoundMode.VOICE)
    mixer.muted = True
    mixer.take([Say(("good",), Priority.COUNT, 1.0)])
    assert not heard(mixer, 2.0).any()
    mixer.muted = False
    assert not heard(mixer, 1.0, starts_s=2.0).any()


def test_blocks_are_even_although_the_device_reports_their_times_with_jitter():
    clock = BlockClock(RATE_HZ)
    random = np.random.default_rng(1)
    true_s = np.arange(2000) * BLOCK / RATE_HZ
    told_s = [clock.starts_s(BLOCK, s + random.normal(0, 0.003)) for s in true_s]
    assert np.abs(np.array(told_s) - true_s)[200:].max() < 0.002


def test_a_break_in_the_stream_is_believed_at_once():
    clock = BlockClock(RATE_HZ)
    clock.starts_s(BLOCK, 0.0)
    assert clock.starts_s(BLOCK, 3.0) == pytest.approx(3.0)
