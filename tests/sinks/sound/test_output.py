"""The audio device's part, with PortAudio replaced by a stream that the test drives."""

import builtins
import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from vision_coach.core.errors import SoundError
from vision_coach.live.state import Tick, TickKind
from vision_coach.sinks.sound.mixer import SoundMode
from vision_coach.sinks.sound.output import BUFFERED_S, SoundOutput

RATE_HZ, BLOCK = 44100, 256
LATENCY_S = 0.02
WELL, UNDERFLOW = (SimpleNamespace(output_underflow=late) for late in (False, True))


class FakeStream:
    latency = LATENCY_S

    def __init__(self, callback, **settings):
        self.callback, self.settings = callback, settings
        self.running, self.closed = False, False

    def start(self):
        self.running = True

    def close(self):
        self.closed = True


@pytest.fixture
def device(monkeypatch):
    """A sounddevice module with one output; its streams are kept in `streams`."""
    module = ModuleType("sounddevice")
    module.PortAudioError = type("PortAudioError", (Exception,), {})
    module.streams = []

    def open_stream(**settings):
        module.streams.append(FakeStream(**settings))
        return module.streams[-1]

    module.OutputStream = open_stream
    module.query_devices = lambda **_kind: {"default_samplerate": float(RATE_HZ)}
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    return module


@pytest.mark.parametrize("driver_time_s", [LATENCY_S, 0.0, -1e9])
def test_a_tick_leaves_the_device_when_it_is_planned(device, driver_time_s):
    now_s = [100.0]
    output = SoundOutput(SoundMode.TEMPO, lambda: now_s[0])
    (stream,) = device.streams
    assert stream.running
    assert stream.settings["samplerate"] == RATE_HZ
    assert stream.settings["channels"] == 1
    output.take([Tick(101.0, TickKind.BEAT)])
    played = []
    for number in range(2 * RATE_HZ // BLOCK):
        now_s[0] = 100.0 + number * BLOCK / RATE_HZ
        block = np.full((BLOCK, 1), np.nan, np.float32)
        times = SimpleNamespace(currentTime=5.0, outputBufferDacTime=5.0 + driver_time_s)
        stream.callback(block, BLOCK, times, WELL)
        played.append(block[:, 0].copy())
    first = np.flatnonzero(np.abs(np.concatenate(played)) > 0.01)[0] / RATE_HZ
    # The first sample is heard one latency after the stream began.
    assert 100.0 + LATENCY_S + first == pytest.approx(101.0, abs=0.001)


def test_breaks_are_counted_and_what_follows_is_heard(device):
    output = SoundOutput(SoundMode.TEMPO, lambda: 0.0)
    (stream,) = device.streams
    output.take([Tick(0.1, TickKind.BEAT)])
    times = SimpleNamespace(currentTime=0.0, outputBufferDacTime=LATENCY_S)
    block = np.zeros((8192, 1), np.float32)
    for status in (WELL, UNDERFLOW, WELL, UNDERFLOW):
        stream.callback(block, len(block), times, status)
    assert output.breaks == 2
    assert stream.settings["latency"] == BUFFERED_S


def test_mute_and_close_reach_the_device(device):
    output = SoundOutput(SoundMode.TEMPO, lambda: 0.0)
    output.muted = True
    output.take([Tick(0.1, TickKind.BEAT)])
    block = np.full((8192, 1), np.nan, np.float32)
    device.streams[0].callback(
        block, 8192, SimpleNamespace(currentTime=0.0, outputBufferDacTime=0.0), WELL
    )
    assert output.muted
    assert not block.any()
    output.close()
    assert device.streams[0].closed


@pytest.mark.parametrize("problem", ["query", "open"])
def test_no_device_is_one_line_that_says_what_happens_next(device, problem):
    def fail(**_settings):
        raise device.PortAudioError("Error querying device -1")

    name = "query_devices" if problem == "query" else "OutputStream"
    setattr(device, name, fail)
    with pytest.raises(SoundError, match=r"no audio device .*training goes on") as caught:
        SoundOutput(SoundMode.ALL, lambda: 0.0)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("failure", "advice"), [(ImportError, "pip install"), (OSError, "libportaudio2")]
)
def test_a_missing_library_is_one_line_that_says_what_to_install(monkeypatch, failure, advice):
    real_import = builtins.__import__

    def no_sounddevice(name, *rest):
        if name == "sounddevice":
            raise failure("PortAudio library not found")
        return real_import(name, *rest)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", no_sounddevice)
    with pytest.raises(SoundError, match=advice):
        SoundOutput(SoundMode.ALL, lambda: 0.0)
