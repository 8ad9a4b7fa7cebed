"""What was seen of the addresses of an organisation's evidence, as the program keeps it."""

from __future__ import annotations

from pathlib import Path

from msgspec import MsgspecError, json

from cchc_cli.load.opening import MEGABYTE, UnusableError, read_regular
from cchc_cli.load.workspace import OWN_FOLDER, Workspace
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.sighting import Sighting

FOLDER = "verified"
MAX_BYTES = 200 * MEGABYTE


def sightings_file(workspace: Workspace, code: str) -> Path:
    """Return the file that keeps what was seen for an organisation."""
    return workspace.root / OWN_FOLDER / FOLDER / f"{code}.jsonl"


def load_sightings(workspace: Workspace, code: str) -> tuple[list[Sighting], list[Problem]]:
    """Read what was seen, oldest first; a line that cannot be read makes the whole unusable: nothing is half known."""
    path = sightings_file(workspace, code)
    name = workspace.name(path)
    if not path.exists():
        return [], []
    try:
        data = read_regular(path, MAX_BYTES)
    except UnusableError as error:
        return [], [Problem(error.code, Place(name), error.details, fatal=True)]
    found, problems = [], []
    for row, line in enumerate(data.splitlines(), 1):
        try:
            found.append(json.decode(line, type=Sighting))
        except (MsgspecError, ValueError):
            problems.append(Problem("bad-sighting", Place(name, row), fatal=True))
    return found, problems
