"""Set everything up and analyse a video: python3 scripts/demo.py [VIDEO] [analyze options]

Without a video, a sample from `sample_videos/` is taken.
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, prepare

SAMPLE = ROOT / "sample_videos" / "squat_side.mp4"
SAMPLE_OPTIONS = ["--tempo", "4-1-1-0"]


def main() -> int:
    arguments = sys.argv[1:]
    if arguments in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if not arguments:
        if not SAMPLE.exists():
            print("There is no sample video yet. Name one: python3 scripts/demo.py VIDEO")
            return 2
        arguments = [str(SAMPLE), *SAMPLE_OPTIONS]
    python = prepare("requirements.lock")
    return subprocess.run([str(python), "-m", "vision_coach", "analyze", *arguments]).returncode


if __name__ == "__main__":
    sys.exit(main())
