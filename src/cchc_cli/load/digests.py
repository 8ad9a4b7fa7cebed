"""Digests of the files that verdicts depend on: plans, organisation, waivers, rulings, holidays, logs."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cchc_cli.load.evidence.folder import find_logs
from cchc_cli.load.names import find, plan_files
from cchc_cli.load.plans import HOLIDAYS_FILE
from cchc_cli.load.workspace import Workspace


def digests(workspace: Workspace, code: str) -> dict[str, str]:
    """Return the SHA-256 of each file that an organisation's verdicts may depend on, by its name in messages."""
    paths = {workspace.name(path): path for path in _files(workspace, code)}
    return {name: sha256(paths[name].read_bytes()).hexdigest() for name in sorted(paths)}


def _files(workspace: Workspace, code: str) -> Iterator[Path]:
    yield from plan_files(workspace.plans_of(code))
    holidays = find(workspace.plans, HOLIDAYS_FILE)
    if holidays.is_file():
        yield holidays
    logs = find_logs(workspace.evidence_of(code), workspace.name).paths
    yield from (path for path in logs if path.is_file())
