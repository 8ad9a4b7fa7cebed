"""The options of `cchc explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions

app = typer.Typer(add_completion=False)


@app.command()
def explain(
    quota: Annotated[
        str,
        typer.Argument(
            metavar="PLAN/QUOTA",
            autocompletion=given.completed("quota"),
            help="The quota's full name: hn-cchc-2026/A2.",
        ),
    ],
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
    format_: Annotated[list[str] | None, given.format_option("explain")] = None,
    verbose: given.Verbose = False,
) -> None:
    """Why: clause, rule in words, window, rows counted and not, what is still needed and by when."""
    from cchc_cli.cli import explain as command
    from cchc_cli.cli.selection import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(month, quarter, half, year, from_, to),
        units=unit or (),
        org=org,
        as_of=as_of,
        formats=format_ or (),
        warn_days=warn_days,
        reading=reading,
        waivers=not no_waivers,
        require_url=require_url,
        verbose=verbose,
    )
    raise typer.Exit(command.run(quota, options))
