"""The options of `cchc todo`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots
from cchc_cli.cli.usage import WindowOptions
from cchc_cli.model.verdict import MAX_WARN_DAYS

app = typer.Typer(add_completion=False)


@app.command()
def todo(
    unit: given.Units = None,
    plan: given.Plans = None,
    org: given.Org = None,
    days: Annotated[int, typer.Option("--days", min=0, max=MAX_WARN_DAYS, help="How far ahead to look.")] = 30,
    by: Annotated[
        str,
        typer.Option("--by", autocompletion=given.completed("by"), help="unit: who has not done what, unit by unit."),
    ] = "",
    remind: Annotated[bool, typer.Option("--remind", help="One short text a unit, to send; in Vietnamese.")] = False,
    format_: Annotated[list[str] | None, given.format_option("todo")] = None,
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
    from cchc_cli.cli.selection import CheckOptions

    options = CheckOptions(
        roots=Roots(workspace, plans, evidence, lang),
        window=WindowOptions(),
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
    raise typer.Exit(command.run(command.TodoOptions(options, days, remind)))
