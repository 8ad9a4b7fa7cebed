"""The options of `cchc report`."""

from __future__ import annotations

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions

app = typer.Typer(add_completion=False)


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
    force: given.Force = False,
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
    from cchc_cli.cli.selection import CheckOptions

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
    raise typer.Exit(command.run(command.ReportOptions(options, nine_months, basis, format_, output, freeze, force)))
