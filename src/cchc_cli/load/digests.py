"""Digests of the files that verdicts stand on: plans, organisation, waivers, holidays, logs."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cchc_cli.load.plans import HOLIDAYS_FILE
from cchc_cli.load.workspace import Workspace

LOGS = frozenset({".csv", ".xlsx"})


def digests(workspace: Workspace, code: str) -> dict[str, str]:
    """Return the SHA-256 of each file that an organisation's verdicts may depend on, by its name in messages."""
    return {workspace.name(path): sha256(path.read_bytes()).hexdigest() for path in sorted(_files(workspace, code))}


def _files(workspace: Workspace, code: str) -> Iterator[Path]:
    yield from (path for path in (workspace.plans / code).glob("*.yaml") if not path.name.startswith((".", "~$")))
    if (workspace.plans / HOLIDAYS_FILE).is_file():
        yield workspace.plans / HOLIDAYS_FILE
    folder = workspace.evidence / code
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in LOGS and not hidden and path.is_file():
            yield path
