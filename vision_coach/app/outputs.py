"""Where the results go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vision_coach.app.analysis import Result
from vision_coach.app.formats import FORMATS, Holds, check_installed
from vision_coach.core.errors import OutputError
from vision_coach.core.report.session import Session
from vision_coach.export.files import (
    check_writable,
    is_device,
    make_folder,
    whole_file,
    write_content,
)
from vision_coach.sources.recorded_poses import save_poses
from vision_coach.video_writer.writer import check_video_target


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that were asked for. Checked before the work starts."""

    reports: dict[str, Path] = field(default_factory=dict)
    """By the name of the format."""
    folder: Path | None = None
    poses: Path | None = None
    annotated: Path | None = None
    in_folder: tuple[str, ...] = ("json",)
    """Names of the formats that the folder gets of each source."""

    @property
    def files(self) -> dict[str, Path]:
        """The single files that were asked for, by option."""
        named = {f"--{name}": path for name, path in self.reports.items()}
        others = {"--poses": self.poses, "--annotated": self.annotated}
        return named | {option: path for option, path in others.items() if path}

    @property
    def has_pictures(self) -> bool:
        """Whether a format that can hold pictures is written."""
        written = [*self.reports, *(self.in_folder if self.folder else ())]
        return any(FORMATS[name].shows_pictures for name in written)

    def check(self, sources: list[Path]) -> None:
        """Raise OutputError for anything that could not be written later, or should not be."""
        for option in self.files:
            name = option.removeprefix("--")
            if len(sources) > 1 and not holds_all_sources(name):
                instead = "use --out DIR for several" if name != "annotated" else "name one video"
                raise OutputError(f"{option} is for one source; {instead}")
        for name in self.in_folder:
            if name in self.reports and self.folder:
                raise OutputError(f"--{name} FILE and --out DIR: name one of them")
        self.check_files(sources)
        if self.folder:
            make_folder(self.folder)

    def check_files(self, sources: list[Path]) -> None:
        """Raise OutputError for a file that cannot be written, or that something else needs."""
        for name in self.reports:
            check_installed(name)
        for path in self.files.values():
            check_writable(path)
        if self.annotated:
            check_video_target(self.annotated)
        check_apart(self.files, sources)

    def save_one(self, result: Result, name: str) -> list[Path]:
        """What is written as soon as one source was measured; `name` is its own in the folder.

        Returns the files, as the other two do.
        """
        targets = list(self.reports.items())
        if self.folder:
            targets += [(one, self.folder / f"{name}.{one}") for one in self.in_folder]
        alone = [(one, path) for one, path in targets if not holds_all_sources(one)]
        for format_, path in alone:
            write_content(path, FORMATS[format_].content([result]))
        if not self.poses:
            return [path for _, path in alone]
        with whole_file(self.poses) as content:
            save_poses(content, result.poses, result.session.source, result.session.engine)
        return [*(path for _, path in alone), self.poses]

    def save_comparison(self, sessions: Sequence[Session]) -> list[Path]:
        written = []
        for format_, path in self.reports.items():
            comparison = FORMATS[format_].comparison
            if comparison:
                write_content(path, comparison(sessions))
                written.append(path)
        return written

    def save_all(self, sessions: Sequence[Session]) -> list[Path]:
        """What is written once, at the end."""
        results = [Result(session) for session in sessions]
        together = [(one, path) for one, path in self.reports.items() if holds_all_sources(one)]
        for format_, path in together:
            write_content(path, FORMATS[format_].content(results))
        return [path for _, path in together]


def holds_all_sources(name: str) -> bool:
    """Whether one file of that name holds many sources; the poses and the annotated video don't."""
    return name in FORMATS and FORMATS[name].holds is Holds.ALL_SOURCES


def distinct_names(sources: list[Path]) -> list[str]:
    """A name for each source; those of one name in different folders are numbered."""
    names: dict[str, None] = {}
    for source in sources:
        name, number = source.stem, 1
        while name in names:
            number += 1
            name = f"{source.stem}-{number}"
        names[name] = None
    return list(names)


def check_apart(files: dict[str, Path], sources: list[Path]) -> None:
    """Raise OutputError where a report would replace a source or another report."""
    taken = {source.absolute(): "it is to be read" for source in sources}
    for option, path in files.items():
        if path.absolute() in taken and not is_device(path):
            raise OutputError(f"{option} {path}: {taken[path.absolute()]}; name another file")
        taken[path.absolute()] = f"{option} is written to it"
