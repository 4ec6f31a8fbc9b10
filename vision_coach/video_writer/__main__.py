"""`python -m vision_coach.video_writer`: the child process."""

import sys

from vision_coach.video_writer.child import main

sys.exit(main())
