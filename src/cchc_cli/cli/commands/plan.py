"""The commands below `cchc plan`, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots

app = typer.Typer(help="The plans there are, and what one asks.", no_args_is_help=True, add_completion=False)


@app.command("list")
def plan_list(
    org: given.Org = None,
    plans: given.PlansDir = None,
    workspace: given.WorkspaceDir = None,
    format_: Annotated[list[str] | None, given.format_option("plan list")] = None,
    lang: given.Lang = None,
) -> None:
    """A line for each plan."""
    from cchc_cli.cli import plan as command

    raise typer.Exit(command.list_plans(Roots(workspace, plans, None, lang), org, format_ or ()))


@app.command("show")
def plan_show(
    plan: Annotated[str, typer.Argument(metavar="PLAN", autocompletion=given.completed("plan"), help="A plan id.")],
    org: given.Org = None,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    format_: Annotated[list[str] | None, given.format_option("plan show")] = None,
    lang: given.Lang = None,
) -> None:
    """One plan: coverage of its clauses, its quotas as sentences, its duties and the evidence found for them."""
    from cchc_cli.cli import plan as command

    raise typer.Exit(command.show(Roots(workspace, plans, evidence, lang), org, plan, format_ or ()))


@app.command("draft")
def plan_draft(
    document: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A document: .docx, .pdf, .xlsx or .txt.")
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option("--from", help="Copy this plan instead, for --year.", autocompletion=given.completed("plan")),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="The year of the copy.")] = None,
    org: given.Org = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PLAN.yaml", help="The new plan file; by default named like the document."
        ),
    ] = None,
    with_organisation: Annotated[
        bool, typer.Option("--with-organisation", help="Draft organisation.yaml of a new --org too.")
    ] = False,
    plans: given.PlansDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """A plan file drafted from the plan's document, or from last year's plan; what is doubtful in it is marked."""
    from cchc_cli.cli import draft as command

    options = command.DraftOptions(document, org, output, plan, year, with_organisation)
    raise typer.Exit(command.run(Roots(workspace, plans, None, lang), options))
