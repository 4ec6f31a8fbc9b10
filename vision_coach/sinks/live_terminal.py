"""A live session in the terminal: one calm screen, or a line for each event in a log."""

from __future__ import annotations

from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from vision_coach.core.body.pose import Image
from vision_coach.core.report.session import BOTH
from vision_coach.live.state import LiveRep, LiveState, Phase, Stage
from vision_coach.sinks import pace, words
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.keys import Command, command_for
from vision_coach.sinks.terminal import verdict_text
from vision_coach.sinks.terminal_keys import TerminalKeys
from vision_coach.words import number, say

REFRESHED_PER_S = 8
"""Often enough to pace by, rarely enough to be calm and cheap."""
BAR_WIDTH = 48
SHOWN_REPS = 8


class LiveTerminal:
    """Shows the session on the whole screen of a terminal; a context manager."""

    has_keys = True

    def __init__(self, console: Console) -> None:
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
        return Padding(screen(self._state, self._settings), (1, 3))


class LiveLog:
    """Writes a line for each event, where there is no terminal to draw on."""

    has_keys = False

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: str | None = None
        self._told: set[tuple[int, int]] = set()
        """Set and number of the repetitions that have their line."""

    def show(
        self, _image: Image | None, state: LiveState | None, settings: DisplaySettings
    ) -> list[Command]:
        if state and state.stage in TRAINING and settings.status.fault is None:
            self._tell(say("live.terminal.set_begins", exercise=words.exercise_words(state)))
            self._tell_reps(state)
            return []
        if state:
            self._tell_reps(state)
        if state and state.stage is Stage.REST and settings.status.fault is None:
            following = say("live.next", exercise=words.exercise_words(state))
            self._tell(f"{words.stage_word(state.stage).lower()}: {following}")
        elif not (state and state.stage is Stage.COUNTDOWN):
            headline, hint = headline_of(state, settings)
            self._tell(f"{headline.lower()}: {hint}".rstrip(": "))
        return []

    def _tell(self, line: str) -> None:
        if line != self._said:
            self._said = line
            self._console.print(Text(line))

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
    told = say(
        "live.terminal.rep",
        set_number=rep.set_number,
        number=rep.number,
        eccentric_s=rep.eccentric_s,
    )
    line = Text(told)
    if rep.side != BOTH:
        line.append(" " + say("live.terminal.by_side", side=say(f"sides.{rep.side}")))
    if rep.target_s is not None:
        line.append(" " + say("live.target", target_s=rep.target_s))
    if rep.verdict is not None:
        line.append("  ").append_text(verdict_text(rep.verdict))
    return line


def screen(state: LiveState | None, settings: DisplaySettings) -> Group:
    """Everything at a glance, always in the same place."""
    headline, hint = headline_of(state, settings)
    lines: list[RenderableType] = [
        Text(" · ".join(setup_words(state, settings)), "dim"),
        Text(),
        Text(headline, "bold reverse" if settings.status.fault else "bold"),
        Text(hint, "dim"),
        Text(),
    ]
    if state is not None and settings.status.fault is None:
        lines += training_lines(state)
    if state is not None and not state.sure:
        lines.append(Text(f"! {say('live.less_sure_reason')}", "yellow"))
    return Group(*lines, Text(), Text(say("live.terminal_keys"), "dim"))


def setup_words(state: LiveState | None, settings: DisplaySettings) -> list[str]:
    said = [words.exercise_words(state)] if state is not None else []
    if state is not None and state.tempo:
        said.append(say("live.terminal.tempo", tempo=state.tempo.text))
    if state is not None and state.sets_planned:
        said.append(
            say("live.terminal.set_of", set_number=state.set_number, sets=state.sets_planned)
        )
    if state is not None and state.frames_per_s is not None:
        said.append(say("live.frames_per_s", frames_per_s=state.frames_per_s))
    if settings.delay_ms is not None:
        said.append(say("live.delay", delay_ms=settings.delay_ms))
    said += [say("live.sound_off")] * settings.muted
    return said + [say("live.recording")] * settings.recording


def headline_of(state: LiveState | None, settings: DisplaySettings) -> tuple[str, str]:
    if settings.status.fault is not None:
        headline, hint = words.fault_words(settings.status.fault)
        return headline, settings.status.detail or hint
    if state is None:
        return words.opening_words()
    if state.stage is Stage.FRAMING:
        return words.advice_words(state.advice)
    if state.stage is Stage.COUNTDOWN:
        return str(state.countdown), words.stage_word(state.stage).lower()
    if state.stage is Stage.REST and state.rest_left_s is not None:
        rest = f"{words.stage_word(state.stage)}  {words.clock(state.rest_left_s)}"
        return rest, say("live.next", exercise=words.exercise_words(state))
    if state.stage is Stage.FINISHED:
        return words.stage_word(state.stage), words.done_words(state)
    if state.phase is not None:
        return phase_headline(state.stage, state.phase)
    return words.stage_word(state.stage), ""


def phase_headline(stage: Stage, phase: Phase) -> tuple[str, str]:
    """The phase with its count; a pause that is over calls for what follows it."""
    follows = {Stage.BOTTOM: Stage.RISING, Stage.READY: Stage.LOWERING}
    shown = follows.get(stage, stage) if phase.is_over else stage
    counted = say("live.terminal.phase", seconds=phase.elapsed_s, target_s=phase.target_s)
    return words.stage_word(shown), counted


def training_lines(state: LiveState) -> list[RenderableType]:
    lines: list[RenderableType] = [Text(count_words(state))]
    lowering = Text(say("live.terminal.lowering"))
    if state.lowering_s is not None:
        lowering.append(say("live.terminal.seconds", seconds=state.lowering_s), "bold")
        if state.target_s is not None:
            lowering.append(" " + say("live.target", target_s=state.target_s))
    now = pace.pace_of(state)
    if now is not None:
        sign = verdict_text(pace.VERDICTS[now])
        lowering.append(f"   {sign.plain[0]} {pace.pace_word(now).lower()}", sign.style)
        if state.predicted_s is not None:
            lowering.append(say("live.terminal.on_course", predicted_s=state.predicted_s))
    lines += [lowering, depth_bar(state), last_reps(state.recent)]
    return lines


def count_words(state: LiveState) -> str:
    if not state.reps_planned:
        return say("live.terminal.repetitions", count=state.rep_count)
    return say("live.terminal.repetitions_of", count=state.rep_count, planned=state.reps_planned)


def depth_bar(state: LiveState) -> Text:
    """Depth from left (top) to right (bottom), with a mark where the body should be."""
    bar = Text(say("live.terminal.depth"))
    if state.depth is None:
        return bar
    filled = round(min(1.0, max(0.0, state.depth)) * BAR_WIDTH)
    cells = ["█"] * filled + ["░"] * (BAR_WIDTH - filled)
    if state.stage is Stage.LOWERING and state.target_depth is not None:
        place = round(min(1.0, max(0.0, state.target_depth)) * (BAR_WIDTH - 1))
        cells[place] = "┃"
    return bar.append("".join(cells))


def last_reps(reps: tuple[LiveRep, ...]) -> Text:
    line = Text(say("live.terminal.last"))
    for rep in reps[-SHOWN_REPS:]:
        if rep.verdict is None:
            line.append(f"{number(rep.eccentric_s, '.1f')}   ")
        else:
            sign = verdict_text(rep.verdict)
            line.append(f"{sign.plain[0]} {number(rep.eccentric_s, '.1f')}   ", sign.style)
    return line
