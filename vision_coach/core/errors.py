"""The one family of errors that a user can cause."""


class CoachError(Exception):
    """Something the user can mend. The text says what happened, where, and what to do."""


class SourceError(CoachError):
    """A video, a camera or a recording that cannot be read."""


class EngineError(CoachError):
    """A pose engine or model that cannot be started."""


class ExerciseError(CoachError):
    """An exercise file that is wrong, or an exercise that could not be recognised."""


class TempoError(CoachError):
    """A tempo or tolerance that cannot be understood."""


class PlanError(CoachError):
    """A plan of a session that cannot be understood."""


class OutputError(CoachError):
    """A file or folder that cannot be written."""


class SoundError(CoachError):
    """Sound that cannot be made here; nothing else depends on it."""


class StoreError(CoachError):
    """What is remembered cannot be read or written."""


class ReportError(CoachError):
    """A report that cannot be read back."""
