"""What the benchmark's command says of folders that it cannot score."""

import sys

import benchmark_accuracy
import pytest


@pytest.fixture
def benchmark(monkeypatch):
    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["benchmark_accuracy.py", *map(str, arguments)])
        return benchmark_accuracy.main()

    return call


def test_a_folder_that_is_not_there_is_left_out_and_said_so(benchmark, tmp_path, capsys):
    assert benchmark("--data", tmp_path / "nothing") == 2
    said = capsys.readouterr().err
    assert f"not here, left out: {tmp_path / 'nothing'}" in said
    assert "name a folder with --data DIR" in said


LABEL = '{"video": "b.mp4", "exercise": "squat", "view": "side", "fps": 30, %s "reps": []}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}", "is no label of a video"),
        # Whose reader's error is not known must not pass for exact.
        (LABEL % "", "is no label of a video (KeyError('uncertainty_frames'))"),
        (LABEL % '"uncertainty_frames": 2,', "its video b.mp4 is not there"),
    ],
)
def test_a_wrong_label_is_one_line_that_names_it(benchmark, tmp_path, capsys, content, said):
    (tmp_path / "a.json").write_text(content)
    assert benchmark("--data", tmp_path) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{tmp_path / 'a.json'}: ")
    assert said in line


def test_the_help_names_every_set(benchmark, capsys):
    with pytest.raises(SystemExit):
        benchmark("--help")
    said = capsys.readouterr().out
    assert all(f"    {name} " in said for name in benchmark_accuracy.SETS)
