"""Make the spoken words of a language with eSpeak NG: small files that come with the program.

    python scripts/make_words.py [en]

Reads vision_coach/sounds/LANGUAGE.toml, writes one recording for each word into
vision_coach/sounds/LANGUAGE/ and a manifest with origin, licence and check sums. Needs the program
espeak-ng (apt install espeak-ng); nothing is synthesised when Vision Coach runs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tomllib
import wave
from pathlib import Path

import numpy as np
from environment import ROOT
from numpy.typing import NDArray

SOUNDS = ROOT / "vision_coach" / "sounds"
TOOL = "espeak-ng"
LOUDNESS = 0.13
"""Root mean square of each word's louder half, of full scale: all words are equally loud."""
LARGEST_PEAK = 0.9
SILENCE = 0.01
"""Below this share of the peak a word has not begun, or is over."""
EDGE_S = 0.008
"""Silence kept on both sides, and faded."""
LICENCE = "Apache-2.0"
ORIGIN = "spoken by eSpeak NG (GPL-3.0-or-later), of which no part is distributed here"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("language", nargs="?", default="en", help="name of the language file")
    language = parser.parse_args().language
    if shutil.which(TOOL) is None:
        print(f"{TOOL} is not installed: apt install {TOOL}", file=sys.stderr)
        return 2
    description = SOUNDS / f"{language}.toml"
    if not description.is_file():
        print(f"{description}: no such language file", file=sys.stderr)
        return 2
    make(tomllib.loads(description.read_text(encoding="utf-8")), SOUNDS / language)
    return 0


def make(language: dict[str, object], folder: Path) -> None:
    """All words of a language; what is no longer one is removed."""
    words = language["words"]
    assert isinstance(words, dict)
    folder.mkdir(exist_ok=True)
    entries = {}
    for word, text in words.items():
        content, duration_s = recording(str(text), str(language["voice"]), language)
        (folder / f"{word}.wav").write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        entries[word] = {"text": text, "duration_s": round(duration_s, 3), "sha256": digest}
    for path in folder.glob("*.wav"):
        if path.stem not in words:
            path.unlink()
    version = subprocess.run([TOOL, "--version"], capture_output=True, text=True, check=True).stdout
    manifest = {
        "origin": f"{ORIGIN}; {version.split('  ')[0]}, voice {language['voice']}",
        "made_by": "scripts/make_words.py",
        "licence": LICENCE,
        "words": entries,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(
        f"{len(entries)} words in {folder}, {sum(e['duration_s'] for e in entries.values()):.0f} s"
    )


def recording(text: str, voice: str, language: dict[str, object]) -> tuple[bytes, float]:
    """A WAV file of the text, cut to the speech and brought to one loudness; and its seconds."""
    speed = str(language["words_per_minute"])
    spoken = subprocess.run(
        [TOOL, "-v", voice, "-s", speed, "--stdout", text], capture_output=True, check=True
    ).stdout
    # Written to a pipe, the header's length is not the real one: read what follows it.
    with wave.open(io.BytesIO(spoken)) as source:
        rate_hz = source.getframerate()
    samples = np.frombuffer(spoken[44:], "<i2") / 32768
    samples = equally_loud(cut(samples, round(EDGE_S * rate_hz)))
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())
    return target.getvalue(), len(samples) / rate_hz


def cut(samples: NDArray[np.float64], edge: int) -> NDArray[np.float64]:
    """Only the speech, with faded edges."""
    loud = np.flatnonzero(np.abs(samples) > SILENCE * np.abs(samples).max())
    kept = samples[max(0, loud[0] - edge) : loud[-1] + 1 + edge].copy()
    fade = np.linspace(0, 1, edge)
    kept[:edge] *= fade
    kept[-edge:] *= fade[::-1]
    return kept


def equally_loud(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    power = np.sort(samples**2)
    loudness = float(np.sqrt(power[len(power) // 2 :].mean()))
    return samples * min(LOUDNESS / loudness, LARGEST_PEAK / float(np.abs(samples).max()))


if __name__ == "__main__":
    sys.exit(main())
