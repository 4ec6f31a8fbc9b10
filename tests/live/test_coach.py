import pytest

from vision_coach.core.tempo import Verdict, parse_tempo
from vision_coach.live.coach import AdviceCoach, LoweringCoach, announcement, number_words
from vision_coach.live.follower import Movement
from vision_coach.live.state import (
    Advice,
    LiveRep,
    PaceTone,
    Say,
    Stage,
    StopTicks,
    Tick,
    TickKind,
)

FPS = 20


def lowering(t_s, start_s=0.0, whole_s=3.0):
    depth = (t_s - start_s) / whole_s
    return Movement(t_s, Stage.LOWERING, depth, 1 / whole_s, start_s=start_s, bottom_known=True)


def ticks(cues):
    return [(round(cue.at_s, 6), cue.kind) for cue in cues if isinstance(cue, Tick)]


@pytest.mark.parametrize(
    ("target_s", "beats", "end"), [(3.0, [1.0, 2.0], 3.0), (2.5, [1.0, 2.0], 2.5), (0.8, [], 0.8)]
)
def test_a_tick_each_second_from_the_start_and_another_at_the_end(target_s, beats, end):
    cues = LoweringCoach(parse_tempo(f"{target_s:g}")).push(lowering(0.3))
    planned = [(at_s, TickKind.BEAT) for at_s in beats]
    assert ticks(cues) == [*planned, (end, TickKind.END)]


def test_ticks_are_planned_once_and_anew_when_the_start_is_dated_differently():
    coach = LoweringCoach(parse_tempo("3"))
    coach.push(lowering(0.3))
    assert not ticks(coach.push(lowering(0.35)))
    cues = coach.push(lowering(0.4, start_s=0.1))
    assert StopTicks() in cues
    assert ticks(cues) == [(1.1, TickKind.BEAT), (2.1, TickKind.BEAT), (3.1, TickKind.END)]


def test_ticks_and_tone_stop_with_the_lowering():
    coach = LoweringCoach(parse_tempo("3"))
    coach.push(lowering(1.0))
    after = Movement(2.0, Stage.BOTTOM, 1.0, 0.0, start_s=0.0, end_s=1.9)
    assert coach.push(after) == [StopTicks(), PaceTone(None)]
    assert coach.push(after) == []


def test_the_tone_tells_how_far_ahead_of_the_pace_one_is():
    cues = LoweringCoach(parse_tempo("4")).push(lowering(1.5, whole_s=3.0))
    (tone,) = (cue for cue in cues if isinstance(cue, PaceTone))
    assert tone.ahead == pytest.approx(1.5 / 3 - 1.5 / 4)


def test_without_a_target_there_is_nothing_to_pace():
    assert LoweringCoach(None).push(lowering(1.0)) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (4, ("number_4",)),
        (20, ("number_20",)),
        (37, ("number_30", "number_7")),
        (100, ("number_100",)),
        (142, ("number_40", "number_2")),
    ],
)
def test_numbers_are_put_together(number, words):
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.ON, ("number_5", "good")),
        (Verdict.FAST, ("number_5", "too_fast")),
        (Verdict.UNSURE, ("number_5",)),
        (Verdict.NOT_GRADED, ("number_5",)),
        (None, ("number_5",)),
    ],
)
def test_after_a_repetition_its_number_and_at_most_its_verdict_are_said(verdict, words):
    said = announcement(LiveRep(5, 1, 10.0, 13.0, 3.0, verdict, sure=True), 14.0)
    assert said.words == words
    assert said.expires_s > 14.0


def said_by(coach, advice, until_s, from_s=0.0):
    cues = []
    for frame in range(round(from_s * FPS), round(until_s * FPS)):
        t_s = frame / FPS
        cues += [(t_s, cue.words) for cue in coach.push(t_s, advice) if isinstance(cue, Say)]
    return cues


def test_advice_is_said_once_after_a_while_and_with_pauses():
    both = (Advice.MOVE_BACK_ANKLES, Advice.MOVE_BACK_HANDS)
    coach = AdviceCoach()
    assert said_by(coach, both, 30.0) == [
        (1.5, ("move_back_ankles",)),
        (6.5, ("move_back_hands",)),
    ]
    coach.new_set()
    assert [words for _, words in said_by(coach, both, 40.0, 30.0)] == [
        ("move_back_ankles",),
        ("move_back_hands",),
    ]


def test_what_passes_by_itself_is_not_said():
    coach = AdviceCoach()
    assert said_by(coach, (Advice.NOBODY,), 1.0) == []
    assert said_by(coach, (), 1.2, 1.0) == []
    assert said_by(coach, (Advice.NOBODY,), 2.4, 1.2) == []
