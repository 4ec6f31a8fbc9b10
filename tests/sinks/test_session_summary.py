import io
from dataclasses import replace

from reports import rep, session, set_report
from rich.console import Console

from vision_coach.core.report.session import Summary
from vision_coach.core.tempo import Verdict
from vision_coach.sinks.session_summary import print_comparison, print_sets


def shown(printer, what, width=100):
    target = io.StringIO()
    printer(Console(file=target, width=width), what)
    return target.getvalue()


def a_set(adherence=0.5, mean_s=2.0):
    reps = tuple(replace(rep(index), target_s=2.0, verdict=Verdict.ON) for index in (1, 2))
    summary = Summary(2, 2, adherence, mean_s, 0.1, None, 7.0)
    return replace(set_report(*reps, tempo="2"), summary=summary)


def test_a_session_of_several_sets_is_a_line_for_each():
    text = shown(print_sets, session(a_set(), a_set(1.0)))
    lines = [line for line in text.splitlines() if "Squat" in line]
    assert len(lines) == 2
    assert "██" in lines[0]
    assert "███    50%" in lines[0]
    assert "██████ 100%" in lines[1]
    assert "2.00 ± 0.10 s" in lines[0]


def test_sessions_side_by_side_with_a_bar_for_each():
    early = session(a_set(mean_s=2.0), recorded_at="2026-03-02", athlete="Ann")
    late = session(a_set(mean_s=4.0), recorded_at="2026-03-09", athlete="Ann")
    text = shown(print_comparison, [late, early])
    first, second = [line for line in text.splitlines() if line.startswith("2026")]
    assert first.startswith("2026-03-02")
    assert "█" * 5 + " " in first
    assert "█" * 10 in second
    assert "mean lowering 2.00 s → 4.00 s" in text
    assert "different people" not in text


def test_markup_in_names_is_shown_as_it_is():
    one = session(a_set(), athlete="[bold]Ann", recorded_at="[red]now")
    text = shown(print_comparison, [one, replace(one, athlete="Bo")])
    assert "[bold]Ann" in text
    assert "[red]now" in text
    assert "different people" in text


def test_what_is_not_known_is_left_empty():
    summary = Summary(1, 0, None, None, None, None, float("nan"))
    one = session(replace(set_report(), summary=summary), set_report())
    assert "nan" not in shown(print_sets, one)
    assert "nan" not in shown(print_comparison, [one, one])
