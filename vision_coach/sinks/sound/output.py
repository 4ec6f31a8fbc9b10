"""The machine's audio device, by way of PortAudio."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from vision_coach.core.errors import SoundError
from vision_coach.live.state import Cue
from vision_coach.sinks.sound.clock import BlockClock
from vision_coach.sinks.sound.mixer import Mixer, SoundMode

BUFFERED_S = 0.1
"""So much is handed to the device ahead of time. With the least that it offers (9 ms through
PulseAudio) two busy programs beside the session made five to seven breaks in 25 s, each with up to
2 s of silence; with this none (docs/live.md). Ticks are placed ahead, so they are on time anyway;
what is said comes a tenth of a second later."""
HINT = "training goes on without sound; --sound off avoids this message"


class SoundOutput:
    """An open stream of the default device; its callback asks the mixer for each block."""

    def __init__(self, mode: SoundMode, clock: Callable[[], float]) -> None:
        """clock: the time of the session, on which cues are planned.

        Raises SoundError when there is no library or no device.
        """
        sounddevice = load_library()
        try:
            device = sounddevice.query_devices(kind="output")
            rate_hz = round(device["default_samplerate"])
            self._mixer = Mixer(rate_hz, mode)
            self._block_clock = BlockClock(rate_hz)
            self._clock = clock
            self._underflows = 0
            self._stream = sounddevice.OutputStream(
                samplerate=rate_hz,
                channels=1,
                dtype="float32",
                latency=BUFFERED_S,
                callback=self._fill,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as problem:
            raise SoundError(
                f"no sound: no audio device can be opened ({problem}); {HINT}"
            ) from problem

    @property
    def muted(self) -> bool:
        return self._mixer.muted

    @muted.setter
    def muted(self, value: bool) -> None:
        self._mixer.muted = value

    def take(self, cues: Iterable[Cue]) -> None:
        """What is to be heard. Never waits."""
        self._mixer.take(cues)

    @property
    def breaks(self) -> int:
        """How often the sound broke off so far."""
        return self._underflows

    def close(self) -> None:
        """Stop at once. May be called twice."""
        self._stream.close()

    def _fill(self, block: Any, count: int, time: Any, status: Any) -> None:
        """Called by PortAudio on its own thread. block: shape (count, 1), to be filled."""
        # Some drivers give no time of the output: then its latency is what there is.
        ahead_s = time.outputBufferDacTime - time.currentTime
        if not 0 < ahead_s < 1:
            ahead_s = self._stream.latency
        self._underflows += bool(status.output_underflow)
        starts_s = self._block_clock.starts_s(count, self._clock() + ahead_s)
        block[:, 0] = self._mixer.render(count, starts_s)


def load_library() -> Any:
    """Raises SoundError, with what to install."""
    try:
        import sounddevice
    except ImportError as problem:
        raise SoundError(f"no sound: pip install 'vision-coach[sound]'; {HINT}") from problem
    except OSError as problem:  # PortAudio, the library behind it
        raise SoundError(
            f"no sound: the library PortAudio is missing (apt install libportaudio2); {HINT}"
        ) from problem
    return sounddevice
