import signal
import threading

import pytest

from vision_coach.app.interruption import Interruption


def test_the_first_press_is_noted_and_the_second_breaks_in():
    with Interruption() as interruption:
        assert not interruption.requested
        signal.raise_signal(signal.SIGINT)
        assert interruption.requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_handler_from_before_is_put_back():
    before = signal.getsignal(signal.SIGINT)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_in_another_thread_it_leaves_the_signals_alone():
    seen = []

    def work():
        with Interruption() as interruption:
            seen.append((signal.getsignal(signal.SIGINT), interruption.requested))

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [(before, False)]


def test_a_handler_that_python_did_not_set_leaves_the_systems_own(monkeypatch):
    before, setting = signal.getsignal(signal.SIGINT), signal.signal

    def unknown_before(number, handler):
        setting(number, handler)

    try:
        with monkeypatch.context() as patch:
            patch.setattr(signal, "signal", unknown_before)
            with Interruption() as interruption:
                signal.raise_signal(signal.SIGINT)
                assert interruption.requested
        assert signal.getsignal(signal.SIGINT) == signal.SIG_DFL
    finally:
        setting(signal.SIGINT, before)
