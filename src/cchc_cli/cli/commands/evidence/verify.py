"""`cchc evidence verify`: whether the evidence at the addresses of rows exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Annotated

import typer
from msgspec import Struct

from cchc_cli.cli.command import command, only
from cchc_cli.cli.commands.evidence.target import one_organisation
from cchc_cli.cli.emit import deliver_lines, open_for
from cchc_cli.cli.exits import Exit
from cchc_cli.cli.options import DrawingOptions, OutputOptions, Panel, option
from cchc_cli.cli.selection import Selection, WorkspaceOptions, find_units
from cchc_cli.cli.session import Invocation, Session
from cchc_cli.cli.usage import UsageError, today
from cchc_cli.engine.check import Case
from cchc_cli.formats.sightings_text import render
from cchc_cli.formats.text_lines import Line, styled_lines
from cchc_cli.load.sight.files import look_at_file
from cchc_cli.load.sight.kept import load_sightings
from cchc_cli.model.address import is_of_the_web
from cchc_cli.model.item import Item
from cchc_cli.model.problem import Place, Problem
from cchc_cli.model.sighting import Seen, Sighting, latest
from cchc_cli.storing.verified import keep

app = typer.Typer(add_completion=False)
INSTALL = 'python3 -m pip install "cchc-cli[online]"'


class EvidenceVerifyOptions(Struct, frozen=True):
    """The options of `cchc evidence verify`."""

    online: Annotated[bool, option("--online", Panel.SELECTION)] = False
    again: Annotated[bool, option("--again", Panel.SELECTION)] = False
    allow_private: Annotated[bool, option("--allow-private", Panel.SELECTION)] = False
    selection: Annotated[Selection, only("--unit", "--org")] = Selection()
    outputs: OutputOptions = OutputOptions()
    drawing: DrawingOptions = DrawingOptions()
    workspace: WorkspaceOptions = WorkspaceOptions()


class Looks(Struct, frozen=True):
    """The addresses of an organisation's rows, and the files and pages to visit now."""

    rows: Mapping[str, Sequence[Item]]
    known: Mapping[str, Sighting]
    files: Sequence[str]
    pages: Sequence[str]
    waiting: int  # pages not found today, which are not visited again


@command(app)
def evidence_verify(options: EvidenceVerifyOptions, invocation: Invocation) -> Exit:
    """Look for the evidence: files of the workspace, with --online web pages; the sightings are kept."""
    if options.online and find_spec("httpx") is None:
        raise UsageError(Problem("needs-online", Place("--online"), {"install": INSTALL}, fatal=True))
    session, outputs = open_for("evidence verify", options.outputs, invocation)
    code = one_organisation(session, options.selection.org)
    case = session.case(code, rulings=False)
    sightings, wrong = load_sightings(session.workspace, code)
    fatal = [problem for problem in (*session.problems, *wrong) if problem.fatal]
    if case is None or fatal:
        raise UsageError(*fatal)
    looks = _looks(case, latest(sightings), options, day := today(case.organisation.timezone))
    seen = list(_looked(looks, code, day, options, session))
    left = 0 if options.online else len(looks.pages)

    def lines() -> list[Line]:
        return styled_lines(render(seen, looks.rows, left, looks.waiting, session.messages))

    def document() -> object:
        from cchc_cli.formats.documents.verify import verify_document

        return verify_document(code, seen, looks.rows, left)

    deliver_lines("evidence verify", outputs, session.guard, options.drawing, lines, document)
    return Exit.OK if seen else Exit.NOTHING


def _looks(case: Case, known: Mapping[str, Sighting], options: EvidenceVerifyOptions, day: date) -> Looks:
    """Return the addresses to visit: files every time, pages once a day until found, other pages as `_is_due` says."""
    units = set(find_units(options.selection.units, [case.organisation]))
    wanted = {unit for code in units for unit in case.organisation.members(code)}
    rows: dict[str, list[Item]] = {}
    for item in case.items:
        if item.url and (not wanted or wanted & set(item.units)):
            rows.setdefault(item.url, []).append(item)
    web = [url for url in rows if is_of_the_web(url)]
    pages = [url for url in web if _is_due(known.get(url), day, options)]
    waiting = sum(not known[url].found for url in web if url not in pages)
    return Looks(rows, known, [url for url in rows if not is_of_the_web(url)], pages, waiting)


def _is_due(sighting: Sighting | None, day: date, options: EvidenceVerifyOptions) -> bool:
    """Whether to visit a page: with --again at once if it was not found, on another day if it was."""
    if sighting is None or (sighting.status == "not-allowed" and options.allow_private):
        return True
    earlier = sighting.looked < day
    return options.again and earlier if sighting.found else options.again or earlier


def _looked(looks: Looks, code: str, day: date, options: EvidenceVerifyOptions, session: Session) -> Iterator[Sighting]:
    """Yield the sightings; each page is kept at once, so that an interrupted run can continue."""
    workspace = session.workspace
    files = [_sighting(path, day, look_at_file(path, workspace.root)) for path in looks.files]
    if new := [sighting for sighting in files if looks.known.get(sighting.url) != sighting]:
        keep(workspace, code, new)
    yield from files
    if not (options.online and looks.pages):
        return
    from cchc_cli.load.sight.web import WebLooker

    tell = session.progress.step("verifying", len(looks.pages))
    seen: list[Sighting] = []

    def saw(address: str, page: Seen) -> None:
        seen.append(_sighting(address, day, page))
        keep(workspace, code, seen[-1:])
        tell(1)

    WebLooker(private=options.allow_private).look_at(looks.pages, saw)
    session.progress.end()
    yield from seen


def _sighting(url: str, day: date, seen: Seen) -> Sighting:
    return Sighting(url=url, looked=day, status=seen.status, title=seen.title, sha256=seen.sha256)
