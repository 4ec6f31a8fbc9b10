"""What the documents point at exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
BY_NAME = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
FILE_NAMED = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|lock|json|task|onnx))`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
EXAMPLES = {"my_squat.toml", "today.json", "squats.json"}
"""What a reader would name so."""


def exists(named):
    """A path from the root, from the package, or the bare name of a file of ours."""
    if any((home / named).is_file() for home in (ROOT, ROOT / "vision_coach")):
        return True
    return "/" not in named and any(
        found.is_file() and ".venv" not in found.parts
        for part in ("vision_coach", "scripts", "tests", "models")
        for found in (ROOT / part).rglob(named)
    )


def anchor_of(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors_of(text):
    return {anchor_of(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def leads_somewhere(path, link):
    place, _, anchor = link.partition("#")
    target = path.parent / place if place else path
    return target.exists() and (
        not anchor or anchor in anchors_of(target.read_text(encoding="utf-8"))
    )


@BY_NAME
def test_every_file_that_a_document_names_exists(path):
    named = set(FILE_NAMED.findall(path.read_text(encoding="utf-8"))) - EXAMPLES
    assert [name for name in sorted(named) if not exists(name)] == []


@BY_NAME
def test_every_link_inside_the_project_leads_somewhere(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(("http://", "https://"))]
    assert [link for link in inside if not leads_somewhere(path, link)] == []


def test_the_map_names_every_room():
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    package = ROOT / "vision_coach"
    homes = [*package.glob("*/__init__.py"), *(package / "core").glob("*/__init__.py")]
    rooms = {path.parent.name for path in homes}
    assert [room for room in sorted(rooms) if f" {room}/" not in design] == []
