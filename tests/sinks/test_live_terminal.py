"""A live session without a window."""

import io
import os
import pty
import sys
from dataclasses import replace

import pytest
from rich.console import Console
from stick_figure import StickFigure, along

from vision_coach.core.tempo import Verdict, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.source_status import Fault, SourceStatus
from vision_coach.live.state import Advice, LiveRep, LiveState, Phase, Stage
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.keys import Command, command_for
from vision_coach.sinks.live_terminal import (
    BAR_WIDTH,
    LiveLog,
    LiveTerminal,
    depth_bar,
    headline_of,
    screen,
)
from vision_coach.sinks.terminal_keys import TerminalKeys
from vision_coach.words import say

POSE = StickFigure("squat", along((0, 0))).pose(0.0)
LOOK = DisplaySettings(delay_ms=41.6)


def state(stage, **changes):
    usual = {
        "target_s": 4.0,
        "tempo": parse_tempo("4-1-1-0"),
        "exercise": load_exercise("squat"),
        "frames_per_s": 29.7,
        "sets_planned": 3,
        "reps_planned": 8,
    }
    return LiveState(t_s=0.0, stage=stage, pose=POSE, **(usual | changes))


LOWERING = state(
    Stage.LOWERING,
    depth=0.5,
    target_depth=0.25,
    lowering_s=1.04,
    predicted_s=2.1,
    outlook=Verdict.FAST,
    rep_count=3,
)


def rep(number, verdict=Verdict.ON):
    return LiveRep(number, 1, 10.0 * number, 10.0 * number + 3.9, 4.0, verdict, sure=True)


def shown(shown_state, settings=LOOK, width=100):
    console = Console(file=io.StringIO(), width=width)
    console.print(screen(shown_state, settings))
    return console.file.getvalue()


def test_a_lowering_at_a_glance():
    text = shown(LOWERING)
    for words_ in ("DOWN", "1.0 s of 4 s", "▲ slower, on course for 2.1 s", "3 of 8", "set 1 of 3"):
        assert words_ in text
    assert "30 fps" in text
    assert "42 ms" in text


def test_a_pause_is_counted_and_then_called_off():
    held = state(Stage.BOTTOM, phase=Phase(0.6, 1.0))
    assert headline_of(held, LOOK) == ("HOLD", "0.6 s of 1 s")
    over = state(Stage.BOTTOM, phase=Phase(1.0, 1.0))
    assert headline_of(over, LOOK) == ("UP", "1.0 s of 1 s")
    rising = state(Stage.RISING, phase=Phase(2.0, 1.0))
    assert headline_of(rising, LOOK)[0] == "UP"


def test_at_the_end_it_says_how_it_went():
    verdicts = (Verdict.ON, Verdict.FAST, Verdict.ON, Verdict.UNSURE)
    done = state(Stage.FINISHED, rep_count=4, recent=tuple(map(rep, range(1, 5), verdicts)))
    assert headline_of(done, LOOK) == (
        "DONE",
        "2 of 3 on tempo · too fast: 1 · 1 not sure",
    )
    free = state(Stage.FINISHED, rep_count=2, recent=(rep(1, None), rep(2, None)))
    assert headline_of(free, LOOK)[1] == "2 repetitions"


def test_the_bar_ends_where_the_body_is_and_the_mark_is_where_it_should_be():
    bar = depth_bar(LOWERING).plain[-BAR_WIDTH:]
    assert bar.count("█") + bar[: BAR_WIDTH // 2].count("┃") == BAR_WIDTH // 2
    assert bar.index("┃") / BAR_WIDTH == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("width", [60, 200])
def test_every_stage_fits_on_one_screen(stage, width):
    many = tuple(rep(number) for number in range(1, 31))
    crowded = state(
        stage, countdown=2, rest_left_s=61.0, recent=many, advice=(Advice.MORE_PEOPLE,), sure=False
    )
    assert len(shown(crowded, width=width).splitlines()) <= 22


def test_a_fault_says_what_to_do_and_the_reason_where_it_is_known():
    lost = DisplaySettings(status=SourceStatus(Fault.LOST))
    assert "check its cable" in shown(LOWERING, lost)
    forbidden = DisplaySettings(
        status=SourceStatus(Fault.FORBIDDEN, detail="sudo usermod -aG video")
    )
    assert "sudo usermod" in shown(LOWERING, forbidden)


def test_doubtful_times_are_called_so():
    assert say("live.less_sure_reason") not in shown(LOWERING)
    assert say("live.less_sure_reason") in shown(state(Stage.READY, sure=False))


def test_a_log_has_one_line_for_each_event():
    console = Console(file=io.StringIO(), width=100)
    log = LiveLog(console)
    framing = state(Stage.FRAMING, advice=(Advice.MOVE_BACK_ANKLES,))
    done = state(Stage.READY, recent=(rep(1, Verdict.FAST),), rep_count=1)
    for one in (framing, framing, state(Stage.COUNTDOWN, countdown=3), LOWERING, done, done):
        assert log.show(None, one, LOOK) == []
    assert console.file.getvalue().splitlines() == [
        "move back: ankles out of the picture",
        "set begins: Squat",
        "set 1, rep 1: lowering 3.9 s of 4 s  ▲ fast",
    ]


def test_a_log_tells_a_repetition_once_unless_its_set_is_begun_again():
    console = Console(file=io.StringIO(), width=100)
    log = LiveLog(console)
    first = rep(1)
    longer = replace(first, eccentric_end_s=first.eccentric_end_s + 0.5)
    ready = replace(LOWERING, set_number=1, recent=(first,), rep_count=1)
    begun_again = replace(ready, recent=(), rep_count=0)
    for one in (
        ready,
        replace(ready, recent=(longer,)),
        begun_again,
        replace(ready, recent=(rep(1),)),
    ):
        log.show(None, one, LOOK)
    assert console.file.getvalue().count("rep 1") == 2


def test_keys_mean_the_same_in_capitals():
    assert command_for(" ") is Command.PAUSE
    assert command_for("q") is command_for("Q") is command_for("\x1b") is Command.QUIT
    assert command_for("x") is None


@pytest.fixture
def keyboard(monkeypatch):
    """A terminal of our own as standard input; yields where its user types."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r") as stdin, os.fdopen(ours, "wb", buffering=0) as typed:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield typed


def test_single_keys_are_heard_without_enter(keyboard):
    with TerminalKeys() as keys:
        assert keys.pressed() == []
        keyboard.write(b"rq")
        assert keys.pressed() == ["r", "q"]


def test_an_arrow_key_is_not_the_escape_key(keyboard):
    with TerminalKeys() as keys:
        keyboard.write(b"\x1b[A")
        assert keys.pressed() == []
        keyboard.write(b"\x1b")
        assert keys.pressed() == ["\x1b"]


def test_the_screen_of_the_terminal_comes_and_goes(keyboard):
    target = io.StringIO()
    console = Console(file=target, force_terminal=True, width=100, height=30)
    with LiveTerminal(console) as terminal:
        keyboard.write(b" f")
        assert terminal.show(None, LOWERING, LOOK) == [Command.PAUSE]
        terminal._live.refresh()
    assert "on course for 2.1 s" in target.getvalue()
    # The cursor is back, and so is what stood there before.
    assert target.getvalue().endswith("\x1b[?25h\x1b[?1049l")
