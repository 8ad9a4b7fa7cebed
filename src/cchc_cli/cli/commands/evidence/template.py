"""`cchc evidence template`: a workbook to fill in and to import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only, without
from cchc_cli.cli.commands.evidence.target import one_organisation
from cchc_cli.cli.emit import outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import Force, OutputOptions
from cchc_cli.cli.output import check_outputs, print_exact, print_text, write_file
from cchc_cli.cli.selection import Selection, WorkspaceOptions, find_units
from cchc_cli.cli.session import Invocation, open_session
from cchc_cli.cli.usage import Output, UsageError, files_of
from cchc_cli.engine.check import Case
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.storing.template import owed_quotas, template
from cchc_cli.storing.template_document import template_document

app = typer.Typer(add_completion=False)
COMMAND = "evidence template"
DEFAULT = Path("logs.xlsx")


class EvidenceTemplateOptions(Struct, frozen=True):
    """The options of `cchc evidence template`."""

    selection: Annotated[Selection, only("--org", "--unit")] = Selection()
    outputs: OutputOptions = OutputOptions()
    force: Force = False
    workspace: Annotated[WorkspaceOptions, without("--evidence")] = WorkspaceOptions()


@command(app)
def evidence_template(options: EvidenceTemplateOptions, invocation: Invocation) -> Exit:
    """Make a workbook to fill in: a sheet for each log, with lists of units, channels, types and tags."""
    outputs = _outputs(options.outputs)
    session, force = open_session(invocation), options.force
    check_outputs(files_of(outputs), session.guard, replace=force)
    loaded = session.load(one_organisation(session, options.selection.org))
    fatal = [problem for problem in session.problems if problem.fatal]
    if loaded.organisation is None or fatal:
        raise UsageError(*fatal)
    case = Case(loaded.organisation, loaded.plans, holidays=loaded.holidays)
    units = _units(options.selection.units, case.organisation)
    quotas, messages = owed_quotas(case, units), Catalogue(invocation.document_language)

    def json() -> str:
        from cchc_cli.formats.documents.encoding import document_text

        return document_text(template_document(case.organisation, messages, quotas, units))

    made: dict[str, Callable[[], str | bytes]] = {
        "xlsx": lambda: template(case.organisation, messages, quotas, units),
        "json": json,
    }
    for output in outputs:
        if output.file is None:
            print_exact(json())
        else:
            write_file(output.file, made[output.format](), session.guard, replace=force)
    book = next((output.file for output in outputs if output.format == "xlsx"), None)
    if book and len(outputs) == 1:
        print_text(session.messages("template.written", file=book.as_posix()) + "\n")
    return Exit.OK


def _outputs(options: OutputOptions) -> list[Output]:
    """Return the outputs; a workbook in the current folder unless anything else is asked for. Raises UsageError."""
    return outputs_of(COMMAND, options if options.formats or options.file else OutputOptions(file=DEFAULT))


def _units(texts: list[str], organisation: Organisation) -> list[str]:
    """Return the units whose rows are to be filled in. Raises UsageError for a group: rows credit units only."""
    units = find_units(texts, [organisation])
    for text, code in zip(texts, units, strict=True):
        if code not in organisation.units:
            raise UsageError(Problem("group-as-unit", Place("--unit"), {"value": text}, fatal=True))
    return units
