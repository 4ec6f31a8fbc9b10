"""What each command does, once its arguments are understood."""

from vision_coach.cli.run.analysis import analyze, replay
from vision_coach.cli.run.exercises import exercises
from vision_coach.cli.run.live import live
from vision_coach.cli.run.memory import data, history
from vision_coach.cli.run.report import report

COMMANDS = {
    "analyze": analyze,
    "replay": replay,
    "live": live,
    "report": report,
    "exercises": exercises,
    "history": history,
    "data": data,
}
