"""`python -m vision_coach`."""

import sys

from vision_coach.cli import main

sys.exit(main())
