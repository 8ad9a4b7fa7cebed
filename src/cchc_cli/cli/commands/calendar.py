"""The options of `cchc calendar`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions
from cchc_cli.model.verdict import MAX_WARN_DAYS, WARN_DAYS

app = typer.Typer(add_completion=False)


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
    format_: Annotated[list[str] | None, given.format_option("calendar")] = None,
    as_of: given.AsOf = None,
    warn_days: Annotated[
        int | None,
        typer.Option(
            "--warn-days",
            min=0,
            max=MAX_WARN_DAYS,
            help=f"Days before the due day at which to sound the alarm ({WARN_DAYS}).",
        ),
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
    from cchc_cli.cli.selection import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(month, quarter, half, year, from_, to),
        units=unit or (),
        plans=plan or (),
        org=org,
        as_of=as_of,
        formats=format_ or (),
        warn_days=warn_days,
        reading=reading,
        color=color,
        width=width,
        waivers=not no_waivers,
    )
    raise typer.Exit(command.run(command.CalendarOptions(options, ics, open_only)))
