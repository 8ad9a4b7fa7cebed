"""The stored sightings of an organisation: the result of each visit to an address in its evidence."""

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
    """Return the path of an organisation's stored sightings."""
    return workspace.root / OWN_FOLDER / FOLDER / f"{code}.jsonl"


def load_sightings(workspace: Workspace, code: str) -> tuple[list[Sighting], list[Problem]]:
    """Read the stored sightings, oldest first. Each unreadable line is a fatal problem: nothing is half known."""
    path = sightings_file(workspace, code)
    name = workspace.name(path)
    if not path.exists():
        return [], []
    try:
        data = read_regular(path, MAX_BYTES)
    except UnusableError as error:
        return [], [Problem(error.code, Place(name), error.details, fatal=True)]
    sightings, problems = [], []
    for row, line in enumerate(data.splitlines(), 1):
        try:
            sightings.append(json.decode(line, type=Sighting))
        except (MsgspecError, ValueError):
            problems.append(Problem("bad-sighting", Place(name, row), fatal=True))
    return sightings, problems
