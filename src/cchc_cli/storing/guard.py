"""What no output may replace or join: the files that the program reads, and the folders in which it looks for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from cchc_cli.load.names import alike, find
from cchc_cli.load.plans import HOLIDAYS_FILE
from cchc_cli.load.workspace import CONFIG, OWN_FOLDER, PROJECT, Workspace, find_workspace
from cchc_cli.model.problem import Place, Problem

SCHEMAS = "schema"  # the folder below plans/ that holds the schemas of its files
Identity = tuple[int, int]  # of the drive and of the file on it: the same by every name and link


class Guard(Struct, frozen=True):
    """Knows the inputs of a command: of its workspace, and `read`, the further files that options name."""

    workspace: Workspace | None = None
    read: tuple[Path, ...] = ()
    writes_schemas: bool = False  # a command whose purpose is to write the files of plans/schema

    def refusals(self, outputs: Iterable[Path]) -> list[Problem]:
        """Return a problem for each output that would replace an input, join the inputs, or replace another output."""
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
        ways = _ways(output)
        for workspace in self._workspaces(ways):
            for folder in _folders(workspace):
                if any(_is_below(way, folder) and not self._is_schema(way, workspace) for way in ways):
                    return Problem("output-among-inputs", place, {"folder": workspace.name(folder)}, fatal=True)
            named = next((file for file in _files(workspace) if any(_is_name_of(way, file) for way in ways)), None)
            taken = named or _same_file(output, self._inputs(workspace))
            if taken is not None:
                return Problem("output-over-input", place, {"input": workspace.name(taken)}, fatal=True)
        taken = _same_file(output, self.read)
        return Problem("output-over-input", place, {"input": taken.as_posix()}, fatal=True) if taken else None

    def _workspaces(self, ways: Sequence[Path]) -> Iterator[Workspace]:
        """Yield the workspace of the command, and any other in which the output would come to be."""
        if self.workspace is not None:
            yield self.workspace
        for folder in dict.fromkeys(way.parent for way in ways):
            around, _ = find_workspace(folder)
            if around is not None:
                yield around

    def _is_schema(self, way: Path, workspace: Workspace) -> bool:
        return self.writes_schemas and way.suffix == ".json" and _is_name_of(way.parent, workspace.plans / SCHEMAS)

    def _inputs(self, workspace: Workspace) -> list[Path]:
        found = _files(workspace)
        for folder in _folders(workspace):
            for root, folders, names in os.walk(folder):
                if self.writes_schemas and _same(Path(root), find(workspace.plans, SCHEMAS)):
                    folders.clear()
                    continue
                found += [Path(root, name) for name in names]
        return found


def _folders(workspace: Workspace) -> list[Path]:
    """Return the folders that belong to inputs as a whole; of roots that options name, those of the organisations."""
    own = [find(workspace.root, name) for name in ("plans", "evidence", OWN_FOLDER)]
    codes = workspace.organisations()
    given = [folder(code) for folder in (workspace.plans_of, workspace.evidence_of) for code in codes]
    return [folder for folder in (*own, *given) if folder.is_dir()]


def _files(workspace: Workspace) -> list[Path]:
    """Return the single files that are read by their names, whether they exist yet or not."""
    settings = [find(workspace.root, name) for name in (CONFIG, PROJECT)]
    return [*settings, find(workspace.plans, HOLIDAYS_FILE)]


def _ways(output: Path) -> list[Path]:
    """Return where an output would come to be: under its own name, and where that leads as a link."""
    own = Path(os.path.realpath(output.parent), output.name)
    return list(dict.fromkeys((own, Path(os.path.realpath(output)))))


def _is_below(path: Path, folder: Path) -> bool:
    return any(_same(parent, folder) for parent in path.parents)


def _is_name_of(path: Path, file: Path) -> bool:
    return alike(path.name) == alike(file.name) and _same(path.parent, file.parent)


def _same_file(output: Path, inputs: Iterable[Path]) -> Path | None:
    identity = _identity(output)
    return identity and next((path for path in inputs if _identity(path) == identity), None)


def _same(one: Path, other: Path) -> bool:
    identity = _identity(one)
    return identity is not None and identity == _identity(other)


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # ValueError: a name with a NUL in it
        return None
    return status.st_dev, status.st_ino
