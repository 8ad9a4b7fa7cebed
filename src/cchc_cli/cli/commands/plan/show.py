"""`cchc plan show`: the quotas and duties of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, argument
from cchc_cli.cli.output import print_problems
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import UsageError
from cchc_cli.engine.check import Case
from cchc_cli.engine.coverage import coverage
from cchc_cli.formats.plan_text import plan_lines_of
from cchc_cli.formats.text_lines import Line
from cchc_cli.model.plan import Plan
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.text import nearest

app = typer.Typer(add_completion=False)


class PlanShowOptions(Struct, frozen=True):
    """The options of `cchc plan show`."""

    plan: Annotated[str, argument("PLAN", "plan")]
    selection: Annotated[Selection, only("--org")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def plan_show(options: PlanShowOptions, invocation: Invocation) -> Exit:
    """One plan: coverage of its clauses, its quotas as sentences, its duties and the evidence found for them."""
    session, outputs = open_for("plan show", options.outputs, invocation)
    cases = [
        case for code in session.organisations(options.selection.org, options.plan) if (case := session.case(code))
    ]
    if any(problem.fatal for problem in session.problems):
        print_problems(session.problems, session.messages)
        return Exit.UNUSABLE
    case, plan = _plan_of(options.plan, cases)
    covered = coverage(plan, case.items)

    def lines() -> Iterable[Line]:
        return plan_lines_of(plan, covered, case.organisation, session.messages)

    def document() -> object:
        from cchc_cli.formats.documents.plans import plan_show_document

        return plan_show_document(plan, covered, case.organisation, session.messages)

    deliver_lines("plan show", outputs, session.guard, options.drawing, lines, document)
    return Exit.OK


def _plan_of(plan: str, cases: Sequence[Case]) -> tuple[Case, Plan]:
    """Return a plan by its id. Raises UsageError, with the ids of similar plans."""
    every = [(case, other) for case in cases for other in case.plans]
    chosen = [(case, other) for case, other in every if other.id == plan]
    if not chosen:
        details = {"value": plan, "meant": nearest(plan, [other.id for _, other in every])}
        raise UsageError(Problem("unknown-plan", Place("PLAN"), details, fatal=True))
    return chosen[0]
