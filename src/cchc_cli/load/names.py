"""Names of files that were made on another system: their case and the composition of their letters make no difference."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cchc_cli.model.text import nfc

HIDDEN = (".", "~$")  # what systems and Excel lay beside our files
PLAN = ".yaml"
NO_PLAN = re.compile(r"(?:\.yml|\.ya?ml\.txt)$", re.IGNORECASE)  # of Notepad, with the endings hidden


def alike(name: str) -> str:
    """Return what the names of two files have in common that Windows or a Mac take for one."""
    return nfc(name).casefold()


def present(path: Path) -> bool:
    """Whether anything has this name: a folder or a link that leads nowhere is not silently taken for no file."""
    return os.path.lexists(path)


def find(folder: Path, name: str) -> Path:
    """Return what lies in a folder under a name: just so, or else alike; where nothing does, where it should."""
    exact = folder / name
    if present(exact) or not folder.is_dir():
        return exact
    try:
        return min((path for path in folder.iterdir() if alike(path.name) == alike(name)), default=exact)
    except OSError:  # a folder above the workspace into which nobody may look
        return exact


def visible(folder: Path) -> list[Path]:
    """Return what lies in a folder, in an order that no system changes; nothing where there is no folder."""
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in paths if not path.name.startswith(HIDDEN)), key=lambda path: nfc(path.name))


def plan_files(folder: Path) -> list[Path]:
    """Return the .yaml files of a folder."""
    return [path for path in visible(folder) if path.suffix.lower() == PLAN]


def misnamed(folder: Path) -> list[tuple[Path, str]]:
    """Return the files that were meant to be such, each with the name that it should have."""
    return [(path, NO_PLAN.sub(PLAN, path.name)) for path in visible(folder) if NO_PLAN.search(path.name)]
