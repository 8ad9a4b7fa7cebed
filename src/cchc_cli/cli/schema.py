"""`cchc schema`: the JSON Schemas of the YAML files of a workspace, and of the JSON that commands print."""

from __future__ import annotations

from pathlib import Path

from cchc_cli.cli.exits import Exit
from cchc_cli.cli.output import check_outputs, make_folder, print_exact, print_text, write_file
from cchc_cli.cli.usage import bad_option, catalogue
from cchc_cli.formats.documents.schemas import DOCUMENTS, schema_text
from cchc_cli.language.schema import SCHEMAS, text
from cchc_cli.storing.guard import Guard


def run(name: str | None, folder: Path | None, lang: str | None) -> Exit:
    """Print a schema; into a folder, write it, or without a name those of all kinds of YAML files."""
    messages = catalogue(lang, None)
    known = ", ".join([*SCHEMAS, *DOCUMENTS])
    if name is None and folder is None:
        raise bad_option("NAME", "", "kind", known=known)
    if name is not None and name not in {*SCHEMAS, *DOCUMENTS}:
        raise bad_option("NAME", name, "kind", known=known)
    if folder is None:
        print_exact(_text(str(name)))
        return Exit.OK
    guard = Guard(writes_schemas=True)
    files = {folder / f"{one}.json": one for one in ([name] if name else SCHEMAS)}
    check_outputs(files, guard)
    make_folder(folder)
    for file, one in files.items():
        write_file(file, _text(one), guard)
        print_text(messages("schema.written", file=str(file)) + "\n")
    return Exit.OK


def _text(name: str) -> str:
    return text(name) if name in SCHEMAS else schema_text(name)
