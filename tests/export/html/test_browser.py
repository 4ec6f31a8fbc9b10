"""The page in a real browser: nothing to complain of, nothing to fetch, nothing too wide."""

import re
import shutil
import subprocess

import pytest
from test_page import SESSIONS

from vision_coach.export.html import comparison_text, html_text

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome")
     if (found := shutil.which(name))),
    None,
)  # fmt: skip
WAIT_S = 600.0
COMPLAINTS = re.compile(r"CONSOLE|Refused to|net::ERR|Failed to load", re.IGNORECASE)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (apt install chromium)"),
]


def browse(page, *options):
    """What the browser writes to its log while it shows the page, and to standard output."""
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--log-level=0", f"--user-data-dir={page.parent / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND", *options, page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_S)
    return done.stdout, done.stderr


def written(tmp_path, text):
    page = tmp_path / "page.html"
    page.write_text(text, encoding="utf-8")
    return page


def complaints(log):
    return [line for line in log.splitlines() if COMPLAINTS.search(line)]


def test_the_browser_has_nothing_to_say(tmp_path):
    page = written(tmp_path, html_text(SESSIONS["as usual"], {(1, 1): (b"\xff\xd8", b"\xff\xd8")}))
    shown, log = browse(page, "--dump-dom")
    assert "Łukasz" in shown
    assert complaints(log) == []


def test_a_comparison_is_as_quiet(tmp_path):
    _shown, log = browse(written(tmp_path, comparison_text([*SESSIONS.values()])), "--dump-dom")
    assert complaints(log) == []


def test_a_complaint_would_be_noticed(tmp_path):
    text = html_text(SESSIONS["as usual"]).replace("</body>", "<script>1</script></body>")
    _shown, log = browse(written(tmp_path, text), "--dump-dom")
    assert complaints(log) != []


def test_it_prints_on_a_few_sheets_of_a4(tmp_path):
    page = written(tmp_path, html_text(SESSIONS["as usual"]))
    target = tmp_path / "page.pdf"
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={target}")
    content = target.read_bytes()
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content))
    # A4 is 595.28 x 841.89 points.
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}
    assert 2 <= len(re.findall(rb"/Type /Page\b", content)) <= 8
