"""What is kept of a live session besides its poses."""

from datetime import UTC, datetime

import pytest
from reports import ENGINE

from vision_coach.app.request import Request
from vision_coach.app.unfinished_sessions import header_of, request_of
from vision_coach.export.record import Record


@pytest.mark.parametrize("name", ["squat", "push_up"])
def test_a_built_in_exercise_is_kept_by_name(name):
    header = header_of(Request(name), ENGINE, None, datetime.now(UTC), {})
    assert request_of(Record(header)).exercise == name


def test_an_own_exercise_is_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    header = header_of(Request("my/dip.toml"), ENGINE, None, datetime.now(UTC), {})
    assert request_of(Record(header)).exercise == str(tmp_path / "my" / "dip.toml")
