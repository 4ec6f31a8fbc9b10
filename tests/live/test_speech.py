from vision_coach.live.speech import Speech
from vision_coach.live.state import Priority, Say


def word(text, priority, until_s=10.0):
    return Say((text,), priority, until_s)


def test_the_important_is_said_first_and_one_at_a_time():
    speech = Speech()
    advice, command = word("a", Priority.ADVICE), word("b", Priority.COMMAND)
    speech.offer(advice)
    speech.offer(command)
    assert speech.next(0.0, None) is command
    assert speech.next(0.1, Priority.COMMAND) is None
    assert speech.next(1.0, None) is advice
    assert speech.next(2.0, None) is None


def test_what_is_stale_is_never_said():
    speech = Speech()
    speech.offer(word("one", Priority.COUNT, until_s=1.0))
    assert speech.next(1.1, None) is None


def test_of_one_kind_the_latest_has_overtaken_the_others():
    speech = Speech()
    speech.offer(word("one", Priority.COUNT))
    two = word("two", Priority.COUNT)
    speech.offer(two)
    assert speech.next(0.0, None) is two
    assert speech.next(0.0, None) is None


def test_only_pace_and_commands_cut_off_what_is_less_important():
    for speaking, priority, cut in (
        (Priority.COUNT, Priority.PACE, True),
        (Priority.PACE, Priority.COMMAND, True),
        (Priority.PACE, Priority.PACE, False),
        (Priority.ADVICE, Priority.COUNT, False),
        (Priority.COMMAND, Priority.PACE, False),
    ):
        speech = Speech()
        speech.offer(word("x", priority))
        assert (speech.next(0.0, speaking) is not None) == cut
