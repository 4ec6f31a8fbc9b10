"""The arguments of `analyze` and `replay`."""

from __future__ import annotations

from vision_coach.cli.groups import Subcommands, add_outputs, add_prescription
from vision_coach.cli.memory import add_memory
from vision_coach.cli.parser import Parser, local_path
from vision_coach.core.body.turns import TURNS_DEG


def add_analyze(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "analyze",
        help="time the repetitions in videos",
        description="Find every repetition in one or more videos and time its lowering.",
    )
    command.add_argument(
        "videos",
        nargs="+",
        type=local_path,
        metavar="VIDEO",
        help="video file, or a folder (all videos in and below it)",
    )
    add_prescription(command)
    command.add_argument(
        "--engine",
        choices=("mediapipe", "onnx"),
        default="mediapipe",
        help="what finds the poses: mediapipe (default), or onnx (faster, and works where "
        "MediaPipe cannot be loaded)",
    )
    command.add_argument(
        "--device",
        metavar="NAME",
        help="where the onnx engine computes, if your onnxruntime offers it: CUDA, CoreML, "
        "DirectML (untested; default: the CPU)",
    )
    command.add_argument(
        "--model",
        type=local_path,
        metavar="FILE",
        help="another pose landmarker bundle (.task), such as the lite or heavy one",
    )
    command.add_argument(
        "--turn",
        choices=("auto", *map(str, TURNS_DEG)),
        default="auto",
        help="by how many degrees clockwise pictures are turned to stand upright "
        "(default: auto: they are turned where only that makes sense of the movement)",
    )
    command.add_argument(
        "--speed",
        type=float,
        default=1.0,
        metavar="FACTOR",
        help="how many times as fast it happened as the video plays it: 8 for 240 pictures a "
        "second played as 30 (default: 1)",
    )
    add_outputs(command)
    add_memory(command, by_itself=False)
    command.add_argument(
        "--poses",
        type=local_path,
        metavar="FILE",
        help="keep the poses as .npz for 'replay' (one video)",
    )
    command.add_argument(
        "--annotated",
        type=local_path,
        metavar="FILE.mp4",
        help="the video with skeleton, phase, running clock and verdicts drawn on it, its sound "
        "kept (one video; needs PyAV: pip install av)",
    )
    command.add_argument(
        "--thumbnails",
        action="store_true",
        help="the top and bottom frame of each repetition in the page of --html, everything but "
        "the body blurred",
    )
    command.add_argument(
        "--show-faces", action="store_true", help="thumbnails as the camera saw them, not blurred"
    )


def add_replay(commands: Subcommands[Parser]) -> None:
    command = commands.add_parser(
        "replay",
        help="time the repetitions in recorded poses",
        description="Run the timing again on poses that 'analyze --poses' has recorded: another "
        "tempo or exercise in a moment, without the video.",
    )
    command.add_argument(
        "videos", nargs="+", type=local_path, metavar="POSES", help="recording (.npz) of poses"
    )
    add_prescription(command)
    add_outputs(command)
