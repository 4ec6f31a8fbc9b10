"""A camera coach must not talk to anyone, whatever the user's environment says."""

import re
import shutil
import subprocess
import sys

import pytest
from program import run_program
from videos import even_times, write_video

pytestmark = pytest.mark.slow

CALLS = ("-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg")
FAMILY = re.compile(r"sa_family=(AF_\w+)")
IPV4 = re.compile(r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)')
IPV6 = re.compile(r'sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"')
DOMAIN_NAME_PORT = "53"


def addressed(trace):
    """(port, address) of everything that was connected or sent to over the internet protocols."""
    found = []
    for line in trace.splitlines():
        families = set(FAMILY.findall(line))
        assert families <= {"AF_UNIX", "AF_INET", "AF_INET6", "AF_UNSPEC", "AF_NETLINK"}, line
        if families & {"AF_INET", "AF_INET6"}:
            addresses = IPV4.findall(line) + IPV6.findall(line)
            assert addresses, f"not understood: {line}"
            found += addresses
    return found


def strangers(trace):
    return [
        (port, address)
        for port, address in addressed(trace)
        if port == DOMAIN_NAME_PORT or not (address.startswith("127.") or address == "::1")
    ]


@pytest.fixture
def strace(tmp_path):
    """What comes before a command to have its calls written to the second value."""
    program = shutil.which("strace")
    if not program:
        pytest.skip("strace is not installed")
    trace = tmp_path / "calls.txt"
    prefix = (program, *CALLS, "-o", str(trace))
    if subprocess.run([*prefix, "true"], capture_output=True).returncode:
        pytest.skip("this machine does not allow strace")
    return prefix, trace


def test_the_check_itself_sees_a_connection_and_a_look_up(strace):
    prefix, trace = strace
    code = (
        "import socket as s; "
        "s.socket(s.AF_INET, s.SOCK_STREAM).connect_ex(('127.0.0.1', 9)); "
        "s.socket(s.AF_INET, s.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 53)); "
        "s.socket(s.AF_INET6, s.SOCK_DGRAM).connect_ex(('2001:db8::1', 443))"
    )
    subprocess.run([*prefix, sys.executable, "-c", code], check=False, capture_output=True)
    content = trace.read_text()
    assert ("9", "127.0.0.1") in addressed(content)
    assert strangers(content) == [("53", "127.0.0.1"), ("443", "2001:db8::1")]


@pytest.mark.parametrize("changes", [{}, {"NO_PROXY": "*", "no_proxy": "*"}])
def test_an_analysis_opens_no_connection_to_anywhere_but_this_machine(strace, tmp_path, changes):
    prefix, trace = strace
    write_video(tmp_path / "clip.mp4", even_times(30), size=(320, 240))
    done = run_program("analyze", "clip.mp4", cwd=tmp_path, prefix=prefix, **changes)
    assert done.returncode == 1
    assert "no person was found" in done.stdout
    assert done.stderr == ""
    assert strangers(trace.read_text()) == []


@pytest.mark.parametrize("name", ["list.mp4", "list.m3u8"])
def test_a_playlist_that_names_a_host_is_not_followed(strace, tmp_path, name):
    prefix, trace = strace
    # 192.0.2.1 is kept free for documentation (RFC 5737).
    playlist = "#EXTM3U\n#EXTINF:5,\nhttp://192.0.2.1/a.ts\n#EXT-X-ENDLIST\n"
    (tmp_path / name).write_text(playlist)
    done = run_program("analyze", name, cwd=tmp_path, prefix=prefix)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert strangers(trace.read_text()) == []


@pytest.mark.parametrize("engine", ["mediapipe", "onnx"])
def test_a_live_session_opens_no_connection_to_anywhere_but_this_machine(strace, tmp_path, engine):
    prefix, trace = strace
    write_video(tmp_path / "clip.mp4", even_times(50), size=(320, 240))
    done = run_program(
        *("live", "--exercise", "squat", "--source", "clip.mp4", "--engine", engine, "--no-window"),
        cwd=tmp_path,
        prefix=prefix,
        VISION_COACH_STATE=str(tmp_path / "state"),
    )
    assert "no repetition was finished" in done.stderr
    assert strangers(trace.read_text()) == []
