"""The sound of a live session: mixed here, played by the machine's audio device."""

from vision_coach.sinks.sound.mixer import SoundMode
from vision_coach.sinks.sound.output import SoundOutput

__all__ = ["SoundMode", "SoundOutput"]
