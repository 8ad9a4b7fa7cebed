"""`cchc plan list`: the plans."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only, without
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit, of_problems
from cchc_cli.cli.options import DrawingOptions, OutputOptions
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import ALL, Invocation
from cchc_cli.formats.plan_text import plan_line
from cchc_cli.formats.text_lines import Line, styled_lines

app = typer.Typer(add_completion=False)


class PlanListOptions(Struct, frozen=True):
    """The options of `cchc plan list`."""

    selection: Annotated[Selection, only("--org")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: Annotated[WorkspaceOptions, without("--evidence")] = WorkspaceOptions()


@command(app)
def plan_list(options: PlanListOptions, invocation: Invocation) -> Exit:
    """One line for each plan."""
    session, outputs = open_for("plan list", options.outputs, invocation)
    plans = [plan for code in session.organisations(options.selection.org or ALL) for plan in session.load(code).plans]

    def lines() -> list[Line]:
        return styled_lines("".join(plan_line(plan, session.messages) + "\n" for plan in plans))

    def document() -> object:
        from cchc_cli.formats.documents.plans import plan_list_document

        return plan_list_document(plans)

    deliver_lines("plan list", outputs, session.guard, options.drawing, lines, document)
    print_problems(session.problems, session.messages)
    return of_problems(session.problems, strict=False)
