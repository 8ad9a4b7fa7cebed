"""The options of `cchc validate`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_cli.cli import options as given
from cchc_cli.cli.session import Roots

app = typer.Typer(add_completion=False)


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
    format_: Annotated[list[str] | None, given.format_option("validate")] = None,
    quiet: given.Quiet = False,
) -> None:
    """Every problem of plans, waivers and evidence, with its place and what to do."""
    from cchc_cli.cli import validate as command

    roots = Roots(workspace, plans, evidence, lang)
    raise typer.Exit(
        command.run(roots, org, as_of, strict=strict, require_url=require_url, quiet=quiet, formats=format_ or ())
    )
