"""Storing sightings: lines added to a file of the program, all or none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import json

from cchc_cli.load.opening import read_regular
from cchc_cli.load.sight.kept import MAX_BYTES, sightings_file
from cchc_cli.load.workspace import Workspace
from cchc_cli.model.sighting import Sighting
from cchc_cli.storing.atomic import write_whole
from cchc_cli.storing.lock import NotOursError, locked
from cchc_cli.storing.log_file import refusing


def keep(workspace: Workspace, code: str, sightings: Sequence[Sighting]) -> None:
    """Add sightings. Raises NotWrittenError; then nothing is added."""
    path = sightings_file(workspace, code)
    with refusing(workspace.name(path)):
        for folder in (path.parent.parent, path.parent):
            if folder.is_symlink():  # its target belongs to someone else
                raise NotOursError(0, "", str(folder))
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            before = read_regular(path, MAX_BYTES) if path.exists() else b""
            write_whole(path, before + b"".join(json.encode(sighting) + b"\n" for sighting in sightings))
