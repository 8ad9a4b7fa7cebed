"""The options of `cchc matrix`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions

app = typer.Typer(add_completion=False)


@app.command()
def matrix(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    year: given.Year = None,
    by: Annotated[
        str, typer.Option("--by", autocompletion=given.completed("by"), help="What stands down: quota or unit.")
    ] = "quota",
    format_: Annotated[list[str] | None, given.format_option("matrix")] = None,
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
    from cchc_cli.cli.selection import CheckOptions

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
