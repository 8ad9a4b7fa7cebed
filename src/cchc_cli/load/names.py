"""Finding files by name, on any system: case and Unicode composition make no difference."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cchc_cli.model.text import nfc

HIDDEN = (".", "~$")  # files that systems and Excel put beside ours
PLAN = ".yaml"
NO_PLAN = re.compile(r"(?:\.yml|\.ya?ml\.txt)$", re.IGNORECASE)  # Notepad adds .txt where Windows hides endings


def name_key(name: str) -> str:
    """Return the form that two file names share when Windows or macOS treats them as one name."""
    return nfc(name).casefold()


def present(path: Path) -> bool:
    """Whether a file, a folder or a link has this name. A broken link counts: the file it should lead to is missing."""
    return os.path.lexists(path)


def find(folder: Path, name: str) -> Path:
    """Return the entry of a folder with exactly this name, else one with an equivalent name, else the expected path."""
    exact = folder / name
    if present(exact) or not folder.is_dir():
        return exact
    try:
        return min((path for path in folder.iterdir() if name_key(path.name) == name_key(name)), default=exact)
    except OSError:  # the user may not list this folder above the workspace
        return exact


def visible(folder: Path) -> list[Path]:
    """Return the visible entries of a folder in an order that is the same on every system; [] without a folder."""
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in paths if not path.name.startswith(HIDDEN)), key=lambda path: nfc(path.name))


def plan_files(folder: Path) -> list[Path]:
    """Return the visible .yaml files of a folder."""
    return [path for path in visible(folder) if path.suffix.lower() == PLAN]


def misnamed(folder: Path) -> list[tuple[Path, str]]:
    """Return files whose ending is nearly .yaml, each with the name it should have."""
    return [(path, NO_PLAN.sub(PLAN, path.name)) for path in visible(folder) if NO_PLAN.search(path.name)]
