"""What each command does, once its arguments are understood."""

from vision_coach.commands.analysis import analyze, replay
from vision_coach.commands.live import live
from vision_coach.commands.report import report

COMMANDS = {"analyze": analyze, "replay": replay, "live": live, "report": report}
