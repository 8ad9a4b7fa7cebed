"""`cchc config`: what is in force, and from where."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.emit import deliver_lines, outputs_of
from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.language import OPTION, SETTING, VARIABLE, language_given
from cchc_cli.cli.options import DrawingOptions, OutputOptions
from cchc_cli.cli.output import check_outputs, print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions, as_of_day
from cchc_cli.cli.session import WORKSPACE_VARIABLE, Invocation, Session
from cchc_cli.cli.terminal.drawing import console_for
from cchc_cli.cli.usage import UsageError, files_of
from cchc_cli.formats.config_text import render
from cchc_cli.formats.documents.config import SettingEntry, SettingSource, config_document
from cchc_cli.load.workspace import ORGANISATION_FILE, Workspace
from cchc_cli.model.verdict import WARN_DAYS
from cchc_cli.storing.guard import Guard

app = typer.Typer(add_completion=False)


class ConfigOptions(Struct, frozen=True):
    """The options of `cchc config`."""

    selection: Annotated[Selection, only("--org", "--as-of", "--warn-days")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def config(options: ConfigOptions, invocation: Invocation) -> Exit:
    """What is in force, and from where: an option, a variable, cchc.toml, what was found, the program's own default."""
    outputs = outputs_of("config", options.outputs)
    workspace, messages = invocation.workspace, invocation.messages
    problems = [*invocation.problems]
    entries = [*_of_workspace(options, workspace), *_languages(options, invocation)]
    if workspace is not None and not any(problem.fatal for problem in problems):
        session = Session(workspace, invocation)
        check_outputs(files_of(outputs), session.guard)
        entries += _of_organisations(options, session)
        problems += session.problems
    entries += _of_drawing(options.drawing)
    lines = render(entries, messages)
    guard = Guard(workspace) if workspace else Guard()
    deliver_lines("config", outputs, guard, options.drawing, lambda: lines, lambda: config_document(entries))
    print_problems(problems, messages)
    return of_problems(problems, strict=False)


def _entry(name: str, value: str | None, source: SettingSource, place: str = "") -> SettingEntry:
    return SettingEntry(name, (value,) if value else (), source, place or None)


def _of_workspace(options: ConfigOptions, workspace: Workspace | None) -> Iterator[SettingEntry]:
    workspace_options = options.workspace
    root = str(workspace.root.absolute()) if workspace else None
    if workspace_options.root:
        yield _entry("workspace", root or str(workspace_options.root), "option", "--workspace")
    elif os.environ.get(WORKSPACE_VARIABLE):
        yield _entry("workspace", root or os.environ[WORKSPACE_VARIABLE], "environment", WORKSPACE_VARIABLE)
    else:
        yield _entry("workspace", root, "found" if root else "none", "" if root else str(Path.cwd()))
    if workspace is None:
        return
    file = workspace.settings_file
    yield _entry("settings", file, "found" if file else "none")
    for name, path, option in (
        ("plans", workspace.plans, workspace_options.plans),
        ("evidence", workspace.evidence, workspace_options.evidence),
    ):
        source: SettingSource = "option" if option else "found" if path.is_dir() else "none"
        yield _entry(name, str(path.absolute()), source, f"--{name}" if option else "")


def _languages(options: ConfigOptions, invocation: Invocation) -> Iterator[SettingEntry]:
    workspace = invocation.workspace
    _, place = language_given(options.workspace.lang, workspace.settings.lang if workspace else None)
    language = invocation.messages.language
    sources: dict[str, SettingSource] = {OPTION: "option", VARIABLE: "environment", SETTING: "settings"}
    source = sources.get(place, "environment" if place else "system")
    shown = str(workspace.settings_place(SETTING)) if workspace and place == SETTING else place
    yield _entry("lang", language, source, shown)
    option = invocation.language_given
    yield _entry(
        "document-lang", invocation.document_language, "option" if option else "default", place if option else ""
    )


def _of_organisations(options: ConfigOptions, session: Session) -> Iterator[SettingEntry]:
    """Yield the organisations, of each its time zone and today there; and the days of warning."""
    selection, settings = options.selection, session.workspace.settings
    source: SettingSource = "option" if selection.org else "settings" if settings.organisation else "found"
    place = (
        "--org"
        if selection.org
        else str(session.workspace.settings_place("organisation"))
        if settings.organisation
        else ""
    )
    try:
        codes = session.organisations(selection.org)
    except UsageError as error:
        if source != "found":
            raise
        session.problems += [problem for problem in error.problems if problem.code != "which-organisation"]
        codes = session.workspace.organisations()
    yield SettingEntry("organisation", tuple(codes), source, place or None)
    zones: dict[str, tuple[str, str]] = {}
    for code in codes:
        organisation = session.load(code).organisation
        if organisation is not None:
            file = session.workspace.name(session.workspace.plans_of(code) / ORGANISATION_FILE)
            zones.setdefault(organisation.timezone, (file, str(as_of_day(selection.as_of, organisation))))
    for zone, (file, day) in zones.items():
        yield _entry("timezone", zone, "found", file)
        yield _entry("as-of", day, "option" if selection.as_of else "system", "--as-of" if selection.as_of else zone)
    if selection.warn_days is not None:
        yield _entry("warn-days", str(selection.warn_days), "option", "--warn-days")
    elif settings.warn_days is not None:
        yield _entry(
            "warn-days", str(settings.warn_days), "settings", str(session.workspace.settings_place("warn_days"))
        )
    else:
        yield _entry("warn-days", str(WARN_DAYS), "default")


def _of_drawing(drawing: DrawingOptions) -> Iterator[SettingEntry]:
    if drawing.color != "auto":
        yield _entry("color", drawing.color, "option", "--color")
    elif os.environ.get("NO_COLOR"):
        yield _entry("color", "never", "environment", "NO_COLOR")
    else:
        yield _entry("color", "auto", "default")
    if drawing.width is not None:
        yield _entry("width", str(drawing.width), "option", "--width")
    elif sys.stdout.isatty():
        width = str(console_for(drawing.color, None).width)
        columns = os.environ.get("COLUMNS") == width
        yield _entry("width", width, "environment" if columns else "system", "COLUMNS" if columns else "")
    else:
        yield _entry("width", None, "none")
