"""Finding the workspace and its settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from cchc_cli.i18n import LANGUAGES
from cchc_cli.load.names import find, misnamed, plan_files, present, visible
from cchc_cli.load.toml_file import read_toml
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest, nfc
from cchc_cli.model.verdict import MAX_WARN_DAYS

CONFIG = "cchc.toml"
PROJECT = "pyproject.toml"
ORGANISATION_FILE = "organisation.yaml"
OWN_FOLDER = ".cchc"  # what the program keeps for itself


class Settings(Struct, frozen=True):
    """What cchc.toml (or [tool.cchc] in pyproject.toml) may set."""

    organisation: str | None = None
    lang: str | None = None
    warn_days: int | None = None


_SETTINGS: dict[str, Callable[[Any], bool]] = {
    "organisation": lambda value: isinstance(value, str) and bool(value),
    "lang": lambda value: value in LANGUAGES,
    "warn_days": lambda value: type(value) is int and 0 <= value <= MAX_WARN_DAYS,
}


class Workspace(Struct, frozen=True):
    """Where plans and evidence lie. `root` is what the names of files are relative to."""

    root: Path
    plans: Path
    evidence: Path
    settings: Settings

    def name(self, path: Path) -> str:
        """Return a file's name for messages and JSON: below the root, the same on every system.

        With forward slashes, composed as a Mac does not, and without what a name may have that is no text.
        """
        try:
            name = path.absolute().relative_to(self.root.absolute()).as_posix()
        except ValueError:
            name = path.as_posix()
        return name if name.isascii() else nfc(name).encode(errors="replace").decode()

    def organisations(self) -> list[str]:
        """Return the organisations that have a folder with an organisation file, by name."""
        return _organisations(self.plans)

    def plans_of(self, organisation: str) -> Path:
        """Return the folder of an organisation's plans."""
        return find(self.plans, organisation)

    def evidence_of(self, organisation: str) -> Path:
        """Return the folder of an organisation's logs."""
        return find(self.evidence, organisation)

    def plan_ids(self, organisation: str) -> list[str]:
        """Return the ids of an organisation's plans, which are the names of their files."""
        return [nfc(path.stem) for path in plan_files(self.plans_of(organisation))]

    def misnamed(self, folder: Path) -> list[Problem]:
        """Return a warning for each file of plans that is passed over for its ending: silence would lose a plan."""
        return [
            Problem("not-a-plan", Place(self.name(path)), {"expected": expected}, severity="warning")
            for path, expected in misnamed(folder)
        ]

    def settings_place(self, key: str) -> Place:
        return Place(CONFIG if present(self.root / CONFIG) else PROJECT, None, key)


def find_workspace(
    start: Path, root: Path | None = None, plans: Path | None = None, evidence: Path | None = None
) -> tuple[Workspace | None, list[Problem]]:
    """Return the workspace at `root`, or the nearest one at or above `start`; `plans` and `evidence` replace its own."""
    if root is None:
        root = next((folder for folder in (start, *start.parents) if _is_workspace(folder)), None)
        if root is None and plans is not None:
            root = start
    if root is None:
        return None, [Problem("no-workspace", Place(start.as_posix()), fatal=True)]
    if not root.is_dir():
        return None, [Problem("no-folder", Place(root.as_posix()), {"what": "workspace"}, fatal=True)]
    settings, problems = _settings(root)
    workspace = Workspace(root, plans or find(root, "plans"), evidence or find(root, "evidence"), settings)
    if not workspace.plans.is_dir():
        problems.append(Problem("no-folder", Place(workspace.name(workspace.plans)), {"what": "plans"}, fatal=True))
    elif not workspace.organisations():
        problems += [warning for folder in visible(workspace.plans) for warning in workspace.misnamed(folder)]
        problems.append(Problem("no-organisation", Place(workspace.name(workspace.plans)), fatal=True))
    return workspace, problems


def _is_workspace(folder: Path) -> bool:
    if present(folder / CONFIG) or _organisations(find(folder, "plans")):
        return True
    return _tool_table(folder / PROJECT) is not None


def _organisations(plans: Path) -> list[str]:
    folders = [
        folder for folder in visible(plans) if present(find(folder, ORGANISATION_FILE)) or _leads_nowhere(folder)
    ]
    return [nfc(folder.name) for folder in folders]


def _leads_nowhere(path: Path) -> bool:
    """Whether a path is a link to what is not there, such as a drive that is not connected."""
    return path.is_symlink() and not path.exists()


def _tool_table(path: Path) -> dict[str, Any] | None:
    """Return what [tool.cchc] holds; another tool's file that cannot be read is not ours to complain of."""
    tool = read_toml(path, PROJECT)[0].get("tool")
    table = tool.get("cchc") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _settings(root: Path) -> tuple[Settings, list[Problem]]:
    path = root / CONFIG
    if not present(path):
        return _checked(_tool_table(root / PROJECT) or {}, PROJECT)
    table, problems = read_toml(path, CONFIG)
    return (Settings(), problems) if problems else _checked(table, CONFIG)


def _checked(table: dict[str, Any], file: str) -> tuple[Settings, list[Problem]]:
    good, problems = {}, []
    for key, value in table.items():
        if key not in _SETTINGS:
            details = {"key": key, "meant": nearest(key, _SETTINGS), "known": ", ".join(_SETTINGS)}
            problems.append(Problem("unknown-key", Place(file, None, key), details, fatal=True))
        elif not _SETTINGS[key](value):
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            details = {"value": shown or '""', "hint": f"setting-{key.replace('_', '-')}"}
            problems.append(Problem("bad-option", Place(file, None, key), details, fatal=True))
        else:
            good[key] = value
    return Settings(**good), problems
