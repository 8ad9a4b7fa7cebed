"""The commands below `cchc evidence`, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc_cli.cli import columns
from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots

app = typer.Typer(
    help="The logs: what each row served, and adding to them.", no_args_is_help=True, add_completion=False
)


@app.command("list")
def evidence_list(
    unit: given.Units = None,
    org: given.Org = None,
    unused: Annotated[bool, typer.Option("--unused", help="Only rows that count for nothing, with reasons.")] = False,
    refused: Annotated[bool, typer.Option("--refused", help="Only rows that cannot be read, with reasons.")] = False,
    format_: Annotated[list[str] | None, given.format_option("evidence list")] = None,
    as_of: given.AsOf = None,
    plans: given.PlansDir = None,
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Each row with the quotas it served, or why it served none; topic posts whose lead is not credited."""
    from cchc_cli.cli import evidence as command

    roots = Roots(workspace, plans, evidence, lang)
    raise typer.Exit(
        command.list_rows(roots, org, unit or (), as_of, unused=unused, refused=refused, formats=format_ or ())
    )


@app.command("add")
def evidence_add(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            autocompletion=given.completed("kind"),
            help="The log: posts, videos, …, or a Vietnamese name of it.",
        ),
    ],
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


@app.command("import")
def evidence_import(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx to take rows from.")],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", autocompletion=given.completed("kind"), help="Its kind, where its name does not begin with one."
        ),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="A .toml or .yaml: their header = our column.")
    ] = None,
    date_order: Annotated[
        str | None,
        typer.Option(
            "--date-order",
            autocompletion=given.completed("date-order"),
            help="dmy (the default), or mdy for days with the month first, 4/30/2026.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write; without it, only what would be done is said.")] = False,
    file: Annotated[
        list[str] | None,
        typer.Option(
            "--file",
            help="The log for rows of its kind, below the organisation's folder; repeatable.",
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
        date_order=date_order,
        files=file or (),
        org=org,
        write=yes,
    )
    raise typer.Exit(command.run(options))


@app.command("undo")
def evidence_undo(
    evidence: given.EvidenceDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Bring the logs back as they were before the last add or import, unless they were changed since."""
    from cchc_cli.cli import evidence_undo as command

    raise typer.Exit(command.run(Roots(workspace, None, evidence, lang)))


@app.command("template")
def evidence_template(
    output: Annotated[Path, typer.Option("--output", "-o", help="The .xlsx to make.")] = Path("logs.xlsx"),
    force: given.Force = False,
    org: given.Org = None,
    plans: given.PlansDir = None,
    workspace: given.WorkspaceDir = None,
    lang: given.Lang = None,
) -> None:
    """Make a spreadsheet to fill in: a sheet for each log, with lists of units, channels, types and tags."""
    from cchc_cli.cli import evidence_template as command

    raise typer.Exit(command.run(Roots(workspace, plans, None, lang), org, output, force=force))
