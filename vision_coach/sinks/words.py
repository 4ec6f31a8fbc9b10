"""What the window and the terminal say of a live session, in as few words as possible."""

from __future__ import annotations

from vision_coach.core.tempo import Verdict
from vision_coach.live.source_status import Fault
from vision_coach.live.state import Advice, Stage

STAGES = {
    Stage.FRAMING: "GET READY",
    Stage.COUNTDOWN: "GET READY",
    Stage.READY: "READY",
    Stage.LOWERING: "DOWN",
    Stage.BOTTOM: "HOLD",
    Stage.RISING: "UP",
    Stage.REST: "REST",
    Stage.PAUSED: "PAUSED",
    Stage.FINISHED: "DONE",
}

VERDICTS = {
    Verdict.ON: "GOOD",
    Verdict.FAST: "TOO FAST",
    Verdict.SLOW: "TOO SLOW",
    Verdict.NOT_GRADED: "NOT SURE",
}

ADVICE = {
    Advice.TOO_DARK: ("TOO DARK", "switch a light on"),
    Advice.NOBODY: ("NOBODY THERE", "step into the picture"),
    Advice.MORE_PEOPLE: ("ONE PERSON ONLY", "ask the others to step out of the picture"),
    Advice.MOVE_CLOSER: ("MOVE CLOSER", "you are small in the picture"),
    Advice.MOVE_BACK_HEAD: ("MOVE BACK", "head out of the picture"),
    Advice.MOVE_BACK_HANDS: ("MOVE BACK", "hands out of the picture"),
    Advice.MOVE_BACK_HIPS: ("MOVE BACK", "hips out of the picture"),
    Advice.MOVE_BACK_KNEES: ("MOVE BACK", "knees out of the picture"),
    Advice.MOVE_BACK_ANKLES: ("MOVE BACK", "ankles out of the picture"),
    Advice.TURN_SIDE_ON: ("TURN SIDE-ON", "one shoulder towards the camera"),
    Advice.FACE_CAMERA: ("FACE THE CAMERA", "or turn your back to it"),
    Advice.RAISE_CAMERA: ("RAISE CAMERA", "to about hip height"),
    Advice.LOWER_CAMERA: ("LOWER CAMERA", "to about hip height"),
    Advice.SHOW_LIMBS: ("LIMBS HIDDEN", "turn so that the working side is seen"),
    Advice.GET_INTO_POSITION: ("GET INTO POSITION", "the picture is good"),
    Advice.HOLD_STILL: ("HOLD STILL", "in the start position"),
}
"""What to do, and why, in a few words more."""
PICTURE_IS_GOOD = (Advice.GET_INTO_POSITION, Advice.HOLD_STILL)

FAULTS = {
    Fault.ABSENT: ("NO CAMERA", "plug it in"),
    Fault.BUSY: ("CAMERA BUSY", "close the other program that uses it"),
    Fault.FORBIDDEN: ("CAMERA FORBIDDEN", "allow it in the system's privacy settings"),
    Fault.LOST: ("CAMERA LOST", "check its cable"),
    Fault.FROZEN: ("CAMERA FROZEN", "unplug it and plug it in again"),
    Fault.BLACK: ("CAMERA COVERED", "uncover the lens"),
}
"""What happened, and what to do."""

LOOKING = ("ONE MOMENT", "looking at the picture")
OPENING = ("ONE MOMENT", "the camera is being opened")
KEYS = "space pause   R restart set   M mirror   S sound   F full screen   Q quit"
TERMINAL_KEYS = KEYS.replace("   F full screen", "")
LESS_SURE = "times less sure"
LESS_SURE_REASON = "fewer than 12 pictures a second: times less sure"


def repetitions(count: int) -> str:
    return f"{count} repetition{'' if count == 1 else 's'}"


def clock(seconds: float) -> str:
    """75.2 -> '1:16': a rest that is over is never shown as time left."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02d}"
