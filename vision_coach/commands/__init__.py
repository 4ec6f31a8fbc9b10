"""What each command does, once its arguments are understood."""

from vision_coach.commands.analysis import analyze, replay

COMMANDS = {"analyze": analyze, "replay": replay}
