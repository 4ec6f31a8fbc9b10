"""`python -m vision_coach.app.worker`: the worker process."""

from vision_coach.app.worker.child import main

main()
