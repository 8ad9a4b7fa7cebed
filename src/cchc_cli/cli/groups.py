"""Commands imported on demand: importing all of them takes longer than a check."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

import typer
from msgspec import Struct
from typer.core import TyperCommand, TyperGroup

from cchc_cli.cli.localized import LocalizedGroup
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.usage import UsageError
from cchc_cli.model.problem import Place, Problem


class CommandGroup(LocalizedGroup):
    """The commands of a package; each module is named like its command and has an `app`."""

    package: ClassVar[str]
    names: ClassVar[tuple[str, ...]]  # in the order of --help

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands(self.package, self.names)


class _Commands(MutableMapping[str, Any]):
    """The commands by name, each created on first use."""

    def __init__(self, package: str, names: tuple[str, ...]) -> None:
        self._package = package
        self._names = names
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            module = f"{name}_" if keyword.iskeyword(name) else name
            command = typer.main.get_command(import_module(f"{self._package}.{module}").app)
            command.name = name
            self._made[name] = command
        loaded: TyperCommand | TyperGroup = self._made[name]
        return loaded

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]


class GroupOptions(Struct, frozen=True):
    """The options of a group of commands, which all its commands have too."""

    workspace: WorkspaceOptions = WorkspaceOptions()


def which_command(group: str, names: Sequence[str]) -> UsageError:
    """Return the usage error of a group without a subcommand, with its subcommands."""
    return UsageError(Problem("which-command", Place(group), {"value": group, "known": ", ".join(names)}, fatal=True))
