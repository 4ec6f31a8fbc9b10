"""Which part of the program may know which."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "vision_coach"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = (
    {"core"},
    {"live"},
    {"words"},
    {"drawing"},
    {
        *("exercises", "sources", "estimators", "sinks", "export", "store"),
        *("native_output", "child_process"),
    },
    {"video_writer"},
    {"app"},
    {"cli", "library"},
    {"__init__", "__main__"},
)
CORE_MODULES = sorted((PACKAGE / "core").rglob("*.py"))
CORE_ROOMS = (
    {"errors", "suggestion", "body"},
    {"exercise", "tempo"},
    {"signals"},
    {"detection"},
    {"timing"},
    {"report"},
    {"review"},
    {"pipeline"},
    {"contest"},
    {"recognition"},
    {"orientation"},
)
"""From the ground up; what shares a floor does not know each other."""
CORE_RANK = {name: rank for rank, names in enumerate(CORE_ROOMS) for name in names}
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def part_of(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way_and_siblings_do_not_know_each_other(path):
    part = part_of(path)
    for name in imports_of(path):
        other = name.split(".")[1] if name.startswith("vision_coach.") else None
        if other in RANK and other != part:
            assert RANK[other] < RANK[part], f"{part} must not import {name}"


@pytest.mark.parametrize(
    "path",
    sorted((PACKAGE / "core").rglob("*.py")),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_core_knows_numpy_the_standard_library_and_itself(path):
    for name in imports_of(path):
        assert name.split(".")[0] in {"numpy", *sys.stdlib_module_names} or name.startswith(
            "vision_coach.core."
        )


@pytest.mark.parametrize("path", CORE_MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_inside_the_core_point_down(path):
    room = path.relative_to(PACKAGE / "core").with_suffix("").parts[0]
    for name in imports_of(path):
        if name.startswith("vision_coach.core."):
            other = name.split(".")[2]
            assert other == room or CORE_RANK[other] < CORE_RANK[room], f"{room}: {name}"


APP_MODULES = sorted((PACKAGE / "app").rglob("*.py"))


@pytest.mark.parametrize("path", APP_MODULES, ids=lambda path: path.name)
def test_jobs_neither_print_nor_ask_nor_know_of_arguments(path):
    """What they have to say goes through callbacks, so that a page can be the listener."""
    imported = {name.split(".")[0] for name in imports_of(path)}
    assert not imported & {"argparse", "rich"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not called & {"print", "input", "sys.stdout.write", "sys.stderr.write"}


def test_every_module_has_its_place():
    assert {part_of(path) for path in MODULES} - {"__init__"} <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_fits_on_a_few_screens(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_no_two_test_modules_share_a_name():
    """Pytest imports them by their bare names."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
