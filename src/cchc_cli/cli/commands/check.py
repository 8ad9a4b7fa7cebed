"""The options of `cchc check`."""

from __future__ import annotations

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions

app = typer.Typer(add_completion=False)


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
    from cchc_cli.cli.selection import CheckOptions

    options = CheckOptions(
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
