"""The sound of the source, beside the pictures. In the child process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer

if TYPE_CHECKING:
    AudioPacket = av.Packet[AudioStream]

PLAYED_EVERYWHERE = ("aac", "mp3")
"""What every browser plays in an MP4, and is therefore copied; all else becomes AAC."""
AAC_RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
USUAL_RATE_HZ = 48_000
SAMPLES_PER_PACKET = 1024


class Sound:
    """Packets of sound, written as the pictures come to their time."""

    def __init__(self, packets: Iterator[AudioPacket], container: OutputContainer) -> None:
        self.note: str | None = None
        """Why a part of the sound is missing."""
        self._packets = packets
        self._container = container
        self._next = self._following()

    def write_until(self, t_s: float) -> None:
        """Write what is heard until `t_s`, seconds from the first picture."""
        while self._next is not None and time_s(self._next) <= t_s:
            self._container.mux(self._next)
            self._next = self._following()

    def write_rest(self) -> None:
        self.write_until(float("inf"))

    def _following(self) -> AudioPacket | None:
        try:
            return next(self._packets, None)
        except av.FFmpegError as problem:
            self.note = f"the sound, or its end, is missing: it cannot be read ({problem.strerror})"
            return None


def seconds(time_base: Fraction | None) -> Fraction:
    """A unit of time, which FFmpeg always knows of what it has read."""
    return time_base or Fraction(1)


def time_s(packet: AudioPacket) -> float:
    return float((packet.pts or 0) * seconds(packet.time_base))


@contextlib.contextmanager
def open_sound(path: str | None, container: OutputContainer) -> Iterator[Sound]:
    """The sound of the file at `path`, ready to be written into `container`; silence for None.

    Enter it before the first picture is written: afterwards no stream can be added.
    """
    with contextlib.ExitStack() as opened:
        sound = Sound(iter(()), container)
        try:
            if path:
                source = opened.enter_context(av.open(path))
                sound = Sound(packets_for(source, container, first_picture_s(path)), container)
        except av.FFmpegError as problem:
            sound.note = f"the sound is missing: it cannot be read ({problem.strerror})"
        yield sound


def first_picture_s(path: str) -> float:
    """When the first picture is shown, on the clock that the sound follows too."""
    with av.open(path) as source:
        if not source.streams.video:
            return 0.0
        first = next(source.decode(video=0), None)
        return first.time or 0.0 if first else 0.0


def packets_for(
    source: InputContainer, container: OutputContainer, start_s: float
) -> Iterator[AudioPacket]:
    if not source.streams.audio:
        return iter(())
    stream = source.streams.audio[0]
    if stream.codec_context.codec.canonical_name in PLAYED_EVERYWHERE:
        return copied(source, stream, container.add_stream_from_template(stream), start_s)
    rate_hz = stream.rate if stream.rate in AAC_RATES_HZ else USUAL_RATE_HZ
    layout = "mono" if stream.channels == 1 else "stereo"
    target = container.add_stream("aac", rate=rate_hz, layout=layout)
    return encoded(samples(source, stream, target), target, start_s)


def copied(
    source: InputContainer, stream: AudioStream, target: AudioStream, start_s: float
) -> Iterator[AudioPacket]:
    """The packets as they are; what is heard before the first picture is left out."""
    shift = round(start_s / seconds(stream.time_base))
    for packet in source.demux(stream):
        if packet.pts is None or packet.pts < shift:
            continue
        packet.pts -= shift
        packet.dts = packet.pts  # sound has no packets out of order
        packet.stream = target
        yield packet


def samples(
    source: InputContainer, stream: AudioStream, target: AudioStream
) -> Iterator[av.AudioFrame]:
    """The sound as the AAC encoder takes it; gaps are filled with silence to stay in time."""
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_abuffer(template=stream),
        graph.add("aresample", "async=1000"),
        graph.add(
            "aformat",
            f"sample_fmts=fltp:sample_rates={target.rate}:channel_layouts={target.layout.name}",
        ),
        graph.add("asetnsamples", f"n={SAMPLES_PER_PACKET}:p=0"),
        graph.add("abuffersink"),
    ).configure()
    for frame in decoded(source, stream):
        graph.push(frame)
        yield from pulled(graph)
    graph.push(None)
    yield from pulled(graph)


def decoded(source: InputContainer, stream: AudioStream) -> Iterator[av.AudioFrame]:
    for packet in source.demux(stream):
        with contextlib.suppress(av.InvalidDataError):  # a click is left out, not all that follows
            yield from packet.decode()


def pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    with contextlib.suppress(BlockingIOError, EOFError):  # nothing more for now, or at all
        while True:
            yield cast(av.AudioFrame, graph.pull())


def encoded(
    frames: Iterable[av.AudioFrame], target: AudioStream, start_s: float
) -> Iterator[AudioPacket]:
    base = Fraction(1, target.rate)
    for frame in frames:
        t_s = float((frame.pts or 0) * seconds(frame.time_base)) - start_s
        if t_s >= 0:
            frame.pts, frame.time_base = round(t_s / base), base
            yield from target.encode(frame)
    yield from target.encode(None)
