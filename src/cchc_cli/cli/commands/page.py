"""`cchc page`: one page to open and send."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer
from msgspec import Struct

from cchc_cli.cli.command import command
from cchc_cli.cli.emit import deliver, outputs_of
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import OutputOptions
from cchc_cli.cli.output import print_text
from cchc_cli.cli.query import Answer, ask
from cchc_cli.cli.selection import Selection, WorkspaceOptions
from cchc_cli.cli.session import Invocation
from cchc_cli.cli.usage import files_of
from cchc_cli.engine.by_unit import selected
from cchc_cli.engine.explain import Explainer
from cchc_cli.engine.select import year_around
from cchc_cli.formats import verdict_table
from cchc_cli.formats.context import Context
from cchc_cli.load.workspace import Workspace
from cchc_cli.model.verdict import Status

if TYPE_CHECKING:
    from cchc_cli.formats.page.html import PageSection

app = typer.Typer(add_completion=False)
FAILING = frozenset({Status.MISSED})


class PageOptions(Struct, frozen=True):
    """The options of `cchc page`."""

    selection: Selection = Selection()
    outputs: OutputOptions = OutputOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


@command(app)
def page(options: PageOptions, invocation: Invocation) -> Exit:
    """One page to open and send: what is missed, what can still be done, the year, every unit; by default this year."""
    outputs, window = outputs_of("page", options.outputs), options.selection.window
    answer = ask(
        options.selection,
        invocation,
        lambda plans, as_of: window.window(as_of) if window.is_given else year_around(plans, as_of),
        tabled=any(output.format == "html" for output in outputs),
        files=files_of(outputs),
    )
    sections = _sections(answer)
    if not sections:
        print_text(answer.nothing(), sys.stderr)
        outputs = [output for output in outputs if output.format != "html"]
    made: dict[str, Callable[[], str]] = {"html": lambda: _page(sections, answer), "json": lambda: _json(answer)}
    deliver("page", outputs, made, answer.session.guard, lambda: None)
    for output in outputs:
        if output.format == "html" and output.file is not None:
            _tell(output.file, sections, answer, sys.stderr if len(files_of(outputs)) < len(outputs) else sys.stdout)
    return Exit.OK if sections else Exit.NOTHING


def _sections(answer: Answer) -> list[PageSection]:
    """Return the part of each organisation that owes anything."""
    from cchc_cli.formats.page.html import section_of
    from cchc_cli.formats.page.source import PageSource

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
            messages=answer.session.messages,
            needs_org=answer.session.needs_org([organisation.code]),
        )
        sections.append(section_of(source, known))
    return sections


def _page(sections: Sequence[PageSection], answer: Answer) -> str:
    from cchc_cli.formats.page.html import render

    return render(sections, answer.session.messages, _folders(answer.session.workspace))


def _json(answer: Answer) -> str:
    from cchc_cli.formats.json_v1 import render

    context = Context(answer.table_options(), verdict_table.view, fail_on=FAILING, organisations=answer.organisations)
    return str(b"".join(render(answer.result, context, answer.session.messages)), "utf-8")


def _tell(file: Path, sections: Sequence[PageSection], answer: Answer, stream: TextIO) -> None:
    sentence = " ".join(section.lead.sentence for section in sections)
    size = file.stat().st_size // 1000
    print_text(
        answer.session.messages("page.written", file=file.as_posix(), size=size, sentence=sentence) + "\n", stream
    )


def _folders(workspace: Workspace) -> list[str]:
    """Return the names of the workspace's folders that the page must not show."""
    folders = (workspace.evidence, workspace.plans, workspace.root)
    names = {spelling.as_posix() for path in folders for spelling in (path, path.absolute(), path.resolve())}
    return [name for name in names if len(name) > 1 and (name.startswith((".", "/")) or ":" in name)]
