"""Where the results go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vision_coach.core.errors import OutputError
from vision_coach.export.files import check_writable, is_device, make_folder


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that were asked for. Checked before the work starts."""

    json: Path | None
    csv: Path | None
    folder: Path | None
    poses: Path | None

    @property
    def files(self) -> dict[str, Path]:
        """The single files that were asked for, by option."""
        named = {"--json": self.json, "--csv": self.csv, "--poses": self.poses}
        return {option: path for option, path in named.items() if path}

    def check(self, sources: list[Path]) -> None:
        """Raise OutputError for anything that could not be written later, or should not be."""
        if len(sources) > 1:
            for option in ("--json", "--poses"):
                if option in self.files:
                    raise OutputError(f"{option} is for one source; use --out DIR for several")
        if self.json and self.folder:
            raise OutputError("--json FILE and --out DIR: name one of them")
        for path in self.files.values():
            check_writable(path)
        check_apart(self.files, sources)
        if self.folder:
            make_folder(self.folder)


def check_apart(files: dict[str, Path], sources: list[Path]) -> None:
    """Raise OutputError where a report would replace a source or another report."""
    taken = {source.absolute(): "it is to be read" for source in sources}
    for option, path in files.items():
        if path.absolute() in taken and not is_device(path):
            raise OutputError(f"{option} {path}: {taken[path.absolute()]}; name another file")
        taken[path.absolute()] = f"{option} is written to it"
