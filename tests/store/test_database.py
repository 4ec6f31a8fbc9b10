"""The file in which sessions are remembered: never half written, never harmed."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from program import ROOT, environment
from reports import rep, session, set_report

from vision_coach.core.errors import StoreError
from vision_coach.core.report.reason import Reason
from vision_coach.export.json_report import json_text
from vision_coach.store import database as module
from vision_coach.store.database import FILE, Database, statements_of
from vision_coach.store.sessions import athletes, delete_athlete, history, report_of, save


def trained(sha256="a" * 64, athlete="Ada", reps=2, **changes):
    one = session(set_report(*map(rep, range(1, reps + 1)), tempo="3", tolerance_s=0.45))
    source = replace(one.source, sha256=sha256)
    return replace(one, source=source, athlete=athlete, **changes)


def keep(store, one):
    return save(store, one, json_text(one), None)


@pytest.fixture
def store(tmp_path):
    one = Database(tmp_path / "store")
    yield one
    one.close()


def test_a_report_comes_back_byte_for_byte(store):
    one = trained()
    assert report_of(store, keep(store, one)) == json_text(one)


def test_the_same_video_is_the_same_session(store):
    first = keep(store, trained())
    again = keep(store, trained(athlete=None, reps=3))
    (done,) = history(store)
    assert (again, done.rep_count, done.athlete) == (first, 3, "Ada")


def test_two_videos_of_one_name_are_two_sessions(store):
    keep(store, trained("a" * 64))
    keep(store, trained("b" * 64, athlete="Bob"))
    assert [one.athlete for one in history(store)] == ["Ada", "Bob"]
    assert [one.file for one in history(store, athlete="bob")] == [trained().source.file]


def test_means_and_scatter_are_those_of_the_graded_repetitions(store):
    """1, 2 and 3 s: mean 2 s, standard deviation 1 s; 9 s not graded are time only."""
    reps = [replace(rep(n), eccentric_end_s=rep(n).eccentric_start_s + n) for n in (1, 2, 3, 9)]
    reps[3] = replace(reps[3], reason=Reason.of("no_frames"))
    one = replace(trained(), sets=(set_report(*reps),))
    keep(store, one)
    (done,) = history(store)
    assert done.eccentric_mean_s == pytest.approx(2.0)
    assert done.eccentric_sd_s == pytest.approx(1.0)
    assert done.eccentric_total_s == pytest.approx(15.0)
    assert (done.rep_count, done.graded_count) == (4, 3)


def test_who_is_deleted_is_gone_from_the_disk(store):
    keep(store, trained(athlete="Zaphod Beeblebrox"))
    keep(store, trained("b" * 64, athlete="Ada"))
    assert delete_athlete(store, "zaphod beeblebrox") == 1
    assert athletes(store) == [("Ada", 1)]
    content = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"Zaphod" not in content
    assert store.problems() == []


def test_only_its_owner_may_read_it(store):
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_a_file_of_a_later_version_is_left_as_it_is(store):
    store.close()
    with sqlite3.connect(store.path) as later:
        later.execute("PRAGMA user_version = 999")
    later.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="later version"):
        Database(store.path.parent)
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"junk" * 3000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_left_as_it_is(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError, match="left as it is"):
        Database(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_file_of_another_program_is_left_as_it_is(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Database(tmp_path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        Database(tmp_path / "store")


def test_before_the_tables_change_a_copy_is_kept(store, monkeypatch):
    keep(store, trained())
    store.close()
    more = (*module.MIGRATIONS, "ALTER TABLE athletes ADD COLUMN height_m REAL;")
    monkeypatch.setattr(module, "MIGRATIONS", more)
    newer = Database(store.path.parent)
    assert [one.rep_count for one in history(newer)] == [2]
    newer.close()
    (copy,) = store.path.parent.glob("*_version_1_*.sqlite")
    with sqlite3.connect(copy) as old:
        assert old.execute("SELECT count(*) FROM repetitions").fetchone() == (2,)
    old.close()


def test_a_change_that_fails_changes_nothing(store, monkeypatch):
    keep(store, trained())
    store.close()
    broken = (*module.MIGRATIONS, "ALTER TABLE sets ADD COLUMN a REAL; CREATE TABLE sets (a);")
    monkeypatch.setattr(module, "MIGRATIONS", broken)
    with pytest.raises(StoreError):
        Database(store.path.parent)
    monkeypatch.undo()
    again = Database(store.path.parent)
    assert [one.rep_count for one in history(again)] == [2]
    again.close()


def test_statements_are_told_apart_and_comments_left_out():
    script = "CREATE TABLE a (b); -- one;\nCREATE TABLE\n c (d);"
    assert list(statements_of(script)) == ["CREATE TABLE a (b);", "CREATE TABLE\n c (d);"]


def test_two_programs_at_once_wait_for_each_other(tmp_path):
    folder = tmp_path / "store"

    def write(name):
        one = Database(folder)
        for number in range(10):
            keep(one, trained(f"{name}{number}", athlete=name))
        one.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Ada", "Bob", "Cy")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    one = Database(folder)
    assert athletes(one) == [("Ada", 10), ("Bob", 10), ("Cy", 10)]
    one.close()


SAVING = """
import sys
from pathlib import Path
from test_database import keep, trained
from vision_coach.store.database import Database

store = Database(Path(sys.argv[1]))
print("open", flush=True)
for number in range(100_000):
    keep(store, trained(str(number), reps=20))
    print(number, flush=True)
"""
KILLS = 12


def test_kill_9_in_the_middle_of_saving_leaves_whole_sessions_and_all_that_were_told(tmp_path):
    folder = tmp_path / "store"
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent), str(ROOT / "tests")])
    told = 0
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(folder)],
            env=environment(PYTHONPATH=path),
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout.readline() == "open\n"
            last = None
            for _ in range(1 + 7 * kill % 11):
                last = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            process.wait()
        told = max(told, last + 1)
        store = Database(folder)
        assert store.problems() == []
        done = history(store)
        assert len(done) >= told
        assert {one.rep_count for one in done} == {20}
        store.close()
