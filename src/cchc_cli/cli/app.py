"""The commands and their options; each hands over to a module of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli import __version__
from cchc_cli.cli import columns
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
evidence_app = typer.Typer(help="The logs: what each row served, and adding to them.", no_args_is_help=True)
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
    since: given.Since = None,
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
        since=since,
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


@plan_app.command("schema")
def plan_schema(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="plan, organisation, waivers or holidays; plan by default.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write KIND.json there; all without KIND.")
    ] = None,
    lang: given.Lang = None,
) -> None:
    """The JSON Schema of a workspace's YAML files, for editors that complete and check them."""
    from cchc_cli.cli import plan as command

    raise typer.Exit(command.schema(kind, output, lang))


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


@app.command()
def todo(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    days: Annotated[int, typer.Option("--days", min=0, help="How far ahead to look.")] = 30,
    by: Annotated[str, typer.Option("--by", help="unit: who has not done what, unit by unit.")] = "",
    remind: Annotated[bool, typer.Option("--remind", help="One short text a unit, to send; in Vietnamese.")] = False,
    as_of: given.AsOf = None,
    warn_days: given.WarnDays = None,
    reading: given.Reading = "",
    no_waivers: given.NoWaivers = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
    color: given.Color = "auto",
    width: given.Width = None,
) -> None:
    """What to do next, worst first: what is lacking, by when, and what would meet it."""
    from cchc_cli.cli import todo as command
    from cchc_cli.cli.check import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(),
        units=unit or (),
        plans=plan or (),
        org=org,
        as_of=as_of,
        warn_days=warn_days,
        reading=reading,
        by=by,
        color=color,
        width=width,
        waivers=not no_waivers,
    )
    raise typer.Exit(command.run(command.TodoOptions(options, days, remind)))


@evidence_app.command("add")
def evidence_add(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The log: posts, videos, …, or a Vietnamese name of it.")],
    date: columns.Date = "",
    end: columns.End = "",
    sent: columns.Sent = "",
    unit: columns.Unit = "",
    type_: columns.Type = "",
    title: columns.Title = "",
    channel: columns.Channel = "",
    url: columns.Url = "",
    tags: columns.Tags = "",
    for_: columns.For = "",
    duration: columns.Duration = "",
    issue: columns.Issue = "",
    participants: columns.Participants = "",
    number: columns.Number = "",
    period: columns.InPeriod = "",
    has: columns.Has = "",
    quantity: columns.Quantity = "",
    location: columns.Location = "",
    value: columns.Value = "",
    of: columns.Of = "",
    note: columns.Note = "",
    file: given.LogFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would serve; write nothing.")] = False,
    org: given.Org = None,
    as_of: given.AsOf = None,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Add a row to a log: refused if it cannot be read; says what it serves and what is then still needed."""
    from cchc_cli.cli import evidence_add as command

    options = command.AddOptions(
        roots=Roots(workspace, plans, evidence, lang),
        kind=kind,
        columns=columns.filled(context.params),
        file=file,
        org=org,
        as_of=as_of,
        dry_run=dry_run,
    )
    raise typer.Exit(command.run(options))


@evidence_app.command("import")
def evidence_import(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx to take rows from.")],
    kind: Annotated[
        str | None, typer.Option("--kind", help="Its kind, where its name does not begin with one.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="A .toml or .yaml: their header = our column.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write; without it, only what would be done is said.")] = False,
    file: Annotated[
        list[str] | None,
        typer.Option(
            "--file",
            help="The log that rows of its kind are added to, below the organisation's folder; repeatable.",
            rich_help_panel=given.PLACES,
        ),
    ] = None,
    org: given.Org = None,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Add the rows of a file to the logs: first only what would be added, is already there, is refused."""
    from cchc_cli.cli import evidence_import as command

    options = command.ImportOptions(
        roots=Roots(workspace, plans, evidence, lang),
        source=source,
        kind=kind,
        mapping=mapping,
        files=file or (),
        org=org,
        write=yes,
    )
    raise typer.Exit(command.run(options))


@evidence_app.command("template")
def evidence_template(
    output: Annotated[Path, typer.Option("--output", "-o", help="The .xlsx to make.")] = Path("logs.xlsx"),
    org: given.Org = None,
    plans: given.PlansDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Make a spreadsheet to fill in: a sheet for each log, with lists of units, channels, types and tags."""
    from cchc_cli.cli import evidence_template as command

    raise typer.Exit(command.run(Roots(workspace, plans, None, lang), org, output))


@app.command()
def calendar(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    month: given.Month = None,
    quarter: given.Quarter = None,
    half: given.Half = None,
    year: given.Year = None,
    from_: given.From = None,
    to: given.To = None,
    ics: Annotated[str | None, typer.Option("--ics", metavar="FILE|-", help="Write a calendar file.")] = None,
    open_only: Annotated[bool, typer.Option("--open-only", help="Leave out what is done or past doing.")] = False,
    as_of: given.AsOf = None,
    warn_days: Annotated[
        int | None, typer.Option("--warn-days", min=0, help="Days before the due day at which to sound the alarm (7).")
    ] = None,
    reading: given.Reading = "",
    no_waivers: given.NoWaivers = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
    color: given.Color = "auto",
    width: given.Width = None,
) -> None:
    """Deadlines in order, as a list or as a calendar file; of this year unless a window is given."""
    from cchc_cli.cli import calendar as command
    from cchc_cli.cli.check import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(month, quarter, half, year, from_, to),
        units=unit or (),
        plans=plan or (),
        org=org,
        as_of=as_of,
        warn_days=warn_days,
        reading=reading,
        color=color,
        width=width,
        waivers=not no_waivers,
    )
    raise typer.Exit(command.run(command.CalendarOptions(options, ics, open_only)))


@app.command()
def matrix(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    year: given.Year = None,
    by: Annotated[str, typer.Option("--by", help="What stands down: quota or unit.")] = "quota",
    format_: Annotated[
        list[str] | None, typer.Option("--format", "-f", help="table, markdown or csv; or NAME=FILE; repeatable.")
    ] = None,
    as_of: given.AsOf = None,
    warn_days: given.WarnDays = None,
    reading: given.Reading = "",
    no_waivers: given.NoWaivers = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
    color: given.Color = "auto",
    width: given.Width = None,
) -> None:
    """The whole year at a glance: quotas or units down, periods across, done of target."""
    from cchc_cli.cli import matrix as command
    from cchc_cli.cli.check import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(year=year),
        units=unit or (),
        plans=plan or (),
        org=org,
        as_of=as_of,
        formats=format_ or (),
        warn_days=warn_days,
        reading=reading,
        by=by,
        color=color,
        width=width,
        waivers=not no_waivers,
    )
    raise typer.Exit(command.run(options))


@app.command()
def report(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    month: given.Month = None,
    quarter: given.Quarter = None,
    half: given.Half = None,
    nine_months: given.NineMonths = None,
    year: given.Year = None,
    from_: given.From = None,
    to: given.To = None,
    as_of: given.AsOf = None,
    basis: given.Basis = "calendar",
    format_: given.ReportFormat = None,
    output: given.ReportFile = None,
    freeze: given.Freeze = None,
    reading: given.Reading = "",
    no_waivers: given.NoWaivers = False,
    require_url: given.RequireUrl = False,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Write the results part of an official report; in Vietnamese unless --lang says otherwise."""
    from cchc_cli.cli import report as command
    from cchc_cli.cli.check import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang or "vi"),
        window=WindowOptions(month, quarter, half, year, from_, to),
        units=unit or (),
        plans=plan or (),
        org=org,
        as_of=as_of,
        reading=reading,
        waivers=not no_waivers,
        require_url=require_url,
    )
    raise typer.Exit(command.run(command.ReportOptions(options, nine_months, basis, format_, output, freeze)))
