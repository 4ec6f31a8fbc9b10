"""Tasks that do in the pose worker what videos, libraries and users do to it."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from figure_engine import FigureEngine
from stick_figure import StickFigure, along, repetitions

from vision_coach.app.worker import workplace
from vision_coach.core.errors import SourceError

VIDEO = Path("squats.mp4")


@dataclass(frozen=True)
class Count:
    """Says 1, 2, 3 ... and returns how far it came."""

    until: int
    pause_s: float = 0.0
    video = VIDEO

    def run(self, place):
        for number in range(1, self.until + 1):
            place.say(number)
            if place.stop_asked():
                return number
            time.sleep(self.pause_s)
        return self.until


@dataclass(frozen=True)
class Where:
    """Returns the process, its folder, and a variable of its environment."""

    variable: str = ""
    video = VIDEO

    def run(self, _place):
        return os.getpid(), str(Path.cwd()), os.environ.get(self.variable)


@dataclass(frozen=True)
class Die:
    """As in a segmentation fault within native code, after a first frame."""

    signal: int = signal.SIGSEGV
    video = VIDEO

    def run(self, place):
        place.say(1)
        os.kill(os.getpid(), self.signal)
        time.sleep(60)


@dataclass(frozen=True)
class Hang:
    """Does nothing any more, whatever it is told."""

    video = VIDEO

    def run(self, place):
        place.say(1)
        time.sleep(600)


@dataclass(frozen=True)
class Fill:
    """Takes ever more memory."""

    video = VIDEO

    def run(self, place):
        held = []
        for number in range(2000):
            held.append(bytearray(os.urandom(1)) * 2**22)
            place.say(number)
            time.sleep(0.005)
        return len(held)


@dataclass(frozen=True)
class Fail:
    """Raises what it is given."""

    error: Exception
    video = VIDEO

    def run(self, _place):
        raise self.error


class UnpicklableError(Exception):
    def __reduce__(self):
        raise TypeError("cannot be pickled")


@dataclass(frozen=True)
class Chatter:
    """Prints where the answers go, and as native code to the terminal."""

    video = VIDEO

    def run(self, _place):
        print("to standard output")
        sys.stdout.flush()
        os.write(1, b"straight to descriptor 1\n")
        os.write(2, b"W0000 00:00:00.000000 1 note.cc:1] a note of native code\n")
        return "whole"


@dataclass(frozen=True)
class Decode:
    """Native code finds something wrong, or nothing; returns what was kept of it."""

    line: str = ""
    video = VIDEO

    def run(self, place):
        os.write(2, self.line.encode())
        place.native.settle()
        return list(place.native.decode_errors)


@dataclass(frozen=True)
class CountStarts:
    """Asks for engines, returns how many were started and how often one was restarted."""

    choices: tuple
    video = VIDEO

    def run(self, place):
        started = []

        class Engine(FigureEngine):
            restarts = 0

            def restart(self):
                Engine.restarts += 1

        def start(*choice):
            started.append(choice)
            return Engine(StickFigure("squat", along(*repetitions(1))))

        workplace.start_engine = start
        for choice in self.choices:
            place.engine(choice)
        return len(started), Engine.restarts


@dataclass(frozen=True)
class Refuse:
    """As a file that is no video."""

    video = VIDEO

    def run(self, _place):
        raise SourceError(f"{VIDEO}: is empty")
