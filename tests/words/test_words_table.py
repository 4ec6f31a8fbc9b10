"""Every code has words, every word has a use, and `core` and `live` have no sentences."""

import ast
import string
from pathlib import Path

import pytest

from vision_coach.core.body.parts import NAMES, name_of_one
from vision_coach.core.body.view import VIEWS
from vision_coach.core.detection.rejections import Rule
from vision_coach.core.report.fields import READABLE
from vision_coach.core.report.session import ECCENTRIC_ONLY, PARTIAL, SIDES, TRUNCATED
from vision_coach.core.report.timeline import Stage
from vision_coach.core.report.trend import Trend
from vision_coach.core.tempo import PHASES, Verdict
from vision_coach.export.html.comparison import COLUMNS
from vision_coach.export.html.depth_chart import SHADED
from vision_coach.export.html.document import DEFINED
from vision_coach.export.html.thirds_chart import NAMES as NAMES_OF_THIRDS
from vision_coach.live.source_status import Fault
from vision_coach.live.state import Advice
from vision_coach.live.state import Stage as LiveStage
from vision_coach.sinks import history, terminal
from vision_coach.sinks.pace import Pace
from vision_coach.words import language
from vision_coach.words.language import RULES_FILE
from vision_coach.words.reasons import OF_REJECTIONS
from vision_coach.words.spoken import FOLDER

PACKAGE = Path(__file__).resolve().parents[2] / "vision_coach"
ENGLISH = language().patterns
FAULTS = tuple(Fault)
UNITS_OF_RULES = ("s", "deg", "limb_lengths", "share", "count", "evidence")
MADE = {
    "camera_{}": FAULTS,
    "report.trend.{}": tuple(Trend),
    "report.tempo.{}.fast": PHASES,
    "report.tempo.{}.zero": PHASES,
    "report.tempo.{}.timed": PHASES,
    "report.done.{}": (Verdict.FAST, Verdict.SLOW),
    "report.done.{}_many": (Verdict.FAST, Verdict.SLOW),
    "report.course.{}": ("mean", "spread", "range"),
    "live.stages.{}": tuple(LiveStage),
    "live.verdicts.{}": tuple(Verdict),
    "live.pace.{}": tuple(Pace),
    "live.advice.{}.headline": tuple(Advice),
    "live.advice.{}.hint": tuple(Advice),
    "live.faults.{}.headline": FAULTS,
    "live.faults.{}.hint": FAULTS,
    "video.stages.{}": tuple(Stage),
    "video.verdict.{}": (Verdict.ON, Verdict.FAST, Verdict.SLOW, Verdict.UNSURE),
    "page.tiles.trend.{}": tuple(Trend),
    "page.definitions.{}.term": DEFINED,
    "page.definitions.{}.meaning": DEFINED,
    "page.pictures.{}": ("top", "bottom"),
    "page.numbers.headings.{}": READABLE,
    "page.comparison.columns.{}": tuple(field for field, _, _ in COLUMNS),
    "charts.axis.{}": ("s", "deg"),
    "charts.shown.{}": ("s", "deg"),
    "charts.titled.{}": ("s", "deg"),
    "charts.depth.{}": SHADED,
    "live.sides.{}": SIDES,
    "history.columns.{}": history.COLUMNS,
    "rules.{}": tuple(Rule),
    "rules.measured.{}": UNITS_OF_RULES,
    "rules.allowed.{}": UNITS_OF_RULES,
    "terminal.verdicts.{}": tuple(Verdict),
    "terminal.columns.{}": terminal.COLUMNS,
    "terminal.summary_columns.{}": (
        *("set", "reps", "lowering", "each", "on_tempo", "tension"),
        *("session", "target", "range"),
    ),
}
"""Keys and codes that are put together, and of what."""
NAMED = {
    "body": {*NAMES.values(), *(name_of_one(part, side) for part in NAMES for side in (0, 1))},
    "views": set(VIEWS),
    "sides": set(SIDES),
    "exercises": {"squat", "push_up", "pull_up"},  # of others their files have titles
    "verdicts": set(Verdict),
    "units": {unit for _, unit, _ in COLUMNS if unit} | {"s", "deg"},
    "phases": set(PHASES),
    "thirds": set(NAMES_OF_THIRDS),
    "flags": {PARTIAL, TRUNCATED, ECCENTRIC_ONLY},
}
"""Groups of names, which patterns and `named` look up, and all that they may be asked for."""


def calls(name):
    """First argument and names of the others, for each call of `name` in the program."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if name == "say" and path.is_relative_to(PACKAGE / "live"):
            continue  # where it is another function, of spoken words
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name and node.args:
                others = {word.arg for word in node.keywords}
                for key in keys_of(node.args[0]):
                    yield key, others


def keys_of(argument):
    """The texts that a call may give: a literal, a choice between two, or one of `MADE`."""
    if isinstance(argument, ast.Constant):
        return [argument.value]
    if isinstance(argument, ast.IfExp):
        return [*keys_of(argument.body), *keys_of(argument.orelse)]
    if isinstance(argument, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in argument.values]
        made = "".join(parts)
        return [made.format(one) for one in MADE.get(made, ())]
    return []


SENTENCES = [(f"reasons.{code}", values) for code, values in calls("Reason.of")]
SAID = [*SENTENCES, *calls("say")]


def forms(key):
    pattern = ENGLISH[key]
    return [pattern] if isinstance(pattern, str) else list(pattern.values())


def blanks(key):
    return {name for form in forms(key) for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize(("key", "values"), SAID, ids=[key for key, _ in SAID])
def test_what_is_said_has_words_and_all_their_values(key, values):
    code = key.removeprefix("reasons.")
    if code in ("exercise_not_clear", *OF_REJECTIONS):  # its values become phrases first
        values = {"seen"}
    assert blanks(key) <= values


def test_everything_in_the_table_is_used():
    named = {f"{group}.{code}" for group, codes in NAMED.items() for code in codes}
    assert named <= set(ENGLISH)
    assert set(ENGLISH) - {key for key, _ in SAID} - named == set()


def test_names_in_patterns_are_of_groups_that_there_are():
    specs = {
        spec
        for key in ENGLISH
        for form in forms(key)
        for _, _, spec, _ in string.Formatter().parse(form)
        if spec and spec.isidentifier() and len(spec) > 1
    }
    assert specs <= set(NAMED)


def test_every_language_has_the_same_files():
    """So that one that lacks a topic is noticed here and not by a reader."""
    folders = [path.parent for path in FOLDER.glob(f"*/{RULES_FILE}")]
    names = [{path.name for path in folder.glob("*.toml")} for folder in folders]
    assert names
    assert all(one == names[0] for one in names)


def sentences_in(path):
    """Texts with a space in them that are neither documentation nor part of an error."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = set()
    for node in ast.walk(tree):
        is_error = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error")
        is_text_alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_error or is_text_alone:
            left_out |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in left_out and " " in node.value.strip():
            yield node.value


@pytest.mark.parametrize("part", ["core", "live"])
def test_what_measures_has_no_sentences(part):
    found = {
        str(path.relative_to(PACKAGE)): texts
        for path in (PACKAGE / part).rglob("*.py")
        if (texts := list(sentences_in(path)))
    }
    assert found == {}
