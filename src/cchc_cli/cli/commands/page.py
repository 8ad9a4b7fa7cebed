"""`cchc page`: one page to open and send."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import Panel, option
from cchc_cli.cli.output import print_text, write_file
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import bad_option
from cchc_cli.engine.by_unit import selected
from cchc_cli.engine.explain import Explainer
from cchc_cli.engine.select import year_around
from cchc_cli.load.workspace import Workspace

app = typer.Typer(add_completion=False)
ENDINGS = (".html", ".htm")


class PageOptions(Struct, frozen=True):
    """The options of `cchc page`."""

    output: Annotated[Path | None, option("--output -o", Panel.OUTPUT, metavar="file")] = None
    selection: Selection = Selection()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def page(options: PageOptions, invocation: Invocation) -> Exit:
    """One page to open and send: what is missed, what can still be done, the year, every unit; of this year by default."""
    file, window = options.output, options.selection.window
    if file is None or file.suffix.lower() not in ENDINGS:
        raise bad_option("--output", file or '""', "page-file")
    answer = ask(
        options.selection,
        invocation,
        lambda plans, as_of: window.window(as_of) if window.given else year_around(plans, as_of),
        files=[file],
    )
    if isinstance(answer, Exit):
        return answer
    if not answer.result.verdicts:
        print_text(answer.nothing(), sys.stderr)
        return Exit.NOTHING
    _write(answer, file)
    return Exit.OK


def _write(answer: Answer, file: Path) -> None:
    from cchc_cli.formats.page.html import render, section_of
    from cchc_cli.formats.page.source import PageSource

    messages = answer.session.messages
    sections = []
    for case, (run, result) in zip(answer.cases, answer.runs, strict=True):
        if not result.verdicts:
            continue
        organisation = case.organisation
        known = [code for code in answer.units if code in organisation.units or code in organisation.groups]
        source = PageSource(
            organisation=organisation,
            result=result,
            explain=Explainer(run, case, result.as_of).explain,
            holidays=case.holidays,
            units=selected(known, [organisation]),
            messages=messages,
            several=len(answer.cases) > 1,
        )
        sections.append(section_of(source, known))
    data = render(sections, messages, _folders(answer.session.workspace)).encode(errors="replace")
    write_file(file, data, answer.session.guard)
    sentence = " ".join(one.lead.sentence for one in sections)
    print_text(messages("page.written", file=file.as_posix(), size=len(data) // 1000, sentence=sentence) + "\n")


def _folders(workspace: Workspace) -> list[str]:
    """Return the folders of the workspace by all their names but those below the current folder."""
    given = (workspace.evidence, workspace.plans, workspace.root)
    names = {way.as_posix() for path in given for way in (path, path.absolute(), path.resolve())}
    return [name for name in names if len(name) > 1 and (name.startswith((".", "/")) or ":" in name)]
