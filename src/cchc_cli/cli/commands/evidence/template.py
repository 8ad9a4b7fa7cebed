"""`cchc evidence template`: a workbook to fill in and to import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only, without
from cchc_cli.cli.commands.evidence.target import one_organisation
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import Force, Panel, option
from cchc_cli.cli.output import check_outputs, print_text, write_file
from cchc_cli.cli.selection import Selection, WorkspaceOptions, find_units
from cchc_cli.cli.session import Invocation, open_session
from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.check import Case
from cchc_cli.i18n import Catalogue
from cchc_cli.model.organisation import Organisation
from cchc_cli.model.problem import Place, Problem
from cchc_cli.storing.template import owed_quotas, template

app = typer.Typer(add_completion=False)


class EvidenceTemplateOptions(Struct, frozen=True):
    """The options of `cchc evidence template`."""

    output: Annotated[Path, option("--output -o", Panel.OUTPUT, metavar="file")] = Path("logs.xlsx")
    selection: Annotated[Selection, only("--org", "--unit")] = Selection()
    force: Force = False
    workspace: Annotated[WorkspaceOptions, without("--evidence")] = WorkspaceOptions()


@command(app)
def evidence_template(options: EvidenceTemplateOptions, invocation: Invocation) -> Exit:
    """Make a workbook to fill in: a sheet for each log, with lists of units, channels, types and tags."""
    session, output, force = open_session(invocation), options.output, options.force
    check_outputs([output], session.guard, replace=force)
    loaded = session.load(one_organisation(session, options.selection.org))
    fatal = [problem for problem in session.problems if problem.fatal]
    if loaded.organisation is None or fatal:
        raise UsageError(*fatal)
    case = Case(loaded.organisation, loaded.plans, holidays=loaded.holidays)
    units = _units(options.selection.units, loaded.organisation)
    data = template(loaded.organisation, Catalogue(invocation.document_language), owed_quotas(case, units), units)
    write_file(output, data, session.guard, replace=force)
    print_text(session.messages("template.written", file=output.as_posix()) + "\n")
    return Exit.OK


def _units(texts: list[str], organisation: Organisation) -> list[str]:
    """Return the units whose rows are to be filled in. Raises UsageError for a group: rows credit units only."""
    units = find_units(texts, [organisation])
    for text, code in zip(texts, units, strict=True):
        if code not in organisation.units:
            raise UsageError(Problem("group-as-unit", Place("--unit"), {"value": text}, fatal=True))
    return units
