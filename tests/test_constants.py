"""Numbers that decide something say why they are what they are."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "vision_coach"
MODULES = sorted([*(PACKAGE / "core").rglob("*.py"), *(PACKAGE / "live").rglob("*.py")])


def holds_a_number(node):
    """Whether the value is made of numbers: a number itself, a term or a tuple of such."""
    return any(
        isinstance(part, ast.Constant) and type(part.value) in (int, float)
        for part in ast.walk(node)
    ) and not any(isinstance(part, ast.Dict | ast.Subscript | ast.List) for part in ast.walk(node))


def constants_of(source):
    """Name, line and the statement after it of each module-level constant made of numbers."""
    body = ast.parse(source).body
    for node, following in zip(body, [*body[1:], None], strict=True):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        named = isinstance(target, ast.Name | ast.Tuple)
        if named and getattr(node, "value", None) is not None and holds_a_number(node.value):
            yield ast.unparse(target), node, following


def without_a_reason(source):
    lines = source.splitlines()
    for name, node, following in constants_of(source):
        documented = (
            isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        )
        near = [lines[node.lineno - 2], lines[node.end_lineno - 1]]
        commented = near[0].startswith("#") or re.search(r"  # (?!fmt:|noqa)\S", near[1])
        if not (documented or commented):
            yield f"{name} (line {node.lineno})"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_number_that_decides_carries_its_reason(path):
    assert list(without_a_reason(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("X = 1\nLIMIT_S = 2.0\n", ["X (line 1)", "LIMIT_S (line 2)"]),
        ('X = 1\n"""Why."""\nLOW, HIGH = 1, 2\n"""Why."""\n', []),
        ("# Why.\nX = 1\nY = 2  # why\nZ = (1, 2)  # fmt: skip\n", ["Z (line 4)"]),
        ("NAME = 'text'\n", []),
    ],
)
def test_a_bare_number_is_noticed(source, bare):
    assert list(without_a_reason(source)) == bare


def test_statistical_factors_are_written_once():
    """1.4826, 1.645: whoever needs one takes it from `core/signals/spread.py`."""
    homes = {
        factor: [
            path.name
            for path in MODULES
            if re.search(rf"(?<![\d.]){re.escape(factor)}(?!\d)", path.read_text(encoding="utf-8"))
        ]
        for factor in ("1.4826", "1.645")
    }
    assert homes == {"1.4826": ["spread.py"], "1.645": ["spread.py"]}
