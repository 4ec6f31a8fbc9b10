"""Draw the documents' pictures of the reports, from sample videos, with a headless Chromium.

python scripts/make_report_pictures.py [--out docs]

Needs chromium and pdftoppm (apt install chromium poppler-utils).
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from accuracy.poses import poses_of
from environment import ROOT
from rich.console import Console

from vision_coach.app.analysis import Analysis, Result
from vision_coach.app.request import Request
from vision_coach.app.steps import Steps
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.core.body.pose import Image
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.drawing.thumbnail import Faces
from vision_coach.export.html import comparison_text, html_text
from vision_coach.sinks.terminal import print_session

SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
COMPARED = ("squat_45", "squat_walk_in", "squat_side")
TEMPO = "4-1-1-0"
TALL_PX = 5000
"""Higher than any page; what is left over is cut off."""
MARGIN_PX = 24
QUALITY = 86
TERMINAL = """<!DOCTYPE html><html><head><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px 24px; background: {background}; color: {foreground} }}
pre {{ margin: 0; font: 15px/1.3 "DejaVu Sans Mono", monospace }}
{stylesheet}</style></head><body><pre>{code}</pre></body></html>"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    out = parser.parse_args().out
    missing = [tool for tool in ("chromium", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    with PoseWorker() as worker:
        result = Steps(Request(), worker).with_pictures(SAMPLE, analysed(SAMPLE), Faces.BLURRED)
    page = html_text(result.session, result.pictures)
    compared = [analysed(SAMPLE.with_stem(name)).session for name in COMPARED]
    day, night = screenshot(page, 390), screenshot(page, 390, dark=True)
    pictures = {
        "report_desktop": screenshot(page, 1180)[:1228],
        "report_phone": side_by_side([day[:1420], night[:1420]]),
        "report_print": side_by_side(printed(page)[:2]),
        "report_comparison": screenshot(comparison_text(compared), 1180)[:1090],
        "report_terminal": screenshot(terminal(result), 900),
    }
    for name, picture in pictures.items():
        cv2.imwrite(str(out / f"{name}.webp"), picture, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    return 0


def analysed(video: Path) -> Result:
    poses = poses_of(video, ROOT / ".cache" / "poses")
    analysis = Analysis(Request(prescription=Prescription(parse_tempo(TEMPO)), keep_poses=True))
    for pose in poses:
        analysis.push(pose)
    return analysis.result(poses.source, poses.engine, (), interrupted=False)


def terminal(result: Result) -> str:
    console = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    print_session(console, result.session)
    return console.export_html(code_format=TERMINAL)


def screenshot(page: str, width_px: int, *, dark: bool = False) -> Image:
    """The whole page, without what is empty below it."""
    options = [f"--window-size={width_px},{TALL_PX}", "--screenshot=page.png"]
    if dark:
        options += ["--blink-settings=preferredColorScheme=0"]
    with tempfile.TemporaryDirectory() as folder:
        chromium(Path(folder), page, options)
        return without_rest(read(Path(folder) / "page.png"))


def printed(page: str) -> list[Image]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chromium(folder, page, ["--no-pdf-header-footer", "--print-to-pdf=page.pdf"])
        subprocess.run(
            ["pdftoppm", "-r", "80", "-png", "page.pdf", "sheet"], cwd=folder, check=True
        )
        return [framed(read(path)) for path in sorted(folder.glob("sheet-*.png"))]


def chromium(folder: Path, page: str, options: list[str]) -> None:
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    subprocess.run(
        [*command, *options, (folder / "page.html").as_uri()],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def read(path: Path) -> Image:
    return np.asarray(cv2.imread(str(path)), dtype=np.uint8)


def without_rest(picture: Image) -> Image:
    """Cut off below the last row that is not as the last one."""
    written = np.flatnonzero((picture != picture[-1]).any(axis=(1, 2)))
    return picture[: int(written[-1]) + MARGIN_PX] if len(written) else picture


def framed(picture: Image) -> Image:
    frame = cv2.copyMakeBorder(picture, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(190, 190, 190))
    return np.asarray(frame, dtype=np.uint8)


def side_by_side(pictures: list[Image]) -> Image:
    height = max(len(picture) for picture in pictures)
    filled = [
        cv2.copyMakeBorder(
            picture, 0, height - len(picture), 0, MARGIN_PX, cv2.BORDER_CONSTANT, value=(255,) * 3
        )
        for picture in pictures
    ]
    return np.asarray(np.hstack(filled)[:, :-MARGIN_PX], dtype=np.uint8)


if __name__ == "__main__":
    sys.exit(main())
