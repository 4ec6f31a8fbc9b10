"""Set everything up and run all checks: python3 scripts/test.py [pytest arguments]

Without arguments: formatting, lint, types and every test. With arguments: pytest with them,
for example  python3 scripts/test.py -m "not slow"  for the quick suite.
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, prepare

CHECKS = [
    ["ruff", "format", "--check", "."],
    ["ruff", "check", "."],
    ["mypy"],
    ["pytest", "-q"],
]


def main() -> int:
    if sys.argv[1:] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    python = prepare("requirements-dev.lock")
    checks = [["pytest", *sys.argv[1:]]] if sys.argv[1:] else CHECKS
    for check in checks:
        print(f"$ {' '.join(check)}", flush=True)
        code = subprocess.run([str(python), "-m", *check], cwd=ROOT).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
