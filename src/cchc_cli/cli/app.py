"""The commands and their options; each hands over to a module of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli import __version__
from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions

app = typer.Typer(
    name="cchc",
    help="Check the communication plans of public bodies against logs of what was done.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
plan_app = typer.Typer(help="The plans there are, and what one asks.", no_args_is_help=True)
app.add_typer(plan_app, name="plan")
evidence_app = typer.Typer(help="The logs: what each row served.", no_args_is_help=True)
app.add_typer(evidence_app, name="evidence")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cchc {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Check the communication plans of public bodies against logs of what was done."""


@app.command()
def check(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    month: given.Month = None,
    quarter: given.Quarter = None,
    half: given.Half = None,
    year: given.Year = None,
    from_: given.From = None,
    to: given.To = None,
    as_of: given.AsOf = None,
    format_: given.Formats = None,
    fail_on: given.FailOn = "missed",
    warn_days: given.WarnDays = None,
    reading: given.Reading = "",
    no_waivers: given.NoWaivers = False,
    require_url: given.RequireUrl = False,
    strict: given.Strict = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
    by: given.By = "",
    color: given.Color = "auto",
    width: given.Width = None,
    quiet: given.Quiet = False,
    verbose: given.Verbose = False,
) -> None:
    """Each quota's status for a window: what is due, what runs, what is overdue."""
    from cchc_cli.cli import check as command

    options = command.CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(month, quarter, half, year, from_, to),
        units=unit or (),
        plans=plan or (),
        org=org,
        as_of=as_of,
        formats=format_ or (),
        fail_on=fail_on,
        warn_days=warn_days,
        reading=reading,
        by=by,
        color=color,
        width=width,
        waivers=not no_waivers,
        require_url=require_url,
        strict=strict,
        quiet=quiet,
        verbose=verbose,
    )
    raise typer.Exit(command.run(options))


@app.command()
def explain(
    quota: Annotated[str, typer.Argument(metavar="PLAN/QUOTA", help="The quota's full name: hn-cchc-2026/A2.")],
    unit: given.Units = None,
    org: given.Org = None,
    month: given.Month = None,
    quarter: given.Quarter = None,
    half: given.Half = None,
    year: given.Year = None,
    from_: given.From = None,
    to: given.To = None,
    as_of: given.AsOf = None,
    warn_days: given.WarnDays = None,
    reading: given.Reading = "",
    no_waivers: given.NoWaivers = False,
    require_url: given.RequireUrl = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
    verbose: given.Verbose = False,
) -> None:
    """Why: clause, rule in words, window, rows counted and not, what is still needed and by when."""
    from cchc_cli.cli import explain as command
    from cchc_cli.cli.check import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(month, quarter, half, year, from_, to),
        units=unit or (),
        org=org,
        as_of=as_of,
        warn_days=warn_days,
        reading=reading,
        waivers=not no_waivers,
        require_url=require_url,
        verbose=verbose,
    )
    raise typer.Exit(command.run(quota, options))


@app.command()
def validate(
    org: given.Org = None,
    as_of: given.AsOf = None,
    strict: given.Strict = False,
    require_url: given.RequireUrl = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
    quiet: given.Quiet = False,
) -> None:
    """Every problem of plans, waivers and evidence, with its place and what to do."""
    from cchc_cli.cli import validate as command

    roots = Roots(workspace, plans, evidence, lang)
    raise typer.Exit(command.run(roots, org, as_of, strict=strict, require_url=require_url, quiet=quiet))


@plan_app.command("list")
def plan_list(
    org: given.Org = None,
    plans: given.PlansDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """A line for each plan."""
    from cchc_cli.cli import plan as command

    raise typer.Exit(command.list_plans(Roots(workspace, plans, None, lang), org))


@plan_app.command("show")
def plan_show(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A plan id.")],
    org: given.Org = None,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """One plan: coverage of its clauses, its quotas as sentences, its duties and the evidence found for them."""
    from cchc_cli.cli import plan as command

    raise typer.Exit(command.show(Roots(workspace, plans, evidence, lang), org, plan))


@evidence_app.command("list")
def evidence_list(
    unit: given.Units = None,
    org: given.Org = None,
    unused: Annotated[bool, typer.Option("--unused", help="Only rows that count for nothing, with reasons.")] = False,
    refused: Annotated[bool, typer.Option("--refused", help="Only rows that cannot be read, with reasons.")] = False,
    as_of: given.AsOf = None,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Each row with the quotas it served, or why it served none; topic posts whose lead is not credited."""
    from cchc_cli.cli import evidence as command

    roots = Roots(workspace, plans, evidence, lang)
    raise typer.Exit(command.list_rows(roots, org, unit or (), as_of, unused=unused, refused=refused))
