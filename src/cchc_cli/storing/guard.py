"""Protecting inputs: no output may replace a file that the program reads, or go into a folder of inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from cchc_cli.load.names import find, name_key
from cchc_cli.load.plans import HOLIDAYS_FILE
from cchc_cli.load.workspace import CONFIG, OWN_FOLDER, PROJECT, Workspace, find_workspace
from cchc_cli.model.problem import Place, Problem

SCHEMAS = "schema"  # the folder below plans/ with the schemas of the YAML files
Identity = tuple[int, int]  # drive and file number: the same for all names and links of a file


class Guard(Struct, frozen=True):
    """The inputs of a command: those of its workspace, and further files named by options (`read`)."""

    workspace: Workspace | None = None
    read: tuple[Path, ...] = ()
    writes_schemas: bool = False  # a command whose purpose is to write the files of plans/schema

    def refusals(self, outputs: Iterable[Path]) -> list[Problem]:
        """Return a problem for each output that would replace an input or another output, or go into a folder of inputs."""
        outputs = list(outputs)
        problems = [problem for path in outputs if (problem := self._refusal(path)) is not None]
        targets = [os.path.realpath(path) for path in outputs if path.is_file() or not path.exists()]
        twice = next((path for path in outputs if targets.count(os.path.realpath(path)) > 1), None)
        if twice is not None:
            value = twice.as_posix()
            problems.append(Problem("same-file", Place(value), {"value": value}, fatal=True))
        return problems

    def _refusal(self, output: Path) -> Problem | None:
        place = Place(output.as_posix())
        spellings = _spellings(output)
        for workspace in self._workspaces(spellings):
            for folder in _folders(workspace):
                if any(
                    _is_below(spelling, folder) and not self._is_schema(spelling, workspace) for spelling in spellings
                ):
                    return Problem("output-among-inputs", place, {"folder": workspace.name(folder)}, fatal=True)
            named = next(
                (file for file in _files(workspace) if any(_is_name_of(spelling, file) for spelling in spellings)), None
            )
            taken = named or _same_file(output, self._inputs(workspace))
            if taken is not None:
                return Problem("output-over-input", place, {"input": workspace.name(taken)}, fatal=True)
        taken = _same_file(output, self.read)
        return Problem("output-over-input", place, {"input": taken.as_posix()}, fatal=True) if taken else None

    def _workspaces(self, spellings: Sequence[Path]) -> Iterator[Workspace]:
        """Yield the workspace of the command, and any other workspace that the output would be in."""
        if self.workspace is not None:
            yield self.workspace
        for folder in dict.fromkeys(spelling.parent for spelling in spellings):
            around, _ = find_workspace(folder)
            if around is not None:
                yield around

    def _is_schema(self, spelling: Path, workspace: Workspace) -> bool:
        return (
            self.writes_schemas
            and spelling.suffix == ".json"
            and _is_name_of(spelling.parent, workspace.plans / SCHEMAS)
        )

    def _inputs(self, workspace: Workspace) -> list[Path]:
        files = _files(workspace)
        for folder in _folders(workspace):
            for root, folders, names in os.walk(folder):
                if self.writes_schemas and _same(Path(root), find(workspace.plans, SCHEMAS)):
                    folders.clear()
                    continue
                files += [Path(root, name) for name in names]
        return files


def _folders(workspace: Workspace) -> list[Path]:
    """Return the folders of inputs; if an option replaces a root, the folders of its organisations."""
    own = [find(workspace.root, name) for name in ("plans", "evidence", OWN_FOLDER)]
    codes = workspace.organisations()
    of_organisations = [folder(code) for folder in (workspace.plans_of, workspace.evidence_of) for code in codes]
    return [folder for folder in (*own, *of_organisations) if folder.is_dir()]


def _files(workspace: Workspace) -> list[Path]:
    """Return the single input files with a fixed name, even if they do not exist yet."""
    settings = [find(workspace.root, name) for name in (CONFIG, PROJECT)]
    return [*settings, find(workspace.plans, HOLIDAYS_FILE)]


def _spellings(output: Path) -> list[Path]:
    """Return the paths of an output: its own, and the target if it is a link."""
    own = Path(os.path.realpath(output.parent), output.name)
    return list(dict.fromkeys((own, Path(os.path.realpath(output)))))


def _is_below(path: Path, folder: Path) -> bool:
    return any(_same(parent, folder) for parent in path.parents)


def _is_name_of(path: Path, file: Path) -> bool:
    return name_key(path.name) == name_key(file.name) and _same(path.parent, file.parent)


def _same_file(output: Path, inputs: Iterable[Path]) -> Path | None:
    identity = _identity(output)
    return identity and next((path for path in inputs if _identity(path) == identity), None)


def _same(path: Path, other: Path) -> bool:
    identity = _identity(path)
    return identity is not None and identity == _identity(other)


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: a name with a NUL in it
        return None
    return status.st_dev, status.st_ino
