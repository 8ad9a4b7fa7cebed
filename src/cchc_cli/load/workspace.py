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
OWN_FOLDER = ".cchc"  # of the program: undo copies, verified addresses


class Settings(Struct, frozen=True):
    """The settings of cchc.toml, or of [tool.cchc] in pyproject.toml."""

    organisation: str | None = None
    lang: str | None = None
    warn_days: int | None = None


_SETTINGS: dict[str, Callable[[Any], bool]] = {
    "organisation": lambda value: isinstance(value, str) and bool(value),
    "lang": lambda value: value in LANGUAGES,
    "warn_days": lambda value: type(value) is int and 0 <= value <= MAX_WARN_DAYS,
}


class Workspace(Struct, frozen=True):
    """The folders of plans and evidence; names of files are relative to `root`."""

    root: Path
    plans: Path
    evidence: Path
    settings: Settings

    def name(self, path: Path) -> str:
        """Return a file's name for messages and JSON: relative to the root, the same on every system.

        It has forward slashes, composed letters (macOS decomposes them), and `?` for bytes that are no text.
        """
        try:
            name = path.absolute().relative_to(self.root.absolute()).as_posix()
        except ValueError:
            name = path.as_posix()
        return name if name.isascii() else nfc(name).encode(errors="replace").decode()

    def organisations(self) -> list[str]:
        """Return the codes of the organisations, in order: folders that have an organisation file."""
        return _organisations(self.plans)

    def plans_of(self, organisation: str) -> Path:
        """Return the folder of an organisation's plans."""
        return find(self.plans, organisation)

    def evidence_of(self, organisation: str) -> Path:
        """Return the folder of an organisation's logs."""
        return find(self.evidence, organisation)

    def plan_ids(self, organisation: str) -> list[str]:
        """Return the ids of an organisation's plans; a plan's id is the name of its file."""
        return [nfc(path.stem) for path in plan_files(self.plans_of(organisation))]

    def misnamed(self, folder: Path) -> list[Problem]:
        """Return a warning for each file that is passed over because of its ending: a plan must not be lost silently."""
        return [
            Problem("not-a-plan", Place(self.name(path)), {"expected": expected}, severity="warning")
            for path, expected in misnamed(folder)
        ]

    @property
    def settings_file(self) -> str | None:
        """The name of the file with the settings, None without one."""
        if present(self.root / CONFIG):
            return CONFIG
        return PROJECT if _tool_table(self.root / PROJECT) is not None else None

    def settings_place(self, key: str) -> Place:
        return Place(CONFIG if present(self.root / CONFIG) else PROJECT, None, key)


def find_workspace(
    start: Path, root: Path | None = None, plans: Path | None = None, evidence: Path | None = None
) -> tuple[Workspace | None, list[Problem]]:
    """Return the workspace at `root`, else the nearest at or above `start`; `plans` and `evidence` replace its folders."""
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
    """Whether a path is a broken link, such as a link to a drive that is not connected."""
    return path.is_symlink() and not path.exists()


def _tool_table(path: Path) -> dict[str, Any] | None:
    """Return the table [tool.cchc]; a pyproject.toml that cannot be read is no problem of this program."""
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
