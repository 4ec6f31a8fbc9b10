"""Reads an exercise file and says exactly what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from vision_coach.core.body.parts import JOINT_PARTS, sides_of
from vision_coach.core.body.posture import ANGLES, JOINTS, OTHER
from vision_coach.core.body.view import VIEWS
from vision_coach.core.errors import ExerciseError
from vision_coach.core.exercise import (
    BEND_DEG_PER_LIMB,
    JOINT_DOWN_SHARE,
    STILL_SHARE,
    Carried,
    Ending,
    Exercise,
    Held,
    Working,
    as_eccentric_only,
)
from vision_coach.exercises.keys import Keys, shown
from vision_coach.words.suggestions import did_you_mean

FOLDER = Path(__file__).parent
LONGEST_FILE = 20_000
"""Characters; the project's own have 1000. Reading a key of 50,000 parts takes minutes."""
DIRECTIONS = ("closes", "opens")
ANY_TORSO_DEG = (0.0, 180.0)
ANY_HEIGHT = (-1.5, 1.5)
"""Limb lengths. A stretched limb reaches one; errors of the pose a little more."""
USUAL_LEAST_TRAVEL = 0.15
"""Limb lengths: about 65 degrees of a knee's or an elbow's bend."""
USUAL_LEAVE_S, USUAL_REST_S = 2.0, 15.0


def built_in_names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def recognisable_names() -> list[str]:
    """Those that are looked for where nobody says what is done: all but experimental ones."""
    return [name for name in built_in_names() if not load_exercise(name).experimental]


def load_exercise(name_or_file: str) -> Exercise:
    """A built-in exercise by name, or one from a user's `.toml` file.

    Raises ExerciseError naming the file, the key and what was expected there.
    """
    if name_or_file.lower().endswith(".toml"):
        return exercise_in(Path(name_or_file))
    name = name_or_file.lower().replace("-", "_")
    if name not in built_in_names():
        meant = did_you_mean(name_or_file, names_in_use())
        raise ExerciseError(
            f"exercise '{shown(name_or_file)}' is not known{f'{meant} Or' if meant else ':'} "
            f"choose one of {', '.join(built_in_names())}, or name a .toml file"
        )
    return exercise_in(file_of(name))


def file_of(name_or_file: str) -> Path:
    """Where an exercise that can be loaded is described."""
    if name_or_file.lower().endswith(".toml"):
        return Path(name_or_file)
    return FOLDER / f"{name_or_file.lower().replace('-', '_')}.toml"


def names_in_use() -> dict[str, tuple[str, ...]]:
    """The built-in exercises, with whatever else people call them."""
    return {name: exercise_in(FOLDER / f"{name}.toml").also_called for name in built_in_names()}


def exercise_in(path: Path) -> Exercise:
    """Raises ExerciseError for a file that is not there or wrong."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_FILE + 1)
    except FileNotFoundError as problem:
        raise ExerciseError(f"{path}: no such exercise file") from problem
    except OSError as problem:
        raise ExerciseError(f"{path}: cannot be read ({problem.strerror})") from problem
    except ValueError as problem:  # bytes that are no text; a NUL in its name
        raise ExerciseError(f"{path}: cannot be read ({problem})") from problem
    if len(text) > LONGEST_FILE:
        raise ExerciseError(f"{path}: is too long for an exercise file")
    try:
        content = tomllib.loads(text)
    except RecursionError as problem:
        raise ExerciseError(f"{path}: is not valid TOML: nested too deep") from problem
    except ValueError as problem:  # also for a whole number of thousands of digits
        raise ExerciseError(f"{path}: is not valid TOML: {problem}") from problem
    return exercise_from(Keys(path.name, content, text))


def exercise_from(keys: Keys) -> Exercise:
    """Raises ExerciseError for all that is wrong or unknown."""
    name = keys.text("name")
    moving, anchor = keys.part("height.moving"), keys.part("height.anchor")
    goes_up = keys.choice("height.lowering", ("down", "up"), "down") == "up"
    still = keys.parts("still.parts") or ((anchor,) if goes_up else ())
    ends_at_bottom = keys.yes_or_no("repetition.ends_at_bottom", default=None)
    ends = Ending(keys.choice("repetition.ends", [str(one) for one in Ending], Ending.TURN))
    only_lowering = keys.yes_or_no("repetition.eccentric_only", default=False)
    exercise = Exercise(
        name=name,
        title=keys.text("title"),
        # Hands that go up over the shoulders are shoulders that go down under the hands.
        moving=anchor if goes_up else moving,
        anchor=moving if goes_up else anchor,
        joint=keys.joint("angle.joint"),
        lowering_extends=keys.choice("angle.lowering", DIRECTIONS) == "opens",
        range_views=keys.choices("angle.range_views", VIEWS, ()),
        torso_inclination_deg=keys.interval("position.torso_inclination_deg", ANY_TORSO_DEG),
        usual_torso_deg=keys.number_or_none("position.usual_torso_deg"),
        usual_height=keys.pair_or_none("position.usual_height"),
        height=keys.interval("position.height", ANY_HEIGHT),
        minimum_travel=keys.positive("repetition.minimum_travel", USUAL_LEAST_TRAVEL),
        # A stretched limb may be the end of all; who turns round must come back up.
        ends_at_bottom=ends is Ending.HOLD if ends_at_bottom is None else ends_at_bottom,
        leave_s=keys.positive("set.leave_s", USUAL_LEAVE_S),
        rest_s=keys.positive("set.rest_s", USUAL_REST_S),
        also_called=keys.texts("also_called"),
        still=still,
        still_share=keys.positive("still.share", STILL_SHARE),
        sides=Working(keys.choice("sides", [str(one) for one in Working], Working.BOTH)),
        ends=ends,
        family=keys.text("family", name),
        posture=posture_in(keys),
        carried=carried_in(keys),
        joint_down_share=keys.number("angle.joint_down_share", JOINT_DOWN_SHARE),
        bend_deg_per_limb=keys.positive("angle.bend_deg_per_limb", BEND_DEG_PER_LIMB),
        top_called=keys.text("words.top", ""),
        bottom_called=keys.text("words.bottom", ""),
        camera=keys.text("words.camera", ""),
        experimental=keys.text("experimental", ""),
        sources=keys.texts("sources"),
    )
    keys.finish()
    return as_eccentric_only(exercise) if only_lowering else exercise


def posture_in(keys: Keys) -> tuple[Held, ...]:
    known = (*ANGLES, *(OTHER + name for name in JOINTS))
    given = [name for name in keys.names_in("posture") if name in known]
    return tuple(Held(name, *keys.pair(f"posture.{name}")) for name in given)


def carried_in(keys: Keys) -> tuple[Carried, ...]:
    known = (*JOINT_PARTS, *(OTHER + name for name in JOINT_PARTS))
    given = [name for name in keys.names_in("carried") if name in known]
    return tuple(
        Carried(
            sides_of(name.removeprefix(OTHER)),
            keys.number(f"carried.{name}", 0.0),
            name.startswith(OTHER),
        )
        for name in given
    )
