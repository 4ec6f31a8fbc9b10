"""A live session in the terminal: one calm screen, or a line for each event in a log."""

from __future__ import annotations

from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from vision_coach.core.body.pose import Image
from vision_coach.live.state import LiveRep, LiveState, Stage
from vision_coach.sinks import pace, words
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.keys import Command, command_for
from vision_coach.sinks.terminal import VERDICTS
from vision_coach.sinks.terminal_keys import TerminalKeys

REFRESHED_PER_S = 8
"""Often enough to pace by, rarely enough to be calm and cheap."""
BAR_WIDTH = 48
SHOWN_REPS = 8


class LiveTerminal:
    """Shows the session on the whole screen of a terminal; a context manager."""

    def __init__(self, console: Console, title: str) -> None:
        self._title = title
        self._keys = TerminalKeys()
        self._state: LiveState | None = None
        self._settings = DisplaySettings()
        self._live = Live(
            console=console,
            screen=True,
            refresh_per_second=REFRESHED_PER_S,
            get_renderable=self._view,
        )

    def __enter__(self) -> Self:
        self._keys.__enter__()
        self._live.__enter__()
        return self

    def __exit__(self, *_error: object) -> None:
        self._live.stop()
        self._keys.__exit__()

    def show(
        self, _image: Image | None, state: LiveState | None, settings: DisplaySettings
    ) -> list[Command]:
        """Take what the next refresh shows; returns what the keys ask for."""
        self._state, self._settings = state, settings
        commands = [command_for(key) for key in self._keys.pressed()]
        return [command for command in commands if command and command is not Command.FULL_SCREEN]

    def _view(self) -> RenderableType:
        return Padding(screen(self._title, self._state, self._settings), (1, 3))


class LiveLog:
    """Writes a line for each event, where there is no terminal to draw on."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: str | None = None
        self._told: set[tuple[int, int]] = set()
        """Set and number of the repetitions that have their line."""

    def show(
        self, _image: Image | None, state: LiveState | None, settings: DisplaySettings
    ) -> list[Command]:
        if state:
            self._tell_reps(state)
        headline, hint = headline_of(state, settings)
        is_training = (
            state is not None and state.stage in TRAINING and settings.status.fault is None
        )
        now = "set begins" if is_training else f"{headline.lower()}: {hint}".rstrip(": ")
        if now != self._said and not (state and state.stage is Stage.COUNTDOWN):
            self._said = now
            self._console.print(Text(now))
        return []

    def _tell_reps(self, state: LiveState) -> None:
        """Each once; those of a set that was begun again are told anew."""
        begun_again = {
            (set_number, number)
            for set_number, number in self._told
            if set_number == state.set_number and number > state.rep_count
        }
        self._told -= begun_again
        for rep in state.recent:
            if (rep.set_number, rep.number) not in self._told:
                self._told.add((rep.set_number, rep.number))
                self._console.print(rep_line(rep))


TRAINING = (Stage.READY, Stage.LOWERING, Stage.BOTTOM, Stage.RISING)


def rep_line(rep: LiveRep) -> Text:
    line = Text(f"set {rep.set_number}, rep {rep.number}: lowering {rep.eccentric_s:.1f} s")
    if rep.target_s is not None:
        line.append(f" of {rep.target_s:g} s")
    if rep.verdict is not None:
        line.append("  ").append_text(VERDICTS[rep.verdict])
    return line


def screen(title: str, state: LiveState | None, settings: DisplaySettings) -> Group:
    """Everything at a glance, always in the same place."""
    headline, hint = headline_of(state, settings)
    lines: list[RenderableType] = [
        Text(" · ".join([title, *setup_words(state, settings)]), "dim"),
        Text(),
        Text(headline, "bold reverse" if settings.status.fault else "bold"),
        Text(hint, "dim"),
        Text(),
    ]
    if state is not None and settings.status.fault is None:
        lines += training_lines(state)
    if state is not None and not state.sure:
        lines.append(Text(f"! {words.LESS_SURE_REASON}", "yellow"))
    return Group(*lines, Text(), Text(words.TERMINAL_KEYS, "dim"))


def setup_words(state: LiveState | None, settings: DisplaySettings) -> list[str]:
    said = [f"tempo {settings.tempo}"] if settings.tempo else []
    if state is not None and state.sets_planned:
        said.append(f"set {state.set_number} of {state.sets_planned}")
    if state is not None and state.frames_per_s is not None:
        said.append(f"{state.frames_per_s:.0f} fps")
    if settings.delay_ms is not None:
        said.append(f"{settings.delay_ms:.0f} ms")
    return said + ["sound off"] * settings.muted + ["recording"] * settings.recording


def headline_of(state: LiveState | None, settings: DisplaySettings) -> tuple[str, str]:
    if settings.status.fault is not None:
        headline, hint = words.FAULTS[settings.status.fault]
        return headline, settings.status.detail or hint
    if state is None:
        return words.OPENING
    if state.stage is Stage.FRAMING:
        return words.ADVICE[state.advice[0]] if state.advice else words.LOOKING
    if state.stage is Stage.COUNTDOWN:
        return str(state.countdown), words.STAGES[state.stage].lower()
    if state.stage is Stage.REST and state.rest_left_s is not None:
        return f"{words.STAGES[state.stage]}  {words.clock(state.rest_left_s)}", ""
    return words.STAGES[state.stage], ""


def training_lines(state: LiveState) -> list[RenderableType]:
    of = f" of {state.reps_planned}" if state.reps_planned else ""
    lines: list[RenderableType] = [Text(f"repetitions  {state.rep_count}{of}")]
    lowering = Text("lowering     ")
    if state.lowering_s is not None:
        target = "" if state.target_s is None else f" of {state.target_s:g} s"
        lowering.append(f"{state.lowering_s:.1f} s", "bold").append(target)
    now = pace.pace_of(state)
    if now is not None:
        sign = VERDICTS[pace.VERDICTS[now]]
        lowering.append(f"   {sign.plain[0]} {pace.WORDS[now].lower()}", sign.style)
        if state.predicted_s is not None:
            lowering.append(f", on course for {state.predicted_s:.1f} s")
    lines += [lowering, depth_bar(state), last_reps(state.recent)]
    return lines


def depth_bar(state: LiveState) -> Text:
    """Depth from left (top) to right (bottom), with a mark where the body should be."""
    bar = Text("depth        ")
    if state.depth is None:
        return bar
    filled = round(min(1.0, max(0.0, state.depth)) * BAR_WIDTH)
    cells = ["█"] * filled + ["░"] * (BAR_WIDTH - filled)
    if state.stage is Stage.LOWERING and state.target_depth is not None:
        place = round(min(1.0, max(0.0, state.target_depth)) * (BAR_WIDTH - 1))
        cells[place] = "┃"
    return bar.append("".join(cells))


def last_reps(reps: tuple[LiveRep, ...]) -> Text:
    line = Text("last         ")
    for rep in reps[-SHOWN_REPS:]:
        if rep.verdict is None:
            line.append(f"{rep.eccentric_s:.1f}   ")
        else:
            sign = VERDICTS[rep.verdict]
            line.append(f"{sign.plain[0]} {rep.eccentric_s:.1f}   ", sign.style)
    return line
