import errno
import os
import stat
import subprocess
from pathlib import Path

import pytest

from vision_coach.core.errors import OutputError
from vision_coach.export.files import check_writable, make_folder, whole_file, write_content

FULL = Path("/dev/full")
IS_ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False


def test_a_file_appears_with_its_whole_content(tmp_path):
    write_content(tmp_path / "report.json", "käse\n")
    assert (tmp_path / "report.json").read_bytes() == "käse\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_file_is_not_there_before_it_is_complete(tmp_path):
    path = tmp_path / "report.json"
    with whole_file(path) as content:
        content.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"


@pytest.mark.parametrize("problem", [ValueError("a bug"), KeyboardInterrupt()])
def test_what_goes_wrong_half_way_leaves_the_old_file_and_nothing_else(problem, tmp_path):
    path = tmp_path / "report.json"
    path.write_text("old")

    def write_half():
        with whole_file(path) as content:
            content.write(b"half of the n")
            raise problem

    with pytest.raises(type(problem)):
        write_half()
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_full_disk_leaves_the_old_file_and_is_said(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    path.write_text("old")

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device") as problem:
        write_content(path, "new")
    assert str(path) in str(problem.value)
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_device_that_is_always_full():
    with pytest.raises(OutputError, match="No space left"):
        write_content(FULL, "x")


@pytest.mark.skipif(not IS_ROOT, reason="only root may mount a tiny disk")
def test_a_truly_full_disk(tmp_path):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        write_content(tmp_path / "small.json", "fits")
        with pytest.raises(OutputError, match="No space left"):
            write_content(tmp_path / "large.json", "x" * 100_000)
        assert [path.name for path in tmp_path.iterdir()] == ["small.json"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_report_is_as_readable_as_any_other_new_file(tmp_path):
    write_content(tmp_path / "report.json", "")
    (tmp_path / "other").touch()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_content(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    check_writable(path)
    write_content(path, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_name_as_long_as_a_name_may_be(tmp_path):
    path = tmp_path / ("x" * 250 + ".json")
    check_writable(path)
    write_content(path, "content")
    assert path.read_text() == "content"


def test_content_that_is_no_text_is_written_as_it_is(tmp_path):
    write_content(tmp_path / "a.xlsx", b"PK\x00\xff")
    assert (tmp_path / "a.xlsx").read_bytes() == b"PK\x00\xff"


def test_text_that_is_no_text_is_replaced(tmp_path):
    write_content(tmp_path / "a.csv", "clip\udcff.mp4")
    assert (tmp_path / "a.csv").read_text() == "clip?.mp4"


def error_of(path):
    with pytest.raises(OutputError) as problem:
        check_writable(path)
    assert "\n" not in str(problem.value)
    return str(problem.value)


def test_what_cannot_be_written_is_known_beforehand(tmp_path):
    assert "is a folder" in error_of(tmp_path)
    assert "does not exist" in error_of(tmp_path / "missing" / "report.json")
    assert "cannot be written" in error_of(tmp_path / ("x" * 300))
    (tmp_path / "file").touch()
    assert "does not exist" in error_of(tmp_path / "file" / "report.json")
    check_writable(tmp_path / "report.json")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_protected_file_or_folder(tmp_path):
    path = tmp_path / "report.json"
    path.touch(mode=0o444)
    assert "write-protected" in error_of(path)
    tmp_path.chmod(0o555)
    assert "cannot be written to" in error_of(tmp_path / "new.json")
    tmp_path.chmod(0o755)


def test_a_folder_is_made_with_those_above_it(tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_is_a_file_is_said(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="cannot be made"):
            make_folder(path)
