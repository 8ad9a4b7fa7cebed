"""`cchc schema`: the JSON Schemas of the workspace's YAML files and of the commands' JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import Panel, argument, option
from cchc_cli.cli.output import check_outputs, make_folder, print_exact, print_text, write_file
from cchc_cli.cli.selection import WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import bad_option
from cchc_cli.formats.documents.schemas import DOCUMENTS, schema_text
from cchc_cli.i18n import Catalogue, Language
from cchc_cli.i18n.schema_vi import described
from cchc_cli.language.schema import SCHEMAS, text
from cchc_cli.storing.guard import Guard

app = typer.Typer(add_completion=False)


class SchemaOptions(Struct, frozen=True):
    """The options of `cchc schema`."""

    name: Annotated[str | None, argument("NAME", "schema")] = None
    output: Annotated[
        Path | None,
        option("--output -o", Panel.OUTPUT, metavar="folder"),
    ] = None
    workspace: Annotated[WorkspaceOptions, only("--lang")] = WorkspaceOptions()


@command(app)
def schema(options: SchemaOptions, invocation: Invocation) -> Exit:
    """The JSON Schema of a YAML file, for editors that complete and check it, or of a command's JSON."""
    name, output = options.name, options.output
    known = ", ".join([*SCHEMAS, *DOCUMENTS])
    if name is None and output is None:
        raise bad_option("NAME", '""', "kind", known=known)
    if name is not None and name not in {*SCHEMAS, *DOCUMENTS}:
        raise bad_option("NAME", name, "kind", known=known)
    language = invocation.messages.language
    if output is None:
        print_exact(_text(str(name), language))
        return Exit.OK
    _write({output: name} if name else {output / f"{known}.json": known for known in SCHEMAS}, invocation.messages)
    return Exit.OK


def _write(files: Mapping[Path, str], messages: Catalogue) -> None:
    guard = Guard(writes_schemas=True)
    check_outputs(files, guard)
    for file, name in files.items():
        make_folder(file.parent)
        write_file(file, _text(name, messages.language), guard)
        print_text(messages("schema.written", file=str(file)) + "\n")


def _text(name: str, language: Language) -> str:
    return text(name, partial(described, language=language)) if name in SCHEMAS else schema_text(name)
